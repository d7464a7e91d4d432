package chat.parley.faults;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition. */
final class Await {
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private Await() {}

    /** @param otherwise describes the actual state when the wait times out after three minutes */
    static void until(String what, BooleanSupplier isSo, Supplier<String> otherwise) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(what + ": not in " + PATIENCE.toSeconds() + " s; " + otherwise.get());
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }
}
