package chat.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.WaitLimit;
import chat.parley.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failed start releases all resources, wherever it fails. */
class FailedStartTest {
    private static final int MORE_THAN_A_START_NEEDS = 100;

    @TempDir
    Path data;

    /** A container's thread factory that fails after this many threads, as some do during startup and shutdown. */
    private static final class Supply implements ThreadFactory {
        private final List<Thread> made = new CopyOnWriteArrayList<>();
        private final int most;

        Supply(int most) {
            this.most = most;
        }

        @Override
        public synchronized Thread newThread(Runnable task) {
            if (made.size() == most) {
                throw new IllegalStateException("no more threads");
            }
            Thread thread = new Thread(task, "thread " + made.size() + " of " + most);
            thread.setDaemon(true);
            made.add(thread);
            return thread;
        }

        void assertGone() throws InterruptedException {
            for (Thread thread : made) {
                thread.join(WaitLimit.TIME.toMillis());
                assertEquals(Thread.State.TERMINATED, thread.getState(), thread.getName());
            }
        }
    }

    @Test
    void atWhateverThreadAStartFailsNoThreadAndNoLockIsLeft() throws Exception {
        Settings settings = settings(data);
        int most = 0;
        boolean started = false;
        for (; !started; most++) {
            assertTrue(most < MORE_THAN_A_START_NEEDS, "it never starts");
            Supply supply = new Supply(most);
            try (Parley parley = Parley.start(settings, null, supply)) {
                started = parley.chat().acceptsSessions();
            } catch (RuntimeException e) { // from the thread factory, or from a pool that timed out
                started = false;
            }
            supply.assertGone();
        }
        assertTrue(most > 3, "a start needs threads");
    }

    @Test
    void aStoreThatCannotBeUsedCostsNoThread() throws Exception {
        Files.writeString(
                data.resolve("parley.db"),
                "This is not a database, but a text of some length that somebody left here.".repeat(100));
        Supply supply = new Supply(MORE_THAN_A_START_NEEDS);
        assertThrows(StoreException.class, () -> Parley.start(settings(data), null, supply));
        supply.assertGone();
        Files.delete(data.resolve("parley.db"));
        Parley.start(settings(data), null, supply).close();
        supply.assertGone();
    }

    private static Settings settings(Path data) {
        return Settings.read(Program.WAR, Map.of(Setting.DATA, data.toString()));
    }
}
