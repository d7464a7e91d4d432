package chat.parley.model;

import chat.parley.cluster.Cluster;
import chat.parley.delivery.Wire;
import chat.parley.identity.Guests;
import chat.parley.identity.Identities;
import chat.parley.lane.Workers;
import chat.parley.log.Retention;
import chat.parley.log.WholeLog;
import chat.parley.room.Chat;
import chat.parley.room.Limits;
import chat.parley.room.Session;
import chat.parley.room.Shares;
import chat.parley.store.Database;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ThreadFactory;

/** One server process, wired like {@code Parley} but without threads. */
final class ServerLife {
    /** Fixed, so that members have the same ids in every run. */
    static final Guests GUESTS = new Guests("of no store");

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration TRIMMED_EVERY = Duration.ofSeconds(2);

    final ManualLanes lanes;
    private final Chat chat;

    ServerLife(
            Scale scale, Database database, Retention retention, int roomLanes, Random random, Time time, Trace trace) {
        lanes = new ManualLanes(random, time, trace);
        WholeLog whole = WholeLog.start(
                scale.log(),
                database,
                lanes.lanes("write", 1),
                lanes.lanes("read", 2),
                time,
                time::nanos,
                lanes.lanes("watch", 1).of("log"),
                retention,
                TRIMMED_EVERY);
        Limits easy = new Limits(10_000, 1e9, 1_000_000, LONG, LONG, LONG, Shares.STANDARD, scale.room());
        chat = new Chat(
                whole.log(),
                whole.search(),
                whole.memberships(),
                Identities.of(GUESTS),
                whole.rights(),
                Cluster.ALONE,
                whole.addresses(),
                database.secret(),
                easy,
                time::nanos,
                lanes.lanes("room", roomLanes),
                new Workers(1, idle()),
                idle());
    }

    /** Threads that never run: the model needs neither the reaper nor network threads. */
    private static ThreadFactory idle() {
        return task -> new Thread(() -> {}) {
            @Override
            public void start() {}
        };
    }

    Session connect(Wire wire) {
        return chat.connect(wire);
    }
}
