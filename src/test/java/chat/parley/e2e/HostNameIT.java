package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.client.RawHttp;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** DNS rebinding: an attacker's name resolves to this server, so that requests have it as both Host and Origin. */
@HostContract
class HostNameIT {
    private static final List<Integer> OPEN = List.of(200, 101, 101, 200, 200, 200, 201);
    private static final List<Integer> CLOSED = List.of(421, 421, 421, 421, 421, 421, 421);
    private static final String UPGRADE =
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";
    private static final String BODY = "{\"name\":\"Build\",\"text\":\"hello\"}";

    @Test
    void noDoorOpensToANameThatIsNotTheServers() throws Exception {
        Host host = GuardedServer.host();
        for (String name : List.of("evil.example", "chat.example.org.evil.example", "evil.example:80", "192.0.2.1")) {
            assertEquals(CLOSED, statuses(host, name, ""), name);
        }
        assertEquals(CLOSED, statuses(host, "evil.example", "X-Forwarded-Proto: https\r\n"));
        assertEquals(OPEN, statuses(host, "chat.example.org", ""));
        assertEquals(OPEN, statuses(host, host.http().getAuthority(), ""));
        assertEquals(
                200,
                doors(host, "10.0.0.8", "X-Forwarded-Host: chat.example.org\r\n")
                        .get("the page"));
        assertEquals(CLOSED, statuses(host, "localhost", "X-Forwarded-Host: evil.example\r\n"));
    }

    @Test
    void withoutTheSettingAContainerAnswersToTheNameByWhichItIsReached() throws Exception {
        Host host = Hosts.current();
        boolean listensOnLoopbackAlone = host.name().equals("embedded");
        assertEquals(listensOnLoopbackAlone ? CLOSED : OPEN, statuses(host, "chat.example.org", ""));
        assertEquals(OPEN, statuses(host, "localhost:" + host.http().getPort(), ""));
        if (listensOnLoopbackAlone) { // WildFly's setup trusts this header from everybody
            assertEquals(CLOSED, statuses(host, "evil.example", "X-Forwarded-Host: localhost\r\n"));
        }
    }

    private static List<Integer> statuses(Host host, String name, String more) throws IOException {
        return new ArrayList<>(doors(host, name, more).values());
    }

    /** The status of each door for a page with this host name. */
    private static Map<String, Integer> doors(Host host, String name, String more) throws IOException {
        String path = host.http().getPath();
        String key = "Authorization: Bearer a-key-of-somebody-unknown\r\n";
        Map<String, Integer> answers = new LinkedHashMap<>();
        answers.put("the page", ask(host, "GET " + path, name, more, ""));
        answers.put("the socket", ask(host, "GET " + path + "ws", name, UPGRADE + RawHttp.NATIVE + "\r\n" + more, ""));
        answers.put(
                "Socket.IO's socket",
                ask(host, "GET " + path + "socket.io/?EIO=4&transport=websocket", name, UPGRADE + more, ""));
        answers.put(
                "Socket.IO's polling", ask(host, "GET " + path + "socket.io/?EIO=4&transport=polling", name, more, ""));
        answers.put("a script", ask(host, "GET " + path + "js/parley-client.js", name, more, ""));
        answers.put("the list of rooms", ask(host, "GET " + path + "api/rooms", name, key + more, ""));
        answers.put(
                "a post",
                ask(
                        host,
                        "POST " + path + "api/rooms/attic/messages",
                        name,
                        key + "Content-Type: application/json\r\n" + more,
                        BODY));
        return answers;
    }

    private static int ask(Host host, String line, String name, String headers, String body) throws IOException {
        String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
        return RawHttp.answerTo(
                        host.http(),
                        line + " HTTP/1.1\r\nHost: " + name + "\r\nOrigin: http://" + name + "\r\n" + headers + length
                                + "\r\n" + body)
                .status();
    }
}
