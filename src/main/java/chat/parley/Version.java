package chat.parley;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The version of this build, from the POM. */
public final class Version {
    private Version() {}

    /** The version, such as {@code 1.2.0}. */
    public static String current() {
        return lines().get(0);
    }

    /** The commit that the build was told with {@code -Dparley.commit}; otherwise {@code unknown}. */
    public static String commit() {
        return lines().get(1);
    }

    private static List<String> lines() {
        try (InputStream text = Version.class.getResourceAsStream("version.txt")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
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
