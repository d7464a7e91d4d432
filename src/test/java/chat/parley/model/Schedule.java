package chat.parley.model;

import chat.parley.log.Retention;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The run of one seed: speakers, a server and random faults. After all faults end, everything must become consistent.
 */
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
    private final List<Speaker> speakers = new ArrayList<>();
    /** Connections that their speakers have abandoned without the server's knowledge. */
    private final List<Pipe> ghosts = new ArrayList<>();

    private final Retention retention;
    private final int roomLanes;
    private final int steps;
    private final Scale scale;
    private ServerLife server;

    Schedule(long seed, FaultyStore store, Scale scale, Trace trace) {
        this.scale = scale;
        this.store = store;
        this.trace = trace;
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        faults = new Faults(random, time, trace);
        truth = new Truth(store.plain(), faults);
        Taste taste = Taste.random(random);
        whim = new Whim(taste, random, scale.burst());
        rooms = random.nextBoolean() ? List.of("den") : List.of("den", "hall");
        int members = 1 + random.nextInt(4);
        for (int i = 0; i < members; i++) {
            speakers.add(new Speaker("client " + i, rooms, taste, random, time, truth, trace));
        }
        int kept = 1 + random.nextInt(12);
        retention = Retention.parse(
                switch (random.nextInt(5)) {
                    case 0 -> "den=" + kept;
                    case 1 -> "hall=" + kept + ",den=" + kept + "s";
                    default -> "";
                });
        roomLanes = 1 + random.nextInt(2);
        steps = 50 + random.nextInt(600);
    }

    /** @throws Violation if the server violates a guarantee */
    void run() {
        try {
            store.begin(faults, () -> server.lanes.runOne("write"));
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
        store.processStarts(time.millis());
        server = store.start(() -> new ServerLife(scale, store.database(), retention, roomLanes, random, time, trace));
    }

    private void step() {
        int choice = random.nextInt(1000);
        Speaker speaker = speakers.get(random.nextInt(speakers.size()));
        if (choice < 450) {
            if (!server.lanes.runAny()) {
                whimOf(speaker);
            }
        } else if (choice < 750) {
            network();
        } else if (choice < 900) {
            whimOf(speaker);
        } else if (choice < 965) {
            server.lanes.pass(
                    random.nextInt(5) == 0
                            ? Duration.ofMillis(random.nextInt(6_000))
                            : Duration.ofMillis(random.nextInt(300)));
        } else if (choice < 980) {
            cut(speaker);
        } else if (choice < 983) {
            faults.goDown(Duration.ofMillis(random.nextInt(9_000)));
        } else if (choice < 987) {
            crash();
        }
    }

    private void whimOf(Speaker speaker) {
        if (speaker.pipe != null) {
            whim.act(speaker);
        } else if (speaker.awayUntil <= time.nanos()) {
            speaker.connect(server);
        }
    }

    private void cut(Speaker speaker) {
        if (speaker.pipe != null) {
            ghosts.add(speaker.cut());
            goes(speaker);
        }
    }

    /** Chooses when a disconnected speaker returns. */
    private void goes(Speaker speaker) {
        speaker.awayUntil = time.nanos()
                + Duration.ofMillis(random.nextInt(random.nextInt(3) == 0 ? 60_000 : 1_000))
                        .toNanos();
    }

    /** Handles the consequences of a step. */
    private void settle() {
        truth.check();
        if (faults.crashed()) {
            crash();
        }
        speakers.forEach(Speaker::isServed);
        for (Speaker speaker : speakers) {
            if (speaker.pipe != null && speaker.pipe.failed && random.nextInt(4) == 0) {
                cut(speaker);
            }
        }
    }

    private void crash() {
        trace.say(() -> "the server crashes");
        ghosts.clear();
        speakers.stream().filter(speaker -> speaker.pipe != null).forEach(speaker -> {
            while (!speaker.pipe.frames.isEmpty() && random.nextInt(3) > 0) {
                speaker.read(); // reads frames in transit
            }
            speaker.cut();
            goes(speaker);
        });
        time.pass(Duration.ofMillis(1 + random.nextInt(3_000)));
        for (String room : rooms) {
            Truth.Ends ends = truth.ends(room);
            if (ends.head() > ends.floor() && random.nextInt(3) == 0) {
                long offset = ends.floor() + random.nextInt((int) (ends.head() - ends.floor()));
                if (truth.canFork(room, offset)) {
                    trace.say(() -> "restores a copy of " + room + " that ends at " + offset);
                    truth.fork(room, offset);
                }
            }
        }
        start();
    }

    /** Makes progress on one connection. @return false if there is nothing to do */
    private boolean network() {
        if (!ghosts.isEmpty() && random.nextInt(3) == 0) {
            haunt(ghosts.get(random.nextInt(ghosts.size())));
            return true;
        }
        List<Speaker> busy = speakers.stream()
                .filter(speaker -> speaker.pipe != null
                        && !speaker.paused
                        && (speaker.pipe.isSending() || !speaker.pipe.frames.isEmpty()))
                .toList();
        if (busy.isEmpty()) {
            return false;
        }
        Speaker speaker = busy.get(random.nextInt(busy.size()));
        boolean reads = !speaker.pipe.frames.isEmpty() && (!speaker.pipe.isSending() || random.nextBoolean());
        if (reads) {
            speaker.read();
        } else {
            boolean fails = random.nextInt(200) == 0;
            speaker.pipe.complete(fails ? new IOException("injected") : null);
        }
        return true;
    }

    private void haunt(Pipe ghost) {
        if (ghost.isSending() && random.nextBoolean()) {
            ghost.complete(random.nextBoolean() ? null : new IOException("injected"));
        } else {
            ghosts.remove(ghost);
            ghost.session.close(chat.parley.delivery.Close.GONE);
        }
    }

    /** Ends all faults: every speaker reconnects, completes its deeds, and reads to the end. */
    private void heal() {
        trace.say(() -> "all faults end");
        faults.end();
        speakers.subList(1, speakers.size()).removeIf(speaker -> {
            if (random.nextInt(4) == 0) {
                cut(speaker); // abandons pending replies
                return true;
            }
            return false;
        });
        long end = time.nanos() + HEALED_WITHIN.toNanos();
        for (int i = 0; time.nanos() < end && i < HEALED_IN; i++) {
            Speaker speaker = speakers.get(random.nextInt(speakers.size()));
            finish(speaker);
            boolean moved =
                    random.nextInt(3) > 0 ? server.lanes.runAny() || network() : network() || server.lanes.runAny();
            if (!moved && isHealed()) {
                speakers.forEach(one -> one.views.values().forEach(View::judge));
                return;
            }
            if (!moved) {
                server.lanes.passToNextTimer();
            }
            settle();
        }
        throw truth.broken("something is stuck: "
                + speakers.stream()
                        .map(speaker -> speaker.member.name()
                                + (speaker.isPending() ? " waits for its ack" : "")
                                + speaker.views.values().stream()
                                        .map(view -> ", in " + view.room + " " + view.state + " at " + view.last()
                                                + " of " + truth.ends(view.room).head())
                                        .toList())
                        .toList());
    }

    private void finish(Speaker speaker) {
        speaker.paused = false;
        if (speaker.pipe == null) {
            speaker.connect(server);
        }
        for (View view : speaker.views.values()) {
            if (view.state == View.State.OUT && time.nanos() >= view.notBefore) {
                speaker.join(view, whim.since(view));
            }
        }
        if (speaker.isPending()) {
            speaker.say(speaker.views.get(rooms.get(0)), "well");
        }
    }

    private boolean isHealed() {
        return speakers.stream()
                .allMatch(speaker -> speaker.pipe != null
                        && !speaker.isPending()
                        && speaker.views.values().stream()
                                .allMatch(view -> view.state == View.State.IN
                                        && view.last() == truth.ends(view.room).head()));
    }
}
