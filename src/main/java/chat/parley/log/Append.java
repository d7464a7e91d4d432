package chat.parley.log;

import chat.parley.event.Entry;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A draft waiting to be stored.
 *
 * @param draft always has a ref: the server makes one up if the author gave none, so that a retry after a commit in
 *     doubt finds what it stored
 * @param named whether the author gave the ref
 * @param deadline when to give up, in {@link System#nanoTime} nanoseconds
 */
record Append(Draft draft, boolean named, long deadline, CompletableFuture<Entry> answer) {

    static Append of(Draft draft, long deadline) {
        boolean named = draft.ref() != null;
        Draft known = named
                ? draft
                : new Draft(
                        draft.room(),
                        draft.client(),
                        draft.body(),
                        EntryRows.SERVER_REF + UUID.randomUUID(),
                        draft.near(),
                        draft.epoch());
        return new Append(known, named, deadline, new CompletableFuture<>());
    }

    int weight() {
        return draft.body().weight();
    }

    boolean isAnswered() {
        return answer.isDone();
    }

    /** The stored entry as readers see it: without a ref that the server made up. */
    Entry forReaders(Entry stored) {
        return named
                ? stored
                : new Entry(
                        stored.room(),
                        stored.position(),
                        stored.at(),
                        stored.author(),
                        stored.body(),
                        stored.now(),
                        null,
                        stored.mentions());
    }
}
