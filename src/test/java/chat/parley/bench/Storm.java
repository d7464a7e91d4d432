package chat.parley.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A reconnect storm across two servers: one of them is killed, and all of its sessions come to the other one at once,
 * where somebody talks meanwhile. Then the killed server is back. Driven by the calling thread.
 */
final class Storm implements AutoCloseable {
    private static final int CONNECTING = 200;
    private static final long POST_NANOS = 50_000_000;
    private static final long LIMIT_NANOS = 180_000_000_000L;

    /** The servers, and what the driver can do to the first one. */
    interface Cluster {
        int first();

        int second();

        void kill() throws Exception;

        /** Blocks until it serves. */
        void startAgain() throws Exception;

        /** What the database has done so far, by name. */
        Map<String, Long> work() throws Exception;

        /** How many servers hold a lease. */
        long alive() throws Exception;
    }

    private final Cluster servers;
    private final Pump pump = new Pump();
    private final Tally tally = new Tally(pump);
    /** Of those who stay. */
    private final Tally calm = new Tally(pump);

    private final List<BenchRoom> rooms = new ArrayList<>();
    private final List<BenchClient> crowd = new ArrayList<>();
    private final BenchClient poster;
    private final BenchClient reader;
    private BenchClient visitor;
    private final int inReadersRoom;
    private long postedAt;
    private int repeated;

    /** Connects the sessions to the first server, spread over the rooms, and two who stay to the second one. */
    Storm(Cluster servers, int sessions, int perRoom) throws IOException {
        this.servers = servers;
        for (int room = 0; room < Math.max(1, sessions / perRoom); room++) {
            rooms.add(new BenchRoom(room));
        }
        poster = connect(sessions, rooms.get(0), calm, servers.second(), null);
        poster.countsAcks = true;
        reader = connect(sessions + 1, rooms.get(0), calm, servers.second(), null);
        await("those who stay", () -> poster.hasJoined() && reader.hasJoined());
        for (int id = 0; id < sessions; id++) {
            crowd.add(connect(id, rooms.get(id % rooms.size()), tally, servers.first(), null));
            relieve(id + 1);
        }
        inReadersRoom = 2 + (sessions + rooms.size() - 1) / rooms.size();
        await("all sessions", () -> crowd.stream().allMatch(BenchClient::hasJoined));
        await("the names of all, or their number, at the other server", () -> reader.online == inReadersRoom);
    }

    private BenchClient connect(int id, BenchRoom room, Tally counts, int port, String since) throws IOException {
        BenchClient client = new BenchSocketClient(id, WireProtocol.KEYED, room, counts, pump.selector, port, 0, since);
        client.keepsPosition = true;
        room.members.add(client);
        return client;
    }

    private void relieve(int connected) throws IOException {
        while (connected - tally.started > CONNECTING) {
            pump.run(10);
        }
        pump.run(0);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private void await(String what, Condition condition) throws IOException {
        long start = System.nanoTime();
        long checked = start;
        pump.run(10);
        while (true) {
            try {
                if (condition.holds()) {
                    return;
                }
            } catch (Exception e) {
                throw new IOException("Waiting for " + what, e);
            }
            do {
                talk();
                pump.run(10);
            } while (System.nanoTime() - checked < POST_NANOS);
            checked = System.nanoTime();
            if (checked - start > LIMIT_NANOS) {
                throw new IOException("Too long without " + what + ": " + state());
            }
        }
    }

    private String state() {
        return "back " + crowd.stream().filter(BenchClient::hasJoined).count() + ", reader sees " + reader.online
                + ", visitor " + (visitor == null ? "none" : visitor.online) + ", expected " + inReadersRoom + ", "
                + tally.farewells;
    }

    /** One who stays posts, from the kill on: each message when the last one is stored, and again if it is refused. */
    private void talk() throws IOException {
        BenchRoom room = rooms.get(0);
        if (postedAt == 0 || System.nanoTime() - postedAt < POST_NANOS) {
            return;
        }
        if (room.acked == room.posted) {
            postedAt = System.nanoTime();
            room.post(postedAt);
        } else if (poster.refused > repeated) {
            repeated = poster.refused;
            poster.post(room.posted - 1);
        }
    }

    /** Kills the first server, and measures until all is well. */
    Map<String, Double> measured() throws Exception {
        Map<String, Long> before = servers.work();
        int presence = reader.presence;
        servers.kill();
        long start = System.nanoTime();
        postedAt = start;
        for (BenchClient client : crowd) {
            client.close();
        }
        pump.run(0);
        calm.clear();
        tally.clear();
        tally.started = 0;
        for (int id = 0; id < crowd.size(); id++) {
            BenchClient old = crowd.get(id);
            old.room.members.remove(old);
            BenchClient back = connect(id, old.room, tally, servers.second(), old.position);
            back.expected = old.expected;
            crowd.set(id, back);
            if (id % 100 == 0) {
                talk();
                pump.run(0);
            }
        }
        await("everybody's return", () -> crowd.stream().allMatch(BenchClient::hasJoined));
        double back = (System.nanoTime() - start) / 1e9;
        await("the end of the lease", () -> servers.alive() == 1);
        await("the right number", () -> reader.online == inReadersRoom);
        double right = (System.nanoTime() - start) / 1e9;
        CompletableFuture<Void> again = CompletableFuture.runAsync(() -> {
            try {
                servers.startAgain();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        await("the server", again::isDone);
        again.join();
        visitor = connect(crowd.size() + 2, rooms.get(0), new Tally(pump), servers.first(), null);
        await(
                "the right number at both",
                () -> visitor.online == inReadersRoom + 1 && reader.online == inReadersRoom + 1);
        await("the last message", () -> rooms.get(0).acked == rooms.get(0).posted);
        postedAt = 0;
        await("all messages", () -> reader.expected == rooms.get(0).posted);
        calm.farewells.forEach((reason, times) -> System.out.println(times + " times " + reason));
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("sessions", (double) crowd.size());
        figures.put("perRoom", (double) inReadersRoom);
        figures.put("presence", (double) reader.presence - presence);
        figures.put("back", back);
        figures.put("right", right);
        figures.put("seconds", (System.nanoTime() - start) / 1e9);
        figures.put("p50", calm.latencies.millis(0.5));
        figures.put("p99", calm.latencies.millis(0.99));
        figures.put("longest", calm.latencies.millis(1));
        figures.put("wrong", (double) calm.lost + calm.doubled + tally.lost + tally.doubled);
        figures.put("messages", (double) rooms.get(0).posted);
        figures.put("refused", (double) poster.refused);
        figures.put("recovered", (double) tally.recovered);
        servers.work().forEach((name, now) -> figures.put(name, (double) now - before.get(name)));
        return figures;
    }

    @Override
    public void close() throws IOException {
        for (BenchClient client : crowd) {
            client.close();
        }
        poster.close();
        reader.close();
        if (visitor != null) {
            visitor.close();
        }
        pump.run(0); // a selector holds the sockets until its next selection
    }
}
