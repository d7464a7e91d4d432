package chat.parley.log;

import static java.util.concurrent.CompletableFuture.completedFuture;

import chat.parley.event.RoomRef;
import chat.parley.lane.Lane;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Trims all rooms that have a rule, one after the other. The next round starts a fixed time after the last one ended.
 */
final class Trimmer {
    private static final int ROOMS = 1_000;

    private final BiFunction<String, Integer, CompletionStage<List<RoomRef>>> after;
    private final BiFunction<RoomRef, Retention.Rule, CompletionStage<Void>> trim;
    private final Function<RoomRef, Retention.Rule> rules;
    private final Duration every;

    /**
     * @param after gives the rooms whose ids come after a text, at most so many
     * @param trim completes when the room is trimmed, or that has failed
     */
    Trimmer(
            BiFunction<String, Integer, CompletionStage<List<RoomRef>>> after,
            BiFunction<RoomRef, Retention.Rule, CompletionStage<Void>> trim,
            Function<RoomRef, Retention.Rule> rules,
            Duration every) {
        this.after = after;
        this.trim = trim;
        this.rules = rules;
        this.every = every;
    }

    void start(Lane lane) {
        lane.later(every, () -> trimAfter("").whenComplete((done, failure) -> start(lane)));
    }

    private CompletionStage<Void> trimAfter(String last) {
        return after.apply(last, ROOMS).thenCompose(rooms -> trim(rooms, 0));
    }

    private CompletionStage<Void> trim(List<RoomRef> rooms, int from) {
        for (int i = from; i < rooms.size(); i++) {
            Retention.Rule rule = rules.apply(rooms.get(i));
            if (rule != Retention.Rule.KEEP_ALL) {
                int next = i + 1;
                return trim.apply(rooms.get(i), rule).thenCompose(done -> trim(rooms, next));
            }
        }
        return rooms.size() < ROOMS
                ? completedFuture(null)
                : trimAfter(rooms.get(ROOMS - 1).id().text());
    }
}
