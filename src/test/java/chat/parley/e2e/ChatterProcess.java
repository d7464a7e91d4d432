package chat.parley.e2e;

import chat.parley.client.Chatter;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A client in its own process, which can be killed. */
final class ChatterProcess implements AutoCloseable {
    private static final String THERE = "I am in";

    private final Process process;

    private ChatterProcess(Process process) {
        this.process = process;
    }

    static ChatterProcess in(String room, String name, URI server) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChatterProcess.class.getName(),
                        server.toString(),
                        room,
                        name)
                .redirectErrorStream(true)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = said.readLine(); !THERE.equals(line); line = said.readLine()) {
            if (line == null) {
                throw new IOException("the client process ended before it joined");
            }
        }
        return new ChatterProcess(process);
    }

    /** Kills the process without a chance to send anything. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
    }

    /** @param args address, room, name */
    public static void main(String[] args) throws InterruptedException {
        Chatter chatter = Chatter.connect(URI.create(args[0]));
        chatter.ask("hello", "name", args[2]);
        chatter.join(args[1]);
        System.out.println(THERE);
        new CountDownLatch(1).await(); // until killed
    }
}
