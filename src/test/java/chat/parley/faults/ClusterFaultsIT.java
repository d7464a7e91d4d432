package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.Scene;
import chat.parley.e2e.host.FaultTest;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Postgres;
import chat.parley.e2e.host.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Three servers on one database, any of which may die, freeze or restart: acknowledged messages stay as they were. */
@FaultTest
@ResourceLock(Postgres.SHARED)
class ClusterFaultsIT {
    private static final int NODES = 3;
    private static final Load.Size SIZE = new Load.Size(4, 12, 12, 40);
    /** Longer than a lease. */
    private static final long FROZEN_SECONDS = 30;

    @RegisterExtension
    final Scene scene = new Scene(null); // each client names its server

    private final Postgres postgres = Postgres.current();
    private final List<Host> nodes = new ArrayList<>();
    private Rows rows;

    @BeforeEach
    void start() {
        Map<String, String> settings = Ground.fresh("cluster").settings();
        nodes.add(Hosts.fresh(settings, Store.POSTGRES));
        while (nodes.size() < NODES) {
            nodes.add(Hosts.beside(
                    nodes.get(0), Ground.fresh("cluster-" + nodes.size()).settings()));
        }
        rows = () -> postgres.connect(nodes.get(0).database());
    }

    @AfterEach
    void stop() {
        nodes.forEach(Host::close);
    }

    private Load load(String name) {
        return Load.across(name, nodes.stream().map(Host::ws).toList(), SIZE);
    }

    private static void signal(Host node, String signal) throws IOException {
        Programs.must("kill", "-" + signal, Long.toString(node.pid()));
    }

