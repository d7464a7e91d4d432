package chat.parley.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client's address behind proxies, real or forged. */
class ProxiesTest {
    private final Proxies proxies = new Proxies(List.of("127.0.0.1", "10.0.0.1", "[2001:db8::1]"));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "127.0.0.1, -, 127.0.0.1",
                "127.0.0.1, '', 127.0.0.1",
                "127.0.0.1, 203.0.113.7, 203.0.113.7",
                "127.0.0.1, '198.51.100.1, 203.0.113.7', 203.0.113.7",
                "127.0.0.1, '203.0.113.7,10.0.0.1', 203.0.113.7",
                "127.0.0.1, '198.51.100.1, 203.0.113.7 , 10.0.0.1', 203.0.113.7",
                "127.0.0.1, 10.0.0.1, 10.0.0.1",
                "127.0.0.1, 203.0.113.7:4711, 203.0.113.7",
                "127.0.0.1, '[2001:db8:0:1::7]:4711', 2001:db8:0:1:0:0:0:7",
                "127.0.0.1, 2001:db8:0:1::7, 2001:db8:0:1:0:0:0:7",
                "127.0.0.1, ::ffff:203.0.113.7, 203.0.113.7",
                "2001:db8:0:0:0:0:0:1, 203.0.113.7, 203.0.113.7",
                "198.51.100.1, 203.0.113.7, 198.51.100.1",
                "127.0.0.1, unknown, 127.0.0.1",
                "127.0.0.1, evil.example, 127.0.0.1",
                "127.0.0.1, '203.0.113.7, unknown', 127.0.0.1",
                "127.0.0.1, 1.2.3, 127.0.0.1",
                "127.0.0.1, 999.1.1.1, 127.0.0.1",
                "127.0.0.1, 1.2.3:80, 127.0.0.1",
                "127.0.0.1, 12:34, 127.0.0.1",
                "127.0.0.1, ',,', 127.0.0.1"
            })
    void onlyTrustedProxiesAreBelieved(String from, String forwarded, String client) {
        assertEquals(client, proxies.client(from, forwarded));
    }

    @ParameterizedTest
    @CsvSource({
        "10.20.255.1, 203.0.113.7",
        "10.21.0.1, 10.21.0.1",
        "2001:db8:0:ff::1, 203.0.113.7",
        "2001:db8:1::1, 2001:db8:1::1"
    })
    void aNetworkOfProxiesIsBelieved(String from, String client) {
        Proxies networks = new Proxies(List.of("10.20.0.0/16", "2001:db8::/48"));
        assertEquals(client, networks.client(from, "198.51.100.1, 203.0.113.7"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nginx", "10.0.0.0/33", "10.0.0.0/", "10.0.0", "*"})
    void whatIsNoNetworkIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> new Proxies(List.of(text)));
    }

    @Test
    void aConnectionWithoutAddressHasNoClientAddress() {
        assertNull(proxies.client(null, "203.0.113.7"));
        assertNull(Caller.network(null));
    }

    @Test
    void withoutProxiesTheHeaderIsIgnored() {
        assertEquals("127.0.0.1", new Proxies(List.of()).client("127.0.0.1", "203.0.113.7"));
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "2001:db8:0:1::7, 2001:db8:0:1::",
        "2001:db8:0:1:ffff:ffff:ffff:ffff, 2001:db8:0:1::",
        "fe80::1%eth0, fe80:0:0:0::",
        "::ffff:203.0.113.7, 203.0.113.7",
        "::1, 0:0:0:0::",
        "@unix, @unix"
    })
    void theNetworkOfASubscriberIsOneUnit(String address, String network) {
        assertEquals(network, Caller.network(address));
    }
}
