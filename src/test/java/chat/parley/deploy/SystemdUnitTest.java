package chat.parley.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.Program;
import chat.parley.Setting;
import chat.parley.Settings;
import chat.parley.e2e.host.Interpreter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit for systemd. */
class SystemdUnitTest {
    private static final String UNIT = DeployFiles.text("systemd/parley.service");
    /** For commits and the end of the process; see docs/operations.md. */
    private static final Duration REST = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private static String value(String key) {
        Matcher line = Pattern.compile("^" + key + "=(.*)$", Pattern.MULTILINE).matcher(UNIT);
        assertTrue(line.find(), key);
        return line.group(1);
    }

    @Test
    void theServerEndsWhenMemoryHasRunOutAndIsStartedAgain() {
        assertTrue(
                value("ExecStart").matches("/usr/bin/java -XX:\\+ExitOnOutOfMemoryError .*-jar \\S+/parley\\.jar .*"));
        assertEquals("on-failure", value("Restart"));
        assertEquals("143", value("SuccessExitStatus"));
    }

    @Test
    void aStopMayTakeAsLongAsItNeeds() {
        Settings defaults = Settings.read(Program.SERVER, Map.of(Setting.GUESTS, "true"));
        Duration time = DeployFiles.time(value("TimeoutStopSec"));
        assertTrue(time.compareTo(defaults.drainTime().plus(REST)) >= 0, time.toString());
    }

    @Test
    void itMayOpenAsManyFilesAsParleyHasConnections() {
        Settings defaults = Settings.read(Program.SERVER, Map.of(Setting.GUESTS, "true"));
        assertTrue(
                Integer.parseInt(value("LimitNOFILE")) > 2 * defaults.limits().sessions());
    }

    @Test
    void itWritesOnlyToItsDirectory() {
        assertEquals("parley", value("StateDirectory"));
        assertTrue(value("ExecStart").endsWith(" --data /var/lib/parley"));
        assertTrue(value("ExecStart").contains("-XX:SharedArchiveFile=/var/lib/parley/"));
        assertEquals("strict", value("ProtectSystem"));
    }

    @Test
    void systemdFindsNothingWrongAndLittleExposed() throws Exception {
        Interpreter analyze = Interpreter.find(
                "systemd",
                "systemd-analyze",
                "NO systemd-analyze, SO THE UNIT IS NOT VERIFIED. Install it: apt-get install systemd",
                "--version");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Files.writeString(folder.resolve("parley.service"), UNIT.replace("/usr/bin/java ", java + " "));
        assertEquals("", analyze.run(folder, Map.of(), "verify", "./parley.service"));
        String exposure = analyze.run(
                folder, Map.of(), "security", "--offline=true", "--no-pager", "--threshold=20", "./parley.service");
        assertTrue(exposure.contains("Overall exposure level"), exposure);
    }
}
