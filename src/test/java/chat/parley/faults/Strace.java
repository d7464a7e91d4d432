package chat.parley.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Lies to a process about what the system does for it, from its making to its close. */
final class Strace implements AutoCloseable {
    private static final String ATTACHED = " attached";
    private static final long DETACH_SECONDS = 20;

    private final Process process;

    private Strace(Process process) {
        this.process = process;
    }

    /** Leaves the test where there is no strace, or where it may not look into other processes. */
    static void assumeThere() throws IOException {
        Process sleeper;
        try {
            sleeper = new ProcessBuilder("sleep", "30").start();
            try (Strace ignored = attach(sleeper.pid(), "fsync", "error=EIO")) {
                // it can
            } finally {
                sleeper.destroyForcibly();
            }
        } catch (IOException without) {
            assumeTrue(false, "strace is needed, and the right to attach it: " + without.getMessage());
        }
    }

    /**
     * Returns when it works.
     *
     * @param calls names of system calls, with commas
     * @param fault as strace's option {@code inject} takes it, such as {@code error=EIO} or {@code delay_enter=500000}
     */
    static Strace attach(long pid, String calls, String fault) throws IOException {
        Process process = new ProcessBuilder("strace", "-f", "-p", Long.toString(pid), "-e", "trace=" + calls, "-e", "inject=" + calls + ":" + fault, "-o", "/dev/null")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        BufferedReader said = process.errorReader(StandardCharsets.UTF_8);
        StringBuilder all = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.contains(ATTACHED)) {
                return new Strace(process);
            }
            all.append(line).append(' ');
        }
        throw new IOException("strace: " + all);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(DETACH_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("strace does not let go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
