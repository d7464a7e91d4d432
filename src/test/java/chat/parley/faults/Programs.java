package chat.parley.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs system programs. */
final class Programs {
    private Programs() {}

    /** Whether this command exists and succeeds. */
    static boolean works(String... command) {
        try {
            return run(command) == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    /** @throws IOException if the program is missing or fails */
    static void must(String... command) throws IOException {
        int status = run(command);
        if (status != 0) {
            throw new IOException(List.of(command) + " ended with " + status);
        }
    }

    private static int run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                System.out.println(List.of(command) + ": " + said);
            }
            return status;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
