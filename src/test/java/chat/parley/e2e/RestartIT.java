package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.StoreContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The server stops, or its WAR is replaced, and it comes back. */
@HostContract
@StoreContract
class RestartIT {
    private static final String KEY = "a-secret-of-Mira's-phone";
    private static final int STOPS = 1001;
    private static final int NORMAL = 1000;

    private final String room = UnusedRoom.name();

    @Test
    void clientsAreToldOfTheEndAndGoOnWhereTheyWereOnceItIsBack() {
        try (Host host = Hosts.fresh(Map.of())) {
            goOnAfter(host, () -> {
                host.stop();
                host.start();
            });
        }
    }

    @Test
    void clientsOfAReplacedWarGoOnWhereTheyWere() {
        try (Host host = Hosts.redeployable(Map.of())) {
            goOnAfter(host, host::redeploy);
        }
    }

    private void goOnAfter(Host host, Runnable end) {
        try (Chatter mira = Chatter.withKey("Mira", KEY, host); Chatter jonas = Chatter.named("Jonas", host)) {
            mira.join(room);
            jonas.join(room);
            String last = mira.post(room, "Before the end").position();
            jonas.await(Heard.message(room));

            end.run();
            // Payara may close the sockets before it stops the application.
            List<Integer> expected = "payara".equals(host.name()) ? List.of(NORMAL, STOPS) : List.of(STOPS);
            assertTrue(expected.contains(mira.awaitClose()), "closed with " + mira.awaitClose());
            assertTrue(expected.contains(jonas.awaitClose()), "closed with " + jonas.awaitClose());

            try (Chatter again = Chatter.withKey("Mira", KEY, host)) {
                assertEquals(mira.id(), again.id());
                Heard joined = again.join(room, last);
                assertTrue(joined.recovered());
                assertEquals(last, joined.position());
                assertEquals(1, joined.online());
                assertEquals(2, again.post(room, "After the beginning").offset());
                again.await(Heard.message(room, "After the beginning"));
                assertEquals(1, again.heard(Heard.message(room)).size());
            }
            try (Chatter newcomer = Chatter.named("Nora", host)) {
                newcomer.join(room);
                assertEquals(List.of("Before the end", "After the beginning"), newcomer.await(2, Heard.message(room)).stream().map(Heard::text).toList());
            }
        }
    }
}
