package chat.parley.room;

import chat.parley.event.Entry;
import chat.parley.event.Position;
import chat.parley.event.RoomRef;
import chat.parley.log.Draft;
import chat.parley.log.Page;
import chat.parley.log.RoomLog;
import chat.parley.log.Rules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A real log whose read results can be held back. */
final class HeldLog implements RoomLog {
    private final RoomLog log;
    private CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

    HeldLog(RoomLog log) {
        this.log = log;
    }

    /** Holds back the results of reads from now on. */
    synchronized void hold() {
        gate = new CompletableFuture<>();
    }

    synchronized void release() {
        gate.complete(null);
    }

    private synchronized <T> CompletionStage<T> held(CompletionStage<T> answer) {
        return answer.thenCombine(gate, (value, open) -> value);
    }

    @Override
    public void listen(Listener listener) {
        log.listen(listener);
    }

    @Override
    public RoomRef room(String name) {
        return log.room(name);
    }

    @Override
    public CompletionStage<Entry> append(Draft draft) {
        return log.append(draft);
    }

    @Override
    public CompletionStage<Page> after(RoomRef room, long offset, int limit) {
        return held(log.after(room, offset, limit));
    }

    @Override
    public CompletionStage<Page> before(RoomRef room, long offset, int limit) {
        return held(log.before(room, offset, limit));
    }

    @Override
    public CompletionStage<Page> messagesAfter(RoomRef room, long offset, int limit) {
        return held(log.messagesAfter(room, offset, limit));
    }

    @Override
    public CompletionStage<Page> messagesBefore(RoomRef room, long offset, int limit) {
        return held(log.messagesBefore(room, offset, limit));
    }

    @Override
    public CompletionStage<Page> pinned(RoomRef room) {
        return held(log.pinned(room));
    }

    @Override
    public CompletionStage<Optional<Position>> position(RoomRef room, long offset) {
        return held(log.position(room, offset));
    }

    @Override
    public CompletionStage<List<Entry>> audit(RoomRef room, long before, int limit) {
        return held(log.audit(room, before, limit));
    }

    @Override
    public CompletionStage<List<Entry>> deletions(Instant before, int limit) {
        return held(log.deletions(before, limit));
    }

    @Override
    public CompletionStage<Rules> rules(RoomRef room) {
        return held(log.rules(room));
    }
}
