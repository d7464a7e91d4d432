package chat.parley.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The memory, the threads and the CPU time of a process. */
record Footprint(long megabytes, int threads, long cpuSeconds) {
    private static final int KILOBYTES = 1024;

    static Footprint of(long pid) throws IOException {
        List<String> status = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
        long cpu = ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow()
                .toSeconds();
        return new Footprint(number(status, "VmRSS:") / KILOBYTES, (int) number(status, "Threads:"), cpu);
    }

    private static long number(List<String> status, String key) {
        return status.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }
}
