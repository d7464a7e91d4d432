package chat.parley.metrics;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * The numbers of one server. Parts own their counters and register them here once; each value is read when somebody
 * asks. Register before the first {@link #text}; then thread-safe.
 */
public final class Metrics {
    private static final String COUNTER = "counter";
    private static final String GAUGE = "gauge";
    private static final String TOTAL = "_total";

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final List<Described> catalogue = new ArrayList<>();

    /**
     * One of Parley's own metrics.
     *
     * @param type counter, gauge or histogram
     * @param labels may be empty
     */
    public record Described(String name, String type, List<String> labels, String help) {}

    /** The text formats of Prometheus, in which all values can be read. */
    public enum Format {
        PROMETHEUS(PrometheusTextFormatWriter.create()),
        OPEN_METRICS(OpenMetricsTextFormatWriter.create());

        private final transient ExpositionFormatWriter writer;

        Format(ExpositionFormatWriter writer) {
            this.writer = writer;
        }

        /** @param accept the request's {@code Accept} header, or null */
        public static Format accepted(String accept) {
            return accept != null && accept.contains("application/openmetrics-text") ? OPEN_METRICS : PROMETHEUS;
        }

        public String contentType() {
            return writer.getContentType();
        }
    }

    /** Values with one label each. */
    public interface Values {
        void set(String label, double value);
    }

    /** Reports the current values of a gauge. */
    public interface Gauge {
        void read(Values values);
    }

    /** Parley's own metrics, whether or not they have values yet. */
    public List<Described> catalogue() {
        return List.copyOf(catalogue);
    }

    private void describe(String name, String type, String help, String... labels) {
        catalogue.add(new Described(name, type, List.of(labels), help));
    }

    public void counter(String name, String help, LongSupplier value) {
        describe(name + TOTAL, COUNTER, help);
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsLong()))
                .register(registry);
    }

    /** One value for each constant, those that are 0 included. */
    public <E extends Enum<E>> void counter(String name, String help, String label, Counts<E> counts) {
        counters(name, help, label, Map.of("", counts));
    }

    /**
     * Counters of several parts.
     *
     * @param label names the constant; with several parts, a label {@code part} before it names the part
     */
    public <E extends Enum<E>> void counters(String name, String help, String label, Map<String, Counts<E>> parts) {
        Map<String, Counts<E>> ordered = new LinkedHashMap<>(parts);
        boolean single = parts.containsKey("");
        String[] labels = single ? new String[] {label} : new String[] {"part", label};
        describe(name + TOTAL, COUNTER, help, labels);
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(callback -> ordered.forEach((part, counts) -> counts.kinds()
                        .forEach(kind -> callback.call(
                                counts.of(kind),
                                single ? new String[] {Counts.label(kind)} : new String[] {part, Counts.label(kind)}))))
                .register(registry);
    }

    public void counter(String name, String help, LabelledCounts tally, String... labels) {
        describe(name + TOTAL, COUNTER, help, labels);
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .callback(callback ->
                        tally.forEach((values, count) -> callback.call(count, values.toArray(new String[0]))))
                .register(registry);
    }

    public void gauge(String name, String help, DoubleSupplier value) {
        describe(name, GAUGE, help);
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    public void gauge(String name, String help, String label, Gauge gauge) {
        describe(name, GAUGE, help, label);
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames(label)
                .callback(callback -> gauge.read((of, value) -> callback.call(value, of)))
                .register(registry);
    }

    public void distribution(Distribution distribution) {
        describe(distribution.name(), "histogram", distribution.help());
        registry.register(distribution.collector());
    }

    /** The version, and what the Java machine says of itself. */
    public void machine(String version) {
        String help = "The version of this server; always 1";
        describe("parley_build_info", GAUGE, help, "version");
        Info.builder()
                .name("parley_build_info")
                .help(help)
                .labelNames("version")
                .register(registry)
                .setLabelValues(version);
        // Not the metrics of allocations: they register a listener that would outlive an undeployed web application.
        JvmMemoryMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        JvmThreadsMetrics.builder().register(registry);
        JvmBufferPoolMetrics.builder().register(registry);
        JvmRuntimeInfoMetric.builder().register(registry);
        ProcessMetrics.builder().register(registry);
    }

    /** All values, in UTF-8. Takes some milliseconds. */
    public byte[] text(Format format) {
        MetricSnapshots values = registry.scrape();
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            format.writer.write(text, values);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot happen in memory
        }
        return text.toByteArray();
    }
}
