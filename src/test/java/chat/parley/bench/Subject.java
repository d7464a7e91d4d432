package chat.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server under test: a process of its own on core 0, its port, and what it has used of the processor and of memory. */
final class Subject implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/");
    private static final long START_NANOS = 30_000_000_000L;
    private static final long TICK_NANOS = 10_000_000;
    final String name;
    final int port;
    private final Process process;

    private Subject(String name, int port, Process process) {
        this.name = name;
        this.port = port;
        this.process = process;
    }

    /** Starts this command, pinned to core 0, and waits for the line with its address. */
    static Subject start(String name, List<String> command, Path log) throws IOException, InterruptedException {
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", "0"));
        pinned.addAll(command);
        Process process = new ProcessBuilder(pinned).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy)); // also when the driver is ended from outside
        for (long start = System.nanoTime(); process.isAlive() && System.nanoTime() - start < START_NANOS; Thread.sleep(50)) {
            Matcher ready = READY.matcher(Files.readString(log));
            if (ready.find()) {
                return new Subject(name, Integer.parseInt(ready.group(1)), process);
            }
        }
        process.destroy();
        throw new IOException(name + " did not come up; see " + log);
    }

    /** Processor time of user and kernel, in nanoseconds, exact to a tick of 10 ms. */
    long cpuNanos() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_NANOS;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
