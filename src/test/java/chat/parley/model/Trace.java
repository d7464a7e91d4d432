package chat.parley.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** The last steps of a schedule, for debugging. Recorded only when a violation is replayed. */
final class Trace {
    private static final int LINES = 150;

    private final boolean kept;
    private final Deque<String> lines = new ArrayDeque<>();

    Trace(boolean kept) {
        this.kept = kept;
    }

    void say(Supplier<String> line) {
        if (kept) {
            lines.add(line.get());
            if (lines.size() > LINES) {
                lines.remove();
            }
        }
    }

    @Override
    public String toString() {
        return String.join("\n  ", lines);
    }
}
