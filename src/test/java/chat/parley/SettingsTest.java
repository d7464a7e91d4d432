package chat.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void theDefaultsListenOnThisMachineOnly() {
        Settings settings = Settings.read();
        assertEquals("127.0.0.1", settings.host());
        assertEquals(8080, settings.port());
        assertEquals("", settings.context());
        assertEquals(65_536, settings.maxFrame());
        assertEquals(Duration.ofSeconds(25), settings.limits().pingInterval());
    }

    @Test
    void theCommandLineCountsMoreThanASystemProperty() {
        System.setProperty("parley.max-frame", "2000");
        try {
            assertEquals(2000, Settings.read().maxFrame());
            assertEquals(3000, Settings.read(Map.of(Setting.MAX_FRAME, "3000")).maxFrame());
        } finally {
            System.clearProperty("parley.max-frame");
        }
    }

    @ParameterizedTest
    @CsvSource({"PORT, 65536", "PORT, -1", "PORT, http", "PING_INTERVAL, 25", "PING_INTERVAL, 0s", "ORIGINS, example.org", "CONTEXT, chat", "MAX_FRAME, 1",
        "MAX_HEADER, 100", "SERVER_NAMES, https://chat.example.org", "DATABASE, mysql://x", "DATABASE_WRITERS, 0", "DATABASE_READERS, 1000", "ROOM_THREADS, many", "RETENTION, lobby=soon", "RETENTION_INTERVAL, 1d"})
    void aValueThatMakesNoSenseIsNamed(Setting setting, String value) {
        String message = assertThrows(Settings.Unusable.class, () -> Settings.read(Map.of(setting, value))).getMessage();
        assertTrue(message.startsWith(setting.key() + " is " + value + "; it must be "), message);
    }

    @Test
    void theReadmeNamesEverySettingWithItsDefault() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        for (Setting setting : Setting.values()) {
            String row = "| `" + setting.key() + "` | " + (setting.standard().isEmpty() ? "" : "`" + setting.standard() + "` ") + "|";
            assertTrue(readme.contains(row), "README.md lacks the row " + row);
        }
    }
}
