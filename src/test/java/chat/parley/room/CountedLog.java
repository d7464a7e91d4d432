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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A real log that counts reads, and how often a room is looked up by its name. */
record CountedLog(RoomLog log, AtomicInteger reads, AtomicInteger named) implements RoomLog {
    CountedLog(RoomLog log) {
        this(log, new AtomicInteger(), new AtomicInteger());
    }

    @Override
    public void listen(Listener listener) {
        log.listen(listener);
    }

    @Override
    public RoomRef room(String name) {
        named.incrementAndGet();
        return log.room(name);
    }

    @Override
    public CompletionStage<Entry> append(Draft draft) {
        return log.append(draft);
    }

    @Override
    public CompletionStage<Page> after(RoomRef room, long offset, int limit) {
        reads.incrementAndGet();
        return log.after(room, offset, limit);
    }

    @Override
    public CompletionStage<Page> before(RoomRef room, long offset, int limit) {
        reads.incrementAndGet();
        return log.before(room, offset, limit);
    }

    @Override
    public CompletionStage<Page> messagesAfter(RoomRef room, long offset, int limit) {
        reads.incrementAndGet();
        return log.messagesAfter(room, offset, limit);
    }

    @Override
    public CompletionStage<Page> messagesBefore(RoomRef room, long offset, int limit) {
        reads.incrementAndGet();
        return log.messagesBefore(room, offset, limit);
    }

    @Override
    public CompletionStage<Page> pinned(RoomRef room) {
        reads.incrementAndGet();
        return log.pinned(room);
    }

    @Override
    public CompletionStage<Optional<Position>> position(RoomRef room, long offset) {
        reads.incrementAndGet();
        return log.position(room, offset);
    }

    @Override
    public CompletionStage<List<Entry>> audit(RoomRef room, long before, int limit) {
        reads.incrementAndGet();
        return log.audit(room, before, limit);
    }

    @Override
    public CompletionStage<List<Entry>> deletions(Instant before, int limit) {
        return log.deletions(before, limit);
    }

    @Override
    public CompletionStage<Rules> rules(RoomRef room) {
        return log.rules(room);
    }
}
