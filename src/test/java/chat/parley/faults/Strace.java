package chat.parley.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Injects faults into the system calls of a process until it is closed. */
final class Strace {
    private static final String ATTACHED = " attached";
    private static final long DETACH_SECONDS = 20;

    private final Process process;

    private Strace(Process process) {
        this.process = process;
    }

    /** Aborts the test if strace is missing or may not attach to processes. */
    static void assumeThere() throws IOException {
        Process sleeper;
        try {
            sleeper = new ProcessBuilder("sleep", "30").start();
            try {
                attach(sleeper.pid(), "fsync", "error=EIO").detach();
            } finally {
                sleeper.destroyForcibly();
            }
        } catch (IOException without) {
            assumeTrue(false, "strace with permission to attach is required: " + without.getMessage());
        }
    }

    /** What happens while a process has a fault. */
    interface Story {
        void run() throws Exception;
    }

    /**
     * Runs a story while strace is attached.
     *
     * @param calls names of system calls, separated by commas
     * @param fault in the syntax of strace's option {@code inject}, such as {@code error=EIO} or {@code
     *     delay_enter=500000}
     */
    static void during(long pid, String calls, String fault, Story story) throws Exception {
        Strace strace = attach(pid, calls, fault);
        try {
            story.run();
        } finally {
            strace.detach();
        }
    }

    /** Returns once strace is attached. */
    private static Strace attach(long pid, String calls, String fault) throws IOException {
        Process process = new ProcessBuilder(
                        "strace",
                        "-f",
                        "-p",
                        Long.toString(pid),
                        "-e",
                        "trace=" + calls,
                        "-e",
                        "inject=" + calls + ":" + fault,
                        "-o",
                        "/dev/null")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
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

    private void detach() {
        process.destroy();
        try {
            if (!process.waitFor(DETACH_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("strace does not detach");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
