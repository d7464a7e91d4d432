package chat.parley.engineio;

import chat.parley.metrics.Counts;
import chat.parley.metrics.Metrics;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Counts what happens on Engine.IO connections. Thread-safe. */
final class EngineMeter {
    private enum Kind {
        POLLING,
        WEBSOCKET
    }

    private final Counts<Kind> bytes = new Counts<>(Kind.class);
    private final LongAdder upgrades = new LongAdder();
    private final LongAdder misrouted = new LongAdder();

    /** @param connections counts those with the transport of this name */
    void measure(Metrics metrics, ToLongFunction<String> connections) {
        metrics.gauge(
                "parley_engineio_connections",
                "Engine.IO connections",
                "transport",
                values -> Stream.of(Kind.values())
                        .map(Counts::label)
                        .forEach(name -> values.set(name, connections.applyAsLong(name))));
        metrics.counter("parley_engineio_upgrades", "Connections that went from polling to a WebSocket", upgrades::sum);
        metrics.counter("parley_engineio_misrouted", "Requests with a session id of another server", misrouted::sum);
        metrics.counter(
                "parley_engineio_sent_bytes",
                "Sent in Engine.IO packets; a character counts as one byte",
                "transport",
                bytes);
    }

    void upgraded() {
        upgrades.increment();
    }

    /** A request belongs to another server. */
    void misrouted() {
        misrouted.increment();
    }

    /** Packets were handed to the host. @param polling or to a WebSocket */
    void sent(boolean polling, List<Packet> packets) {
        long sum = 0;
        for (Packet packet : packets) {
            sum += packet.weight();
        }
        bytes.add(polling ? Kind.POLLING : Kind.WEBSOCKET, sum);
    }
}
