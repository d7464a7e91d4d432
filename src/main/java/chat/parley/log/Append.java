package chat.parley.log;

import chat.parley.event.Entry;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A draft on its way into the log.
 *
 * @param draft has a ref in any case, of the server's own making where the author gave none: so it is known again when it is not clear what became of it
 * @param deadline in nanoseconds, when the one who waits is told that it takes too long
 */
record Append(Draft draft, boolean named, long deadline, CompletableFuture<Entry> answer) {

    static Append of(Draft draft, long deadline) {
        boolean named = draft.ref() != null;
        Draft known = named ? draft : new Draft(draft.room(), draft.author(), draft.body(), EntryRows.SERVER_REF + UUID.randomUUID(), draft.near());
        return new Append(known, named, deadline, new CompletableFuture<>());
    }

    int weight() {
        return draft.body().weight();
    }

    boolean isAnswered() {
        return answer.isDone();
    }

    /** The entry as its readers see it. */
    Entry shown(Entry stored) {
        return named ? stored : new Entry(stored.room(), stored.position(), stored.at(), stored.author(), stored.body(), stored.now(), null, stored.mentions());
    }
}
