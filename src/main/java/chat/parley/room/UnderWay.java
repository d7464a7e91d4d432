package chat.parley.room;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the commands of a session that have not been answered. Thread-safe. */
final class UnderWay {
    private final AtomicInteger count = new AtomicInteger();

    void begin() {
        count.incrementAndGet();
    }

    void end() {
        count.decrementAndGet();
    }

    /** A part of a command that runs later; the command is under way until then. */
    Runnable step(Runnable work) {
        begin();
        return () -> {
            try {
                work.run();
            } finally {
                end();
            }
        };
    }

    boolean isNone() {
        return count.get() == 0;
    }
}
