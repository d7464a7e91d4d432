package chat.parley.model;

import chat.parley.lane.Workers;
import chat.parley.log.Database;
import chat.parley.log.LogSizes;
import chat.parley.log.Retention;
import chat.parley.log.SqlRoomLog;
import chat.parley.room.Chat;
import chat.parley.room.Limits;
import chat.parley.room.RoomSizes;
import chat.parley.room.Session;
import chat.parley.room.Wire;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ThreadFactory;

/** One life of the server's process, put together as {@code Parley} does it, but for the threads: there are none. */
final class Server {
    private static final Limits EASY = new Limits(10_000, 1e9, 1_000_000, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1), RoomSizes.STANDARD);
    private static final Duration TRIMMED_EVERY = Duration.ofSeconds(2);

    final Stage stage;
    private final Chat chat;

    Server(Database database, Retention retention, int roomLanes, Random random, Time time, Trace trace) {
        stage = new Stage(random, time, trace);
        SqlRoomLog log = new SqlRoomLog(LogSizes.STANDARD, database, stage.lanes("write", 1), stage.lanes("read", 2), time, time::nanos)
                .start(stage.lanes("watch", 1).of("log"), retention, TRIMMED_EVERY);
        chat = new Chat(log, log.search(), log.memberships(), EASY, time::nanos, stage.lanes("room", roomLanes), new Workers(1, idle()), idle());
    }

    /** Threads that do nothing: of those who would wake at times of their own, or wait for the network, the model has no use. */
    private static ThreadFactory idle() {
        return task -> new Thread(() -> { }) {
            @Override
            public void start() {}
        };
    }

    Session connect(Wire wire) {
        return chat.connect(wire);
    }
}
