package chat.parley.model;

import chat.parley.log.Retention;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One seed's story: clients and a server with everything that goes wrong, until all heals; then everything has to be right. */
final class Schedule {
    private static final Duration HEALED_WITHIN = Duration.ofMinutes(2);
    private static final int HEALED_IN = 40_000;

    private final FaultyStore store;
    private final Random random;
    private final Trace trace;
    private final Time time = new Time();
    private final Truth truth;
    private final Faults faults;
    private final Whim whim;
    private final List<String> rooms;
    private final List<Client> clients = new ArrayList<>();
    /** Connections that their clients have given up, and of which the server does not know yet. */
    private final List<Line> ghosts = new ArrayList<>();
    private final Retention retention;
    private final int roomLanes;
    private final int steps;
    private Server server;

    Schedule(long seed, FaultyStore store, int burst, Trace trace) {
        this.store = store;
        this.trace = trace;
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        faults = new Faults(random, time, trace);
        truth = new Truth(store.plain(), faults);
        whim = new Whim(random, burst);
        rooms = random.nextBoolean() ? List.of("den") : List.of("den", "hall");
        int members = 1 + random.nextInt(4);
        for (int i = 0; i < members; i++) {
            clients.add(new Client("client " + i, rooms, random, time, truth, trace));
        }
        int kept = 1 + random.nextInt(12);
        retention = Retention.parse(switch (random.nextInt(5)) {
            case 0 -> "den=" + kept;
            case 1 -> "hall=" + kept + ",den=" + kept + "s";
            default -> "";
        });
        roomLanes = 1 + random.nextInt(2);
        steps = 50 + random.nextInt(600);
    }

    /** @throws Violation with what is wrong */
    void run() {
        try {
            store.begin(faults, () -> server.stage.runOne("write"));
            start();
            int lastWord = random.nextInt(2 * steps);
            for (int i = 0; i < steps; i++) {
                if (i == lastWord) {
                    whim.fallSilent();
                }
                step();
                settle();
            }
            heal();
            rooms.forEach(truth::judge);
        } finally {
            truth.clear();
        }
    }

    private void start() {
        faults.processStarts();
        server = new Server(store.database(), retention, roomLanes, random, time, trace);
    }

    private void step() {
        int choice = random.nextInt(1000);
        Client client = clients.get(random.nextInt(clients.size()));
        if (choice < 450) {
            if (!server.stage.runAny()) {
                whimOf(client);
            }
        } else if (choice < 750) {
            network();
        } else if (choice < 900) {
            whimOf(client);
        } else if (choice < 965) {
            server.stage.pass(random.nextInt(5) == 0 ? Duration.ofMillis(random.nextInt(6_000)) : Duration.ofMillis(random.nextInt(300)));
        } else if (choice < 980) {
            cut(client);
        } else if (choice < 983) {
            faults.goDown(Duration.ofMillis(random.nextInt(9_000)));
        } else if (choice < 987) {
            crash();
        }
    }

    private void whimOf(Client client) {
        if (client.line != null) {
            whim.act(client);
        } else if (client.awayUntil <= time.nanos()) {
            client.connect(server);
        }
    }

    private void cut(Client client) {
        if (client.line != null) {
            ghosts.add(client.cut());
            goes(client);
        }
    }

    /** Comes back soon, or not. */
    private void goes(Client client) {
        client.awayUntil = time.nanos() + Duration.ofMillis(random.nextInt(random.nextInt(3) == 0 ? 60_000 : 1_000)).toNanos();
    }

    /** What every step may leave behind. */
    private void settle() {
        truth.check();
        if (faults.crashed()) {
            crash();
        }
        clients.forEach(Client::isServed);
        for (Client client : clients) {
            if (client.line != null && client.line.failed && random.nextInt(4) == 0) {
                cut(client);
            }
        }
    }

    private void crash() {
        trace.say("the server crashes");
        ghosts.clear();
        clients.stream().filter(client -> client.line != null).forEach(client -> {
            while (!client.line.frames.isEmpty() && random.nextInt(3) > 0) {
                client.read(); // what was on its way arrives
            }
            client.cut();
            goes(client);
        });
        time.pass(Duration.ofMillis(1 + random.nextInt(3_000)));
        for (String room : rooms) {
            Truth.Ends ends = truth.ends(room);
            if (ends.head() > ends.floor() && random.nextInt(3) == 0) {
                long offset = ends.floor() + random.nextInt((int) (ends.head() - ends.floor()));
                trace.say("of " + room + " a copy comes back that ends at " + offset);
                truth.fork(room, offset);
            }
        }
        start();
    }

    /** Something happens at a connection. False where nothing could. */
    private boolean network() {
        if (!ghosts.isEmpty() && random.nextInt(3) == 0) {
            haunt(ghosts.get(random.nextInt(ghosts.size())));
            return true;
        }
        List<Client> busy = clients.stream().filter(client -> client.line != null && !client.paused && (client.line.isSending() || !client.line.frames.isEmpty())).toList();
        if (busy.isEmpty()) {
            return false;
        }
        Client client = busy.get(random.nextInt(busy.size()));
        boolean reads = !client.line.frames.isEmpty() && (!client.line.isSending() || random.nextBoolean());
        if (reads) {
            client.read();
        } else {
            boolean fails = random.nextInt(200) == 0;
            client.line.complete(fails ? new IOException("injected") : null);
        }
        return true;
    }

    private void haunt(Line ghost) {
        if (ghost.isSending() && random.nextBoolean()) {
            ghost.complete(random.nextBoolean() ? null : new IOException("injected"));
        } else {
            ghosts.remove(ghost);
            ghost.session.close(chat.parley.room.Close.GONE);
        }
    }

    /** Nothing goes wrong any more: everybody comes back, finishes what was begun, and reads to the end. */
    private void heal() {
        trace.say("everything heals");
        faults.end();
        clients.subList(1, clients.size()).removeIf(client -> {
            if (random.nextInt(4) == 0) {
                cut(client); // for good, whatever it waits for
                return true;
            }
            return false;
        });
        long end = time.nanos() + HEALED_WITHIN.toNanos();
        for (int i = 0; time.nanos() < end && i < HEALED_IN; i++) {
            Client client = clients.get(random.nextInt(clients.size()));
            finish(client);
            boolean moved = random.nextInt(3) > 0 ? server.stage.runAny() || network() : network() || server.stage.runAny();
            if (!moved && isHealed()) {
                clients.forEach(one -> one.views.values().forEach(View::judge));
                return;
            }
            if (!moved) {
                server.stage.passToNextTimer();
            }
            settle();
        }
        throw truth.broken("something is stuck: " + clients.stream().map(client -> client.member.name() + (client.isPending() ? " waits for its ack" : "")
                + client.views.values().stream().map(view -> ", in " + view.room + " " + view.state + " at " + view.last() + " of " + truth.ends(view.room).head()).toList()).toList());
    }

    private void finish(Client client) {
        client.paused = false;
        if (client.line == null) {
            client.connect(server);
        }
        for (View view : client.views.values()) {
            if (view.state == View.State.OUT && time.nanos() >= view.notBefore) {
                client.join(view, whim.since(view));
            }
        }
        if (client.isPending()) {
            client.say(client.views.get(rooms.get(0)), "well");
        }
    }

    private boolean isHealed() {
        return clients.stream().allMatch(client -> client.line != null && !client.isPending() && client.views.values().stream()
                .allMatch(view -> view.state == View.State.IN && view.last() == truth.ends(view.room).head()));
    }
}
