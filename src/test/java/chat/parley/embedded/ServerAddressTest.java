package chat.parley.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerAddressTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, localhost, localhost",
        "::, localhost, localhost",
        "127.0.0.1, 127.0.0.1, localhost",
        "::1, [::1], localhost",
        "localhost, localhost, localhost",
        "192.0.2.7, 192.0.2.7, 192.0.2.7",
        "2001:db8::7, [2001:db8::7], [2001:db8::7]",
        "chat.example.org, chat.example.org, chat.example.org"
    })
    void aBrowserOnThisMachineUsesANameWhereThereIsOne(String host, String told, String page) {
        assertEquals("http://" + told + ":8080/", new ServerAddress(false, host, 8080, "").url());
        assertEquals("https://" + page + ":8443/chat/", new ServerAddress(true, host, 8443, "/chat").pageUrl());
    }
}
