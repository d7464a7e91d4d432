package chat.parley.room;

import chat.parley.delivery.Close;
import chat.parley.delivery.DeliveryMeter;
import chat.parley.event.Command;
import chat.parley.event.Refusal;
import chat.parley.metrics.Counts;
import chat.parley.metrics.Distribution;
import chat.parley.metrics.LabelledCounts;
import chat.parley.metrics.Metrics;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts what happens in a chat. Thread-safe. */
final class ChatMeter {
    private static final double NANOS = 1e9;
    private static final Map<Class<?>, String> KINDS = Stream.of(
                    Command.class.getAnnotation(JsonbTypeInfo.class).value())
            .collect(Collectors.toUnmodifiableMap(JsonbSubtype::type, JsonbSubtype::alias));

    /** What became of a join that named a position. */
    private enum Resume {
        RECOVERED,
        RESET
    }

    /** Whose rate limit was exceeded. */
    enum Limited {
        SESSION,
        MEMBER
    }

    private final LabelledCounts commands = new LabelledCounts();
    private final LabelledCounts refusals = new LabelledCounts();
    private final Counts<Close> closed = new Counts<>(Close.class);
    private final Counts<Resume> resumes = new Counts<>(Resume.class);
    private final Counts<Limited> limited = new Counts<>(Limited.class);
    private final Distribution searches =
            Distribution.ofDurations("parley_search_seconds", "Time of a search, waiting included");
    private final DeliveryMeter deliveries = new DeliveryMeter();

    void measure(Metrics metrics) {
        metrics.counter("parley_commands", "Commands received, by type", commands, "type");
        metrics.counter("parley_refusals", "Commands refused, by type and error code", refusals, "type", "code");
        metrics.counter("parley_sessions_closed", "Closed sessions, by reason", "reason", closed);
        metrics.counter("parley_resumes", "Joins that named a position, by result", "result", resumes);
        metrics.counter("parley_rate_limited", "Commands over the rate limit of a session or member", "limit", limited);
        metrics.distribution(searches);
        deliveries.measure(metrics);
    }

    DeliveryMeter deliveries() {
        return deliveries;
    }

    void received(Command command) {
        commands.count(typeOf(command));
    }

    void refused(Command command, Refusal refusal) {
        refusals.count(typeOf(command), refusal.code().wireName());
    }

    void closed(Close reason) {
        closed.count(reason);
    }

    void resumed(boolean recovered) {
        resumes.count(recovered ? Resume.RECOVERED : Resume.RESET);
    }

    void limited(Limited limit) {
        limited.count(limit);
    }

    /** Times a search. */
    <T> CompletionStage<T> searching(CompletionStage<T> search) {
        long begun = System.nanoTime();
        return search.whenComplete((found, failure) -> searches.observe((System.nanoTime() - begun) / NANOS));
    }

    /** The value of the command's field {@code type}. */
    private static String typeOf(Command command) {
        if (command instanceof Command.WriteAnywhere anywhere) {
            return typeOf(anywhere.write());
        }
        String known = KINDS.get(command.getClass());
        return known == null ? command.getClass().getSimpleName().toLowerCase(Locale.ROOT) : known;
    }
}
