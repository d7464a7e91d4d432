package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.CommandText;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.NativeConnection;
import chat.parley.client.TokenIssuer;
import chat.parley.client.Way;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.StoreContract;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Somebody is removed from a busy private room and invited again, over and over. After each acknowledgement, nothing of
 * the room reaches that member at any door.
 */
@StoreContract
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RevocationIT {
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final String OWNER = "the-secret-key-of-the-owner";
    private static final int WRITERS = 3;
    private static final int IN_FLIGHT = 20;

    private final List<AutoCloseable> open = new ArrayList<>();
    private volatile boolean ends;
    private Host host;
    private String token;
    private String member;
    private Chatter owner;
    private Removals removals;

    @BeforeAll
    void start() {
        Map<String, String> settings = new TreeMap<>(TokenIssuer.ACCEPTED);
        settings.putAll(Map.of("rate", "5000", "burst", "10000"));
        host = Hosts.fresh(settings);
        token = TokenIssuer.SHARED.token("the removed member", "Jonas");
        owner = keep(Chatter.withKey("Mira", OWNER, host));
        Chatter jonas = keep(Chatter.connect(host.ws()));
        assertTrue(TokenIT.hello(jonas, token).is("welcome"));
        member = jonas.id();
        removals = new Removals(
                owner.ask("create-room", "kind", "private", "title", "Plans").room());
        pinAMessage();
    }

    @AfterAll
    void stop() throws Exception {
        ends = true;
        for (AutoCloseable each : open) {
            each.close();
        }
        host.close();
    }

    private <C extends AutoCloseable> C keep(C client) {
        open.add(client);
        return client;
    }

    @Test
    void nothingOfTheRoomFollowsTheAcknowledgementOfARemoval() throws Exception {
        for (int i = 0; i < WRITERS; i++) {
            write("Writer " + i);
        }
        RemovedSession live = keep(new RemovedSession("a live session", host.ws(), token, removals));
        RemovedSession resuming = keep(new RemovedSession("a resuming session", host.ws(), token, removals));
        RemovedSlowReader slow = keep(new RemovedSlowReader(host.ws(), token, removals));
        List<RemovedSocket> sockets = List.of(
                keep(new RemovedSocket(Way.WEBSOCKET, host, token, removals)),
                keep(new RemovedSocket(Way.POLLING, host, token, removals)));
        List<Removals.Witness> requests = pollByHttp();
        long end = System.nanoTime() + TIME.toNanos();
        while (System.nanoTime() < end && removals.violations().isEmpty()) {
            removals.ends();
            setRole("member");
            slow.come();
            pause(200);
            sockets.get(removals.count() % 2).cut();
            pause(100);
            setRole(removals.count() % 3 == 2 ? "banned" : "none");
            int removal = removals.acknowledged();
            live.ping(removal);
            resuming.ping(removal);
            slow.readOn(removal);
            sockets.forEach(socket -> socket.ping(removal));
            awaitAtMost(
                    1_500,
                    () -> live.witness().hasArrived(removal)
                            && sockets.stream()
                                    .allMatch(socket -> socket.witness().hasArrived(removal)));
            resuming.cut();
            pause(150);
            resuming.cut();
        }
        assertEquals(List.of(), List.copyOf(removals.violations()));
        assertTrue(removals.count() >= 5, removals.count() + " removals");
        List<Removals.Witness> all = new ArrayList<>(List.of(live.witness(), resuming.witness(), slow.witness()));
        sockets.forEach(socket -> all.add(socket.witness()));
        all.forEach(witness -> assertTrue(witness.judged() > 0, witness.name() + " was never judged"));
        all.addAll(requests);
        all.forEach(witness -> {
            System.out.println(witness.name() + ": " + witness.received() + " received, judged " + witness.judged());
            assertTrue(witness.received() > 0, witness.name() + " has received nothing");
        });
    }

    private void setRole(String role) {
        Heard reply = owner.ask("set-role", "room", removals.room(), "member", member, "role", role);
        assertTrue(reply.is("ack"), reply.toString());
    }

    /** Posts as fast as the server acknowledges. */
    private void write(String name) {
        Chatter identified = keep(Chatter.withKey(name, "the-secret-key-of-" + name.replace(' ', '-'), host));
        assertTrue(owner.ask("set-role", "room", removals.room(), "member", identified.id(), "role", "member")
                .is("ack"));
        AtomicInteger posts = new AtomicInteger();
        String text = Removals.MARK + " " + "x".repeat(1_000);
        NativeConnection connection = new NativeConnection(
                (from, events) -> {
                    for (Heard event : events) {
                        if (!ends && (event.is("joined") || event.is("ack"))) {
                            int more = event.is("joined") ? IN_FLIGHT : 1;
                            for (int i = 0; i < more; i++) {
                                from.send(CommandText.of(
                                        "post",
                                        "room",
                                        removals.room(),
                                        "text",
                                        text,
                                        "ref",
                                        "p" + posts.incrementAndGet()));
                            }
                        }
                    }
                },
                (from, code) -> {});
        connection.open(HttpClient.newHttpClient(), host.ws(), Duration.ofSeconds(20));
        connection.send(CommandText.of("hello", "name", name, "key", "the-secret-key-of-" + name.replace(' ', '-')));
        connection.send(CommandText.of("join", "ref", "join", "room", removals.room()));
        keep(connection::abandon);
    }

    private void pinAMessage() {
        try (Chatter pinning = Chatter.withKey("Mira", OWNER, host)) {
            pinning.join(removals.room());
            long message = pinning.post(removals.room(), Removals.MARK).offset();
            assertTrue(pinning.ask("pin", "room", removals.room(), "target", message)
                    .is("ack"));
        }
    }

    private List<Removals.Witness> pollByHttp() {
        HttpApi api = HttpApi.of(host);
        URI pins = URI.create(api.messages(removals.room()).toString().replace("/messages", "/pins"));
        Map<String, URI> requests = Map.of(
                "history by HTTP", api.messages(removals.room()),
                "pins by HTTP", pins,
                "search by HTTP", api.at("search?q=" + Removals.MARK));
        List<Removals.Witness> witnesses = new ArrayList<>();
        requests.forEach((name, uri) -> {
            Removals.Witness witness = removals.new Witness(name);
            Thread thread = new Thread(() -> poll(api, uri, witness), name);
            thread.start();
            keep(thread::join);
            witnesses.add(witness);
        });
        return witnesses;
    }

    private void poll(HttpApi api, URI uri, Removals.Witness witness) {
        while (!ends) {
            int sent = removals.current();
            try {
                HttpResponse<String> response = api.get(uri, "Authorization", "Bearer " + token);
                if (response.statusCode() == 200) {
                    witness.hear(response.body(), sent);
                }
            } catch (Exception e) {
                return; // the server has stopped
            }
            pause(5);
        }
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private static void awaitAtMost(int millis, BooleanSupplier holds) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!holds.getAsBoolean() && System.nanoTime() < deadline) {
            pause(5);
        }
    }
}
