package chat.parley.delivery;

import chat.parley.event.Event;
import java.util.ArrayList;
import java.util.List;

/** Events for one send, encoded at most once per door. Shared by sessions at the same offset. Thread-safe. */
public final class Batch {
    private final List<Frame> frames;
    private final Encoded encoded = new Encoded();

    public Batch(List<Frame> frames) {
        this.frames = frames;
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
