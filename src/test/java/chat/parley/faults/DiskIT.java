package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.MyRooms;
import chat.parley.e2e.host.FaultTest;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The disk is full, or another process locks the database: nothing is acknowledged, nobody is disconnected, reads
 * continue, and writes recover without help.
 */
@FaultTest
class DiskIT {
    private static final String REFUSED = "unavailable";
    private static final long LONGEST_ANSWER = 12_000;
    private static final long LOCKED_SECONDS = Long.getLong("parley.locked-seconds", 30);
    private static final int SPARE_BYTES = 64 * 1024;
    private static final int REFUSALS = 20;
    private static final String KEY = "a-key-of-Mira's-for-a-full-disk";
    /** Smaller than any file that SQLite writes. */
    private static final int NOTHING_FITS = 4_096;

    @Test
    void aFileThatCannotGrowStopsWritersOnly() throws Exception {
        Ground ground = Ground.fresh("limit");
        try (Host host = Hosts.fresh(ground.settings(), Store.SQLITE);
                Load load = Load.of("limit", host.ws(), Load.Size.USUAL)) {
            load.awaitAcks(50);
            // To SQLite, a file size limit looks like a full disk, and it needs no root rights.
            String limit =
                    Long.toString(Math.max(Files.size(ground.journal()), Files.size(ground.database())) + SPARE_BYTES);
            Programs.must("prlimit", "--pid", Long.toString(host.pid()), "--fsize=" + limit + ":unlimited");
            assertReadersGoOn(
                    load,
                    ground,
                    () -> Programs.must("prlimit", "--pid", Long.toString(host.pid()), "--fsize=unlimited:unlimited"));
        }
    }

    @Test
    void aMembershipThatCannotBeStoredIsRefusedAndStoredLater() throws Exception {
        Ground ground = Ground.fresh("memberships");
        try (Host host = Hosts.fresh(ground.settings(), Store.SQLITE);
                Chatter mira = Chatter.withKey("Mira", KEY, host)) {
            mira.join("left");
            mira.join("kept");
            String server = Long.toString(host.pid());
            Programs.must("prlimit", "--pid", server, "--fsize=" + NOTHING_FITS + ":unlimited");
            assertEquals(REFUSED, mira.join("new").code());
            assertEquals(REFUSED, mira.leave("left").code());
            assertEquals(REFUSED, mira.ask("read", "room", "kept", "offset", 0).code());
            assertTrue(mira.join("kept").is("joined"), "this needs no write");
            assertTrue(Chatter.named("Jonas", host).join("another").is("joined"), "a guest's membership is not stored");
            assertEquals(Set.of("left", "kept"), Set.copyOf(MyRooms.names(mira)));
            Programs.must("prlimit", "--pid", server, "--fsize=unlimited:unlimited");
            awaitDone("new is joined", () -> mira.join("new"));
            awaitDone("left is left", () -> mira.leave("left"));
            host.kill();
            host.start();
            try (Chatter again = Chatter.withKey("Mira", KEY, host)) {
                assertEquals(Set.of("new", "kept"), Set.copyOf(MyRooms.names(again)));
            }
        }
    }

    /** Retries until the store is available again. */
    private static void awaitDone(String what, Supplier<Heard> command) {
        Await.until(what, () -> !REFUSED.equals(command.get().code()), () -> "still refused");
    }

    @Test
    @Tag("privileged")
    void aFullDiskStopsWritersOnly() throws Exception {
        Ground ground = Ground.fresh("full");
        String folder = ground.data().toString();
        assumeTrue(
                Programs.works("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", folder),
                "permission to mount is required");
        try {
            try (Host host = Hosts.fresh(ground.settings(), Store.SQLITE);
                    Load load = Load.of("full", host.ws(), Load.Size.USUAL)) {
                load.awaitAcks(50);
                Path filling = ground.data().resolve("filling");
                fill(filling);
                assertReadersGoOn(load, ground, () -> Files.delete(filling));
            }
        } finally {
            Programs.must("umount", folder);
        }
    }

    @Test
    void aDatabaseThatSomebodyElseHoldsStopsWritersOnly() throws Exception {
        Ground ground = Ground.fresh("locked");
        try (Host host = Hosts.fresh(ground.settings(), Store.SQLITE);
                Load load = Load.of("locked", host.ws(), Load.Size.USUAL);
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + ground.database());
                Statement statement = other.createStatement()) {
            load.awaitAcks(50);
            statement.execute("PRAGMA busy_timeout = 30000");
            statement.execute("BEGIN IMMEDIATE");
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(LOCKED_SECONDS);
            assertReadersGoOn(load, ground, () -> {
                Await.until("the time is over", () -> System.nanoTime() > until, () -> "");
                statement.execute("ROLLBACK");
            });
            assertEquals(1, said(host, "Cannot write to the log; "), "one log line, not one per message");
            assertEquals(1, said(host, "can write to the log again"));
        }
    }

    private static long said(Host host, String sentence) throws IOException {
        return Files.readAllLines(host.log()).stream()
                .filter(line -> line.contains(sentence))
                .count();
    }

    /** Removes the fault. */
    private interface Relief {
        void bring() throws Exception;
    }

    private static void assertReadersGoOn(Load load, Ground ground, Relief relief) throws Exception {
        int welcomes = load.welcomes();
        load.awaitErrors(REFUSED, REFUSALS);
        load.readAll("visitor"); // a new client reads the backlog
        relief.bring();
        long slowest = load.slowestAnswer();
        assertTrue(slowest <= LONGEST_ANSWER, "an answer took " + slowest + " ms");
        load.awaitAcks(200);
        assertEquals(welcomes, load.welcomes(), "a client was disconnected");
        load.assertClean(Rows.of(ground));
    }

    private static void fill(Path file) {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // expected
        }
    }
}
