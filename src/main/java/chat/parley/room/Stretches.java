package chat.parley.room;

import chat.parley.delivery.Batch;
import chat.parley.delivery.Frame;
import chat.parley.event.Entry;
import chat.parley.event.Logged;
import chat.parley.event.Position;
import chat.parley.event.RoomRef;
import chat.parley.lane.Lane;
import chat.parley.log.Page;
import chat.parley.log.RoomLog;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Reads a room's log for sessions behind its tail. The log is divided into stretches of one batch each, so sessions at
 * nearby offsets share a stretch. Concurrent requests for a stretch share one read, and the last few complete stretches
 * are cached while memory allows. Confined to the room's lane.
 */
final class Stretches {
    private static final int MAX_CACHED = 4;

    /**
     * A stretch of the log. Its encoded frames are shared by all readers.
     *
     * @param floor the position before the oldest entry in the log when it was read
     */
    record Stretch(Position floor, List<Frame> frames) {

        /** The next batch after the offset; null if the entry after it is not in this stretch. */
        Batch after(long offset, int maxChars) {
            List<Frame> next = new ArrayList<>();
            int chars = 0;
            for (Frame frame : frames) {
                if (frame.number() == offset + 1 + next.size() && chars < maxChars) {
                    next.add(frame);
                    chars += frame.weight();
                }
            }
            return next.isEmpty() ? null : new Batch(next);
        }
    }

    private final RoomRef room;
    private final RoomLog log;
    private final Lane lane;
    private final int size;
    private final Map<Long, List<BiConsumer<Stretch, Throwable>>> waiting = new HashMap<>();
    private final Map<Long, SoftReference<Stretch>> cached = new LinkedHashMap<>();
    /** Incremented when the cache is cleared. */
    private long generation;
    /** Changes that arrived during a read and may be missing from its result. */
    private final List<LateChange> changes = new ArrayList<>();

    /** @param size offsets per stretch */
    Stretches(RoomRef room, RoomLog log, Lane lane, int size) {
        this.room = room;
        this.log = log;
        this.lane = lane;
        this.size = size;
    }

    /** Passes the stretch with the entry after this offset, or the failure, to {@code answer}, on the lane. */
    void ask(long offset, BiConsumer<Stretch, Throwable> answer) {
        long number = offset / size;
        Stretch known = cached.containsKey(number) ? cached.get(number).get() : null;
        if (known != null) {
            answer.accept(known, null);
            return;
        }
        List<BiConsumer<Stretch, Throwable>> asking = waiting.get(number);
        if (asking != null) {
            asking.add(answer);
            return;
        }
        waiting.put(number, new ArrayList<>(List.of(answer)));
        long before = generation;
        log.after(room, number * size, size)
                .whenComplete((page, failure) -> lane.execute(() -> {
                    List<BiConsumer<Stretch, Throwable>> answers =
                            waiting.remove(number); // first: the next caller retries
                    Stretch stretch = failure == null ? stretch(page) : null;
                    if (waiting.isEmpty()) {
                        changes.clear();
                    }
                    if (stretch != null && stretch.frames().size() == size && before == generation) {
                        cache(number, stretch);
                    }
                    answers.forEach(each -> lane.execute(() -> each.accept(stretch, failure)));
                }));
    }

    private void cache(long number, Stretch stretch) {
        cached.put(number, new SoftReference<>(stretch));
        if (cached.size() > MAX_CACHED) {
            cached.remove(cached.keySet().iterator().next());
        }
    }

    /** Clears the cache, because entries may have been removed. */
    void clear() {
        generation++;
        cached.clear();
    }

    /** Applies a change to cached stretches and pending reads. Called for each change, for some of them twice. */
    void apply(LateChange change) {
        if (change.removesText()) {
            clear();
        }
        if (!waiting.isEmpty()) {
            changes.add(change);
        }
    }

    private Stretch stretch(Page page) {
        List<Frame> frames = new ArrayList<>();
        for (Entry entry : page.entries()) {
            Logged event = entry.asEvent();
            for (LateChange change : changes) {
                event = change.applyTo(event);
            }
            frames.add(new Frame(entry.offset(), event));
        }
        return new Stretch(page.floor(), frames);
    }
}
