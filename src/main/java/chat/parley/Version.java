package chat.parley;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The version of this build, from the POM. */
public final class Version {
    private Version() {}

    /** The version, such as {@code 1.2.0}. */
    public static String current() {
        try (InputStream text = Version.class.getResourceAsStream("version.txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A log line with the versions of Parley, Java and the operating system's name. */
    public static String line() {
        return "Parley " + current() + " on Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch");
    }
}
