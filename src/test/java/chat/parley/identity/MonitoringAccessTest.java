package chat.parley.identity;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonitoringAccessTest {
    private static final String TOKEN = "sesame-sesame-sesame";

    private final MonitoringAccess access =
            new MonitoringAccess(List.of("127.0.0.0/8", "::1", "10.1.2.0/23", "192.0.2.7", "2001:db8::/33"), TOKEN);

    private boolean admits(String address) {
        return access.admits(address, false, null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "::1",
                "0:0:0:0:0:0:0:1",
                "10.1.2.0",
                "10.1.3.255",
                "192.0.2.7",
                "2001:db8:7fff::1",
                "::ffff:127.0.0.1"
            })
    void theListedNetworksMayRead(String address) {
        assertTrue(admits(address), address);
        assertFalse(access.admits(address, true, null), "unless an unknown proxy has passed it on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"128.0.0.1", "10.1.4.0", "10.1.1.255", "192.0.2.8", "::2", "2001:db8:8000::1", "localhost", ""})
    void nobodyElseMay(String address) {
        assertFalse(admits(address), address);
    }

    @Test
    void whoeverHasTheTokenMayReadFromAnywhere() {
        assertTrue(access.admits("203.0.113.7", true, "Bearer " + TOKEN));
        assertTrue(access.admits(null, false, "bearer " + TOKEN));
        for (String wrong : List.of(TOKEN, "Bearer ", "Bearer " + TOKEN + "x", "Bearer sesame", "Basic " + TOKEN)) {
            assertFalse(access.admits("203.0.113.7", false, wrong), wrong);
        }
        assertFalse(access.admits(null, false, null));
    }

    @Test
    void withoutATokenAnEmptyOneOpensNothing() {
        MonitoringAccess closed = new MonitoringAccess(List.of(), null);
        assertFalse(closed.admits("127.0.0.1", false, "Bearer "));
        assertFalse(closed.admits("127.0.0.1", false, "Bearer null"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "::1/129", "example.org", "10.0.0.1/-1", ""})
    void whatIsNoNetworkIsRefused(String network) {
        assertThrows(IllegalArgumentException.class, () -> new MonitoringAccess(List.of(network), null));
    }

    @Test
    void theTokenIsNeverShown() {
        assertFalse(access.toString().contains("sesame"));
    }
}
