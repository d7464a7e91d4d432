package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.RawHttp;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One address exceeds its limits, over any door and with any number of names. */
@HostContract
class AddressLimitIT {
    private static final int BURST = 100;
    private static final int MOST = 10 * BURST;
    private static final int TOO_MANY = 429;
    private static final String UPGRADE = "Upgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";
    private static final String BODY = "{\"name\":\"Build\",\"text\":\"hello\"}";
    private static final Pattern RETRY = Pattern.compile("(?im)^Retry-After: ([0-9]+)");

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static Host host;

    private final String room = HttpApi.encoded(UnusedRoom.name());

    @BeforeAll
    static void start() {
        host = Hosts.fresh(
                Map.of("rate", "1", "burst", Integer.toString(BURST), "address-share", "1", "proxies", "127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"read", "list", "search", "post", "socket", "engine socket", "polling", "polling post"})
    void everyDoorTellsItWhenToComeBackAndServesTheOthers(String door) throws Exception {
        String network = "2001:db8:0:" + Integer.toHexString(NUMBERS.incrementAndGet());
        int n = 0;
        RawHttp.Response answer = ask(door, network + "::1");
        while (answer.status() != TOO_MANY) {
            assertTrue(n++ < MOST, "never refused; last response: " + answer);
            answer = ask(door, network + "::" + Integer.toHexString(n)); // pretends to be a different client each time
        }
        Matcher retry = RETRY.matcher(answer.head());
        assertTrue(retry.find() && Integer.parseInt(retry.group(1)) >= 1, answer.head());
        if (door.equals("search") || door.equals("post")) {
            assertEquals("rate-limited", answer.json().getString("code"));
        }
        assertNotEquals(TOO_MANY, ask(door, "203.0.113.7").status());
    }

    @Test
    void searchesOfSessionsCountAsWell() throws Exception {
        try (Chatter one = Chatter.from("203.0.113.1", "One", host);
                Chatter two = Chatter.from("203.0.113.1", "Two", host);
                Chatter other = Chatter.from("203.0.113.2", "Other", host)) {
            int n = 0;
            Heard answer = one.ask("search", "query", "word");
            while (!answer.is("error")) {
                assertTrue(n++ < BURST, "never refused");
                answer = (n % 2 == 0 ? one : two).ask("search", "query", "word");
            }
            assertEquals("rate-limited", answer.code());
            assertTrue(answer.retryAfter() > 0);
            assertTrue(other.ask("search", "query", "word").is("search"));
        }
    }

    private RawHttp.Response ask(String door, String address) throws IOException {
        String messages = "api/rooms/" + room + "/messages";
        return switch (door) {
            case "read" -> ask("GET", messages, address, "", "");
            case "list" -> ask("GET", "api/rooms", address, "", "");
            case "search" -> ask("GET", "api/search?q=word", address, "", "");
            case "post" ->
                ask(
                        "POST",
                        messages,
                        address,
                        "Authorization: Bearer a-key-with-number-" + NUMBERS.incrementAndGet()
                                + "\r\nContent-Type: application/json\r\n",
                        BODY);
            case "socket" -> ask("GET", "ws", address, UPGRADE + RawHttp.NATIVE + "\r\n", "");
            case "engine socket" -> ask("GET", "socket.io/?EIO=4&transport=websocket", address, UPGRADE, "");
            case "polling" -> ask("GET", "socket.io/?EIO=4&transport=polling", address, "", "");
            case "polling post" -> pollingPost(address);
            default -> throw new IllegalArgumentException(door);
        };
    }

    private RawHttp.Response pollingPost(String address) throws IOException {
        RawHttp.Response opened = ask(
                "GET",
                "socket.io/?EIO=4&transport=polling",
                "198.51.100." + (1 + NUMBERS.incrementAndGet() % 200),
                "",
                "");
        if (opened.status() != 200) {
            return opened;
        }
        String sid = opened.body().replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
        return ask(
                "POST", "socket.io/?EIO=4&transport=polling&sid=" + sid, address, "Content-Type: text/plain\r\n", "40");
    }

    private static RawHttp.Response ask(String method, String target, String address, String headers, String body)
            throws IOException {
        String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
        return RawHttp.answerTo(
                host.http(),
                method + " " + host.http().getPath() + target + " HTTP/1.1\r\nHost: "
                        + host.http().getAuthority() + "\r\nX-Forwarded-For: " + address + "\r\n" + headers + length
                        + "\r\n" + body);
    }
}
