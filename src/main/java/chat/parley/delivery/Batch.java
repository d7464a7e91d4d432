package chat.parley.delivery;

import chat.parley.event.Event;
import chat.parley.event.Logged;
import java.util.ArrayList;
import java.util.List;

/** Events for one send, encoded at most once per door. Shared by sessions at the same offset. Thread-safe. */
public final class Batch {
    private final List<Frame> frames;
    private final Encoded encoded = new Encoded();
    private final int entries;
    private final long since;

    public Batch(List<Frame> frames) {
        this.frames = frames;
        int logged = 0;
        long first = 0;
        for (int i = frames.size() - 1; i >= 0; i--) { // by index: avoids an iterator per send
            if (frames.get(i).event() instanceof Logged) {
                logged++;
                first = frames.get(i).since();
            }
        }
        this.entries = logged;
        this.since = first;
    }

    public static Batch of(List<? extends Event> events) {
        return new Batch(events.stream().map(event -> new Frame(0, event)).toList());
    }

    /** Concatenates two batches; null means empty. */
    static Batch join(Batch first, Batch second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        List<Frame> frames = new ArrayList<>(first.frames);
        frames.addAll(second.frames);
        return new Batch(frames);
    }

    /** Approximate size in characters. */
    int weight() {
        int weight = 0;
        for (Frame frame : frames) {
            weight += frame.weight();
        }
        return weight;
    }

    /** The number of log entries. */
    int entries() {
        return entries;
    }

    /** When the first of them became visible, in {@link System#nanoTime} nanoseconds; 0 if unknown or if there is none. */
    long since() {
        return since;
    }

    /** The number of the last event in its tail. */
    public long last() {
        return frames.get(frames.size() - 1).number();
    }

    /** The batch in this encoding. */
    public <T> T as(Encoding<T> encoding) {
        if (frames.size() == 1) {
            return frames.get(0).as(encoding);
        }
        return encoded.as(
                encoding, e -> e.join(frames.stream().map(frame -> frame.as(e)).toList()));
    }
}
