package chat.parley.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.Host;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The metrics of a server at one moment. Reading them fails unless they follow Prometheus's text format: a type and a
 * help for each family before its samples, no series twice, counters that end with {@code _total}, and histograms whose
 * buckets add up. Immutable.
 */
public final class Scrape {
    /** The media type of the format. */
    public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Pattern COMMENT =
            Pattern.compile("# (?<kind>HELP|TYPE) (?<name>[a-zA-Z_:][\\w:]*) (?<rest>.+)");
    private static final String LABEL = "[a-zA-Z_]\\w*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern SAMPLE = Pattern.compile("(?<name>[a-zA-Z_:][\\w:]*)(?:\\{(?<labels>" + LABEL + "(?:,"
            + LABEL + ")*)\\})? (?<value>[-+]?(?:[0-9.]+(?:E[-+]?[0-9]+)?|Inf)|NaN)");
    private static final Pattern BOUND = Pattern.compile("(?:^|,)le=\"(?<bound>[^\"]+)\"");
    private static final Map<String, List<String>> SUFFIXES =
            Map.of("histogram", List.of("_bucket", "_count", "_sum"), "summary", List.of("_count", "_sum"));

    private static final long GLANCE_NANOS = 100_000_000;

    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, String> helps = new HashMap<>();
    private final Map<String, Double> series = new LinkedHashMap<>();

    private Scrape(String text) {
        assertTrue(text.endsWith("\n"), "the last line does not end");
        text.lines().forEach(this::read);
        types.forEach((family, type) -> {
            if (type.equals("histogram")) {
                checkHistogram(family);
            }
        });
    }

    /** The metrics after this call began. Servers answer with older ones for half a second. */
    public static Scrape fresh(Host host) throws Exception {
        String older = text(host);
        String newer = text(host);
        long deadline = System.nanoTime() + WaitLimit.TIME.toNanos();
        while (newer.equals(older)) { // they count the requests for them, so they always change
            assertTrue(System.nanoTime() < deadline, "the metrics do not change");
            LockSupport.parkNanos(GLANCE_NANOS);
            newer = text(host);
        }
        return new Scrape(newer);
    }

    /** The metrics now, or half a second ago. */
    public static Scrape of(Host host) throws Exception {
        return new Scrape(text(host));
    }

    private static String text(Host host) throws Exception {
        HttpResponse<String> answer =
                HttpApi.of(host).get(host.http().resolve("metrics"), "Accept", "text/plain;version=0.0.4");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(
                TYPE.replace(" ", ""),
                answer.headers()
                        .firstValue("Content-Type")
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .replace(" ", ""));
        return answer.body();
    }

    /** Checks and reads a text. */
    public static Scrape parse(String text) {
        return new Scrape(text);
    }

    private void read(String line) {
        Matcher comment = COMMENT.matcher(line);
        if (comment.matches()) {
            Map<String, String> seen = comment.group("kind").equals("HELP") ? helps : types;
            assertTrue(seen.put(comment.group("name"), comment.group("rest")) == null, "twice: " + line);
            return;
        }
        Matcher sample = SAMPLE.matcher(line);
        assertTrue(sample.matches(), "not in the format: " + line);
        String family = familyOf(sample.group("name"));
        String type = types.get(family);
        assertTrue(type != null && helps.containsKey(family), "a sample before its type and help: " + line);
        assertTrue(!type.equals("counter") || family.endsWith("_total"), "a counter without _total: " + line);
        double value = Double.parseDouble(sample.group("value").replace("Inf", "Infinity"));
        assertTrue(!type.equals("counter") || value >= 0, "a counter below 0: " + line);
        String key = key(sample.group("name"), sample.group("labels"));
        assertTrue(series.put(key, value) == null, "twice: " + line);
    }

    private String familyOf(String sample) {
        return SUFFIXES.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .filter(sample::endsWith)
                        .map(suffix -> sample.substring(0, sample.length() - suffix.length()))
                        .filter(family -> entry.getKey().equals(types.get(family))))
                .findFirst()
                .orElse(sample);
    }

    private void checkHistogram(String family) {
        Map<String, TreeMap<Double, Double>> buckets = new HashMap<>();
        series.forEach((key, value) -> {
            if (key.startsWith(family + "_bucket{")) {
                Matcher bound = BOUND.matcher(key.substring(key.indexOf('{') + 1));
                assertTrue(bound.find(), "a bucket without a bound: " + key);
                String others = key.replace("le=\"" + bound.group("bound") + "\"", "");
                buckets.computeIfAbsent(others, none -> new TreeMap<>())
                        .put(Double.valueOf(bound.group("bound").replace("Inf", "Infinity")), value);
            }
        });
        assertTrue(!buckets.isEmpty(), "a histogram without buckets: " + family);
        buckets.values().forEach(counts -> {
            List<Double> inOrder = new ArrayList<>(counts.values());
            assertEquals(inOrder.stream().sorted().toList(), inOrder, "buckets that do not add up: " + family);
            assertEquals(Double.POSITIVE_INFINITY, counts.lastKey(), family);
        });
        if (buckets.size() == 1) {
            double all = buckets.values().iterator().next().lastEntry().getValue();
            assertEquals(series.get(family + "_count"), all, family);
        }
    }

    private static String key(String name, String labels) {
        if (labels == null) {
            return name;
        }
        return name + "{"
                + Pattern.compile(LABEL)
                        .matcher(labels)
                        .results()
                        .map(found -> found.group())
                        .sorted()
                        .collect(Collectors.joining(","))
                + "}";
    }

    /** The value of a series; 0 if it does not exist yet. @param labels in any order, such as {@code door="websocket"} */
    public double value(String name, String... labels) {
        String all = labels.length == 0 ? "" : "{" + Stream.of(labels).sorted().collect(Collectors.joining(",")) + "}";
        return series.getOrDefault(name + all, 0.0);
    }

    /** The families with their types. */
    public Map<String, String> types() {
        return Map.copyOf(types);
    }

    /** All series with their labels. */
    public List<String> series() {
        return List.copyOf(series.keySet());
    }
}
