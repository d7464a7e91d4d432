package chat.parley.deploy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.Program;
import chat.parley.Setting;
import chat.parley.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The times and sizes in the samples fit Parley's defaults. {@code BalancerIT} runs them. */
class BalancerSamplesTest {
    private static final Settings DEFAULTS = Settings.read(Program.SERVER, Map.of(Setting.GUESTS, "true"));

    /** A poll waits for ping-interval, and a WebSocket may be silent for twice as long. */
    static void assertLongEnough(String timeout, Settings settings) {
        Duration time = DeployFiles.time(timeout);
        Duration ping = settings.socketIo().pingInterval();
        assertTrue(time.compareTo(ping.multipliedBy(2)) > 0, timeout);
        assertTrue(time.compareTo(ping.plus(settings.socketIo().pingTimeout())) > 0, timeout);
    }

    private static List<String> values(String file, String pattern) {
        List<String> values = Pattern.compile(pattern)
                .matcher(DeployFiles.text(file))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertTrue(!values.isEmpty(), file + " lacks " + pattern);
        return values;
    }

    @Test
    void nothingEndsAPollOrAQuietWebSocket() {
        values("nginx/parley.conf", "proxy_(?:read|send)_timeout (\\S+);")
                .forEach(timeout -> assertLongEnough(timeout, DEFAULTS));
        values("haproxy/haproxy.cfg", "timeout (?:client|server|tunnel) +(\\S+)")
                .forEach(timeout -> assertLongEnough(timeout, DEFAULTS));
    }

    @Test
    void idleConnectionsToAServerEndBeforeTheServerEndsThem() {
        for (String time : values("nginx/parley.conf", "keepalive_timeout (\\S+);")) {
            assertTrue(DeployFiles.time(time).compareTo(DEFAULTS.requestTimeout()) < 0, time);
        }
    }

    @Test
    void aBodyMayBeAsLargeAsParleyAccepts() {
        String size =
                values("nginx/parley.conf", "client_max_body_size (\\d+)k;").get(0);
        assertTrue(Integer.parseInt(size) * 1_024 >= DEFAULTS.maxFrame(), size);
    }
}
