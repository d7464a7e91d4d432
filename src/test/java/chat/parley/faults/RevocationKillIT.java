package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.CommandText;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.TokenIssuer;
import chat.parley.client.Way;
import chat.parley.e2e.host.FaultTest;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.StoreContract;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * The server is killed while people write in private rooms and a member is removed, banned and invited again. {@code
 * -Dparley.revocations.seed=…} repeats the decisions of a run, though not its timing.
 */
@Order(1) // slow, so it starts early
@FaultTest
@StoreContract
class RevocationKillIT {
    private static final int KILLS = Integer.getInteger("parley.kills", 20) / 2;
    private static final String OWNER = "the-secret-key-of-the-owner";
    private static final String MEMBER = "the-secret-key-of-the-member";
    private static final String WRITER = "the-secret-key-of-a-writer";
    private static final List<String> ROLES = List.of("none", "banned", "member", "reader");
    private static final int LONGEST_MICROS = 4_000;

    private final long seed = Long.getLong("parley.revocations.seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);
    private final List<AutoCloseable> clients = new ArrayList<>();
    private final List<Ledger> ledgers = new ArrayList<>();
    private final List<Scribe> scribes = new ArrayList<>();
    private final Map<Ledger, Ledger.Decision> latest = new HashMap<>();
    /** What was in force before the latest decision. */
    private final Map<Ledger, Boolean> before = new HashMap<>();

    private final Map<Ledger.Decision, String> refs = new HashMap<>();
    private Host host;
    private Network network;
    private Chatter owner;
    /** Keeps the member known to the server, whatever the other clients are doing. */
    private Chatter present;

    private String member;
    private int unanswered;

    @BeforeEach
    void start() {
        System.out.println("seed " + seed);
        Map<String, String> settings = new TreeMap<>(Ground.fresh("revocation").settings());
        settings.putAll(TokenIssuer.ACCEPTED); // such a server also accepts keys from those who read by HTTP
        host = Hosts.fresh(settings);
        network = new Network(host.ws());
        owner = Chatter.withKey("Mira", OWNER, host);
        present = Chatter.withKey("Jonas", MEMBER, host);
        member = present.id();
        ledgers.add(ledger("plans", true));
        ledgers.add(ledger("news", false));
        for (Ledger ledger : ledgers) {
            decide(ledger, "member");
        }
        for (Tab.Memory memory : Tab.Memory.values()) {
            clients.add(new Tab(memory, MEMBER, network, ledgers));
        }
        for (Way way : Way.values()) {
            clients.add(new SocketTab(way, false, MEMBER, host, ledgers));
        }
        clients.add(new SocketTab(Way.WEBSOCKET, true, MEMBER, host, ledgers));
        HttpApi api = HttpApi.of(host);
        clients.add(new HttpTab("history by HTTP", ledger -> api.messages(ledger.room()), MEMBER, api, ledgers));
        clients.add(new HttpTab(
                "old history by HTTP",
                ledger -> URI.create(api.messages(ledger.room()) + "?after=1&limit=100"),
                MEMBER,
                api,
                ledgers));
        clients.add(
                new HttpTab("search by HTTP", ledger -> api.at("search?q=" + ledger.query()), MEMBER, api, ledgers));
    }

    private Ledger ledger(String title, boolean sharesHistory) {
        String room = owner.ask(
                        "create-room", "kind", "private", "title", title, "history", sharesHistory ? null : "joined")
                .room();
        Ledger ledger = new Ledger(room, title, sharesHistory, System::nanoTime);
        try (Chatter writer = Chatter.withKey("Nora", WRITER + title, host)) {
            Heard reply = owner.ask("set-role", "room", room, "member", writer.id(), "role", "member");
            assertTrue(reply.is("ack"), reply.toString());
        }
        Scribe scribe = new Scribe("Nora", WRITER + title, network, ledger);
        scribes.add(scribe);
        clients.add(scribe);
        return ledger;
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : clients) {
            each.close();
        }
        network.close();
        owner.close();
        present.close();
        host.close();
    }

    @Test
    void whatIsDecidedOutlivesEveryKillAndNothingLeaksToWhoeverIsRemoved() throws Exception {
        for (int kills = 0; kills < KILLS; kills++) {
            for (int decisions = random.nextInt(2, 5); decisions > 0; decisions--) {
                decide(ledgers.get(random.nextInt(2)), ROLES.get(random.nextInt(4)));
                awaitPosts(random.nextInt(1, 30));
            }
            kill();
            host.start();
            owner = Chatter.withKey("Mira", OWNER, host);
            present = Chatter.withKey("Jonas", MEMBER, host);
            for (Ledger ledger : ledgers) {
                assertEveryDoorAgrees(ledger);
            }
        }
        awaitPosts(50);
        for (Ledger ledger : ledgers) {
            decide(ledger, "none");
            decide(ledger, "member");
            System.out.println(ledger.summary());
            assertEquals(List.of(), ledger.violations(decisionsIn(ledger)), "seed " + seed);
        }
        System.out.println(unanswered + " decisions were not answered before a kill");
    }

