package chat.parley.room;

import chat.parley.event.Entry;
import chat.parley.event.Position;
import chat.parley.log.Draft;
import chat.parley.log.Page;
import chat.parley.log.RoomLog;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A real log that counts reads. */
record CountedLog(RoomLog log, AtomicInteger reads) implements RoomLog {
    CountedLog(RoomLog log) {
        this(log, new AtomicInteger());
    }

    @Override
    public void listen(Listener listener) {
        log.listen(listener);
    }

    @Override
    public CompletionStage<Entry> append(Draft draft) {
        return log.append(draft);
    }

    @Override
    public CompletionStage<Page> after(String room, long offset, int limit) {
        reads.incrementAndGet();
        return log.after(room, offset, limit);
    }

    @Override
    public CompletionStage<Page> before(String room, long offset, int limit) {
        reads.incrementAndGet();
        return log.before(room, offset, limit);
    }

    @Override
    public CompletionStage<Page> messagesAfter(String room, long offset, int limit) {
        reads.incrementAndGet();
        return log.messagesAfter(room, offset, limit);
    }

    @Override
    public CompletionStage<Page> messagesBefore(String room, long offset, int limit) {
        reads.incrementAndGet();
        return log.messagesBefore(room, offset, limit);
    }

    @Override
    public CompletionStage<Page> pinned(String room) {
        reads.incrementAndGet();
        return log.pinned(room);
    }

    @Override
    public CompletionStage<Optional<Position>> position(String room, long offset) {
        reads.incrementAndGet();
        return log.position(room, offset);
    }
}