    private static void awaitSeconds(long seconds) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        Await.until("the time is over", () -> System.nanoTime() > until, () -> "");
    }

    @Test
    void peopleOfAServerThatIsKilledGoOnAtAnotherOne() {
        try (Load load = load("cluster-kill")) {
            for (int killed = 0; killed < NODES; killed++) {
                load.awaitAcks(ThreadLocalRandom.current().nextInt(1, 200));
                load.lead(killed, nodes.get((killed + 1) % NODES).ws());
                nodes.get(killed).kill();
                load.awaitEverybody();
                load.awaitAcks(100);
                nodes.get(killed).start();
                load.lead(killed, nodes.get(killed).ws());
            }
            load.assertClean(rows);
        }
    }

    @Test
    void aServerThatFreezesForALongTimeComesBack() throws Exception {
        try (Load load = load("cluster-freeze")) {
            load.awaitAcks(50);
            signal(nodes.get(1), "STOP");
            try {
                awaitSeconds(FROZEN_SECONDS);
            } finally {
                signal(nodes.get(1), "CONT");
            }
            load.awaitAcks(200);
            load.assertClean(rows);
        }
    }

    @Test
    void allServersOutliveADatabaseThatIsKilled() {
        try (Load load = load("cluster-database")) {
            int welcomes = load.welcomes();
            for (int kills = 0; kills < NODES; kills++) {
                load.awaitAcks(ThreadLocalRandom.current().nextInt(1, 200));
                postgres.kill();
                postgres.start();
            }
            load.awaitAcks(200);
            assertEquals(welcomes, load.welcomes(), "a client was disconnected");
            load.assertClean(rows);
        }
    }

    @Test
    void oneServerAfterTheOtherRestartsUnderLoad() {
        try (Load load = load("cluster-rolling")) {
            for (int restarted = 0; restarted < NODES; restarted++) {
                load.awaitAcks(100);
                load.lead(restarted, nodes.get((restarted + 1) % NODES).ws());
                nodes.get(restarted).stop();
                nodes.get(restarted).start();
                load.lead(restarted, nodes.get(restarted).ws());
            }
            load.awaitAcks(100);
            load.assertClean(rows);
        }
    }

    @Test
    void aBellThatRingsTwiceLateAndInDisorderChangesNothing() throws Exception {
        try (RestlessBell bell = RestlessBell.in(nodes.get(0).database());
                Load load = load("cluster-bell")) {
            load.awaitAcks(1_000);
            assertTrue(bell.repeated() > 0, "nothing was repeated");
            load.assertClean(rows);
        }
    }

    @Test
    void aServerThatWasFrozenDuringARemovalSendsNothingOfIt() throws Exception {
        Chatter mira = scene.keep(Chatter.withKey("Mira", scene.key("mira"), nodes.get(0)));
        Chatter jonas = scene.keep(Chatter.withKey("Jonas", scene.key("jonas"), nodes.get(1)));
        String plans = shared(mira, jonas);
        signal(nodes.get(1), "STOP");
        try {
            long begun = System.nanoTime();
            Heard removed = mira.ask("set-role", "room", plans, "member", jonas.id(), "role", "none");
            assertTrue(removed.is("ack"), removed.toString());
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
            assertTrue(seconds >= 1, "the server's lease was not waited for, but " + seconds + " s");
            mira.post(plans, "after");
        } finally {
            signal(nodes.get(1), "CONT");
        }
        jonas.await(event -> event.is("room-removed"));
        assertTrue(jonas.ask("ping").is("pong"));
        assertEquals(List.of(), jonas.heard(Heard.message(plans, "after")));
        assertEquals("not-found", jonas.join(plans).code());
    }

    @Test
    void aServerThatWasFrozenDuringADeletionSendsNothingOfTheRoom() throws Exception {
        Chatter mira = scene.keep(Chatter.withKey("Mira", scene.key("mira"), nodes.get(0)));
        Chatter jonas = scene.keep(Chatter.withKey("Jonas", scene.key("jonas"), nodes.get(1)));
        String plans = shared(mira, jonas);
        signal(nodes.get(1), "STOP");
        String page;
        String post;
        try {
            page = jonas.say("history", "room", plans);
            post = jonas.say("post", "room", plans, "text", "late");
            Heard deleted = mira.ask("delete-room", "room", plans);
            assertTrue(deleted.is("ack"), deleted.toString());
        } finally {
            signal(nodes.get(1), "CONT");
        }
        assertEquals("not-found", jonas.reply(page).code());
        assertEquals("not-found", jonas.reply(post).code());
        jonas.await(event -> event.is("room-removed"));
        assertEquals("not-found", jonas.join(plans).code());
    }

    /** A private room of Mira's in which both are. */
    private String shared(Chatter mira, Chatter jonas) {
        jonas.join(scene.room()); // where Mira meets him
        String plans =
                mira.ask("create-room", "kind", "private", "title", "Plans").room();
        mira.join(plans);
        mira.ask("set-role", "room", plans, "member", jonas.id(), "role", "member");
        jonas.join(plans);
        mira.post(plans, "before");
        jonas.await(Heard.message(plans, "before"));
        return plans;
    }

    @Test
    void aMessageWithTheSameRefAtAllServersAtOnceIsStoredOnce() throws Exception {
        String room = scene.room();
        List<Chatter> tabs = nodes.stream()
                .map(node -> scene.keep(Chatter.withKey("Mira", scene.key("mira"), node)))
                .toList();
        tabs.forEach(tab -> tab.join(room));
        for (int n = 0; n < 50; n++) {
            String post = "{\"type\":\"post\",\"room\":\"" + room + "\",\"ref\":\"r-" + n + "\",\"text\":\"once\"}";
            List<CompletableFuture<Void>> sent = tabs.stream()
                    .map(tab -> CompletableFuture.runAsync(() -> tab.send(post)))
                    .toList();
            sent.forEach(CompletableFuture::join);
            String ref = "r-" + n;
            assertEquals(
                    1,
                    tabs.stream().map(tab -> tab.reply(ref).offset()).distinct().count());
        }
        assertEquals(51, tabs.get(0).post(room, "end").offset());
    }
}