    private void awaitPosts(int more) {
        int enough = posts() + more;
        Await.until(more + " more posts", () -> posts() >= enough, () -> "seed " + seed + ", " + scribes);
    }

    private int posts() {
        return scribes.stream().mapToInt(Scribe::acknowledged).sum();
    }

    /** A decision, and its acknowledgement. */
    private void decide(Ledger ledger, String role) {
        repeat(begin(ledger, role), ledger);
    }

    private Ledger.Decision begin(Ledger ledger, String role) {
        Ledger.Decision previous = latest.get(ledger);
        before.put(ledger, previous != null && previous.admits());
        Ledger.Decision decision = ledger.decide(role);
        latest.put(ledger, decision);
        refs.put(decision, "decision-" + refs.size());
        return decision;
    }

    private void send(Ledger.Decision decision, Ledger ledger) {
        owner.send(CommandText.of(
                "set-role",
                "ref",
                refs.get(decision),
                "room",
                ledger.room(),
                "member",
                member,
                "role",
                decision.role()));
    }

    private void repeat(Ledger.Decision decision, Ledger ledger) {
        send(decision, ledger);
        acknowledge(decision, owner.reply(refs.get(decision)));
    }

    private static void acknowledge(Ledger.Decision decision, Heard reply) {
        assertTrue(reply.is("ack"), reply.toString());
        decision.acknowledged(reply.offset());
    }

    /** Kills the server some moments after a decision was sent, or right after its acknowledgement. */
    private void kill() {
        Ledger ledger = ledgers.get(random.nextInt(2));
        Ledger.Decision decision = begin(ledger, ROLES.get(random.nextInt(4)));
        boolean answered = random.nextInt(3) == 0;
        long moment = TimeUnit.MICROSECONDS.toNanos(random.nextInt(LONGEST_MICROS));
        send(decision, ledger);
        if (answered) {
            acknowledge(decision, owner.reply(refs.get(decision)));
        } else {
            LockSupport.parkNanos(moment);
        }
        host.kill();
        owner.awaitClose();
        if (!answered) {
            List<Heard> reply = owner.heard(Heard.reply(refs.get(decision)));
            reply.forEach(ack -> acknowledge(decision, ack));
            unanswered += reply.isEmpty() ? 1 : 0;
        }
    }

    /** An acknowledged decision is in force; any other one is, or is not, at every door. */
    private void assertEveryDoorAgrees(Ledger ledger) throws Exception {
        Ledger.Decision decision = latest.get(ledger);
        Map<String, Boolean> doors = new Doors(host, MEMBER).admit(ledger);
        String what = "seed " + seed + ", " + decision + ": " + doors;
        boolean admitted = doors.get("join");
        String role = decisionsIn(ledger).lastEntry().getValue();
        assertEquals(Ledger.admits(role), admitted, what + ", in the log: " + role);
        if (role.equals("reader")) {
            doors.keySet().removeIf(door -> door.endsWith("post"));
        }
        assertEquals(Set.of(admitted), Set.copyOf(doors.values()), what + ", in the log: " + role);
        if (decision.isAcknowledged()) {
            assertEquals(decision.admits(), admitted, what);
            return;
        }
        assertTrue(admitted == decision.admits() || admitted == before.get(ledger), what);
        if (random.nextBoolean()) {
            repeat(decision, ledger);
        } else {
            decide(ledger, admitted ? "none" : "member");
        }
    }

    /** The roles that the member got, by offset, from the audit log. */
    private TreeMap<Long, String> decisionsIn(Ledger ledger) {
        TreeMap<Long, String> decisions = new TreeMap<>();
        Long before = null;
        for (boolean more = true; more; ) {
            JsonObject page = owner.ask("audit", "room", ledger.room(), "limit", 100, "before", before)
                    .json();
            for (JsonObject entry : page.getJsonArray("entries").getValuesAs(JsonObject.class)) {
                before = entry.getJsonNumber("offset").longValueExact();
                if (entry.getString("type").equals("role-changed")
                        && entry.getJsonObject("member").getString("id").equals(member)) {
                    decisions.put(before, entry.getString("role"));
                }
            }
            more = page.getBoolean("more");
        }
        return decisions;
    }
}
