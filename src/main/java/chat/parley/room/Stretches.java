package chat.parley.room;

import chat.parley.delivery.Batch;
import chat.parley.delivery.Frame;
import chat.parley.event.Entry;
import chat.parley.event.Event;
import chat.parley.event.Position;
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
 * What is read of a room's log for the sessions that stand behind its tail. The log is cut into stretches of as many offsets as a batch has events, so that sessions that stand near each other ask for the same one:
 * each is read by one at a time, however many ask, and the last few that are complete are kept as long as memory allows. Belongs to the room's lane.
 */
final class Stretches {
    private static final int KEPT = 4;

    /**
     * A stretch of the log, with what goes over the wire shared by all who get it.
     *
     * @param floor the position before the oldest entry that the log had
     */
    record Stretch(Position floor, List<Frame> frames) {

        /** What follows the offset, as much as one send takes; null where the entry after it is not here. */
        Batch after(long offset, int mostChars) {
            List<Frame> next = new ArrayList<>();
            int chars = 0;
            for (Frame frame : frames) {
                if (frame.number() == offset + 1 + next.size() && chars < mostChars) {
                    next.add(frame);
                    chars += frame.weight();
                }
            }
            return next.isEmpty() ? null : new Batch(next);
        }
    }

    private final String room;
    private final RoomLog log;
    private final Lane lane;
    private final int size;
    private final Map<Long, List<BiConsumer<Stretch, Throwable>>> waiting = new HashMap<>();
    private final Map<Long, SoftReference<Stretch>> kept = new LinkedHashMap<>();
    /** How often all was forgotten. */
    private long forgotten;
    /** What changed messages while something was read, which may not know of it. */
    private final List<News> changes = new ArrayList<>();

    /** @param size offsets in a stretch */
    Stretches(String room, RoomLog log, Lane lane, int size) {
        this.room = room;
        this.log = log;
        this.lane = lane;
        this.size = size;
    }

    /** Gives the stretch with the entry after this offset, or the failure, on the lane. What comes into the log while it is read may be missing. */
    void ask(long offset, BiConsumer<Stretch, Throwable> answer) {
        long number = offset / size;
        Stretch known = kept.containsKey(number) ? kept.get(number).get() : null;
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
        long before = forgotten;
        log.after(room, number * size, size).whenComplete((page, failure) -> lane.execute(() -> {
            List<BiConsumer<Stretch, Throwable>> answers = waiting.remove(number); // first: whatever goes wrong, the next one is to ask anew
            Stretch stretch = failure == null ? stretch(page) : null;
            if (waiting.isEmpty()) {
                changes.clear();
            }
            if (stretch != null && stretch.frames().size() == size && before == forgotten) {
                keep(number, stretch);
            }
            answers.forEach(each -> lane.execute(() -> each.accept(stretch, failure)));
        }));
    }

    private void keep(long number, Stretch stretch) {
        kept.put(number, new SoftReference<>(stretch));
        if (kept.size() > KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    /** What was read may be gone since. */
    void forget() {
        forgotten++;
        kept.clear();
    }

    /** What was read, or is being read, may still have words that this takes away. Hears every change in its turn, some before. */
    void hear(News news) {
        if (news.takesAway()) {
            forget();
        }
        if (!waiting.isEmpty()) {
            changes.add(news);
        }
    }

    private Stretch stretch(Page page) {
        List<Frame> frames = new ArrayList<>();
        for (Entry entry : page.entries()) {
            Event.Logged event = entry.asEvent();
            for (News news : changes) {
                event = news.appliedTo(event);
            }
            frames.add(new Frame(entry.offset(), event));
        }
        return new Stretch(page.floor(), frames);
    }
}
