package chat.parley.e2e;

import chat.parley.e2e.host.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The resource usage of a server process, from the JDK's tools.
 *
 * @param liveBytes heap usage after a collection
 */
public record Vitals(long liveBytes, int threads) {
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern THREADS = Pattern.compile("(?m)^java\\.threads\\.live=(\\d+)");

    public static Vitals of(Host host) throws IOException, InterruptedException {
        long bytes = Long.parseLong(find(TOTAL, ask(host, "GC.class_histogram")));
        int threads = Integer.parseInt(find(THREADS, ask(host, "PerfCounter.print")));
        return new Vitals(bytes, threads);
    }

    public long megabytesAbove(Vitals earlier) {
        return liveBytes - earlier.liveBytes >> 20;
    }

    private static String ask(Host host, String question) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(JCMD.toString(), Long.toString(host.pid()), question)
                .redirectErrorStream(true)
                .start();
        String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException("jcmd failed: " + answer);
        }
        return answer;
    }

    private static String find(Pattern pattern, String answer) throws IOException {
        Matcher matcher = pattern.matcher(answer);
        if (!matcher.find()) {
            throw new IOException("jcmd output lacks " + pattern + ": " + answer);
        }
        return matcher.group(1);
    }
}
