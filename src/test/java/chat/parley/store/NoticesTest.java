package chat.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.Parley;
import chat.parley.lane.ThreadLanes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever waits for a notice waits until it is carried out. */
@Timeout(60)
class NoticesTest {
    private static final String SUBJECT = "door";

    @TempDir
    Path folder;

    private final AtomicLong nanos = new AtomicLong();
    private final List<String> heard = new ArrayList<>();
    private CompletableFuture<Void> carriedOut = new CompletableFuture<>();
    private Database database;
    private ThreadLanes lanes;
    private Notices notices;

    @BeforeEach
    void open() {
        database = Database.sqlite(folder, new PoolSizes(1, 2), Parley.plainThreads());
        lanes = new ThreadLanes(1, Parley.plainThreads());
        notices = new Notices(database, lanes.of(""), nanos::get);
        notices.listen(SUBJECT, (connection, name) -> {
            heard.add(name);
            notices.hold(carriedOut);
        });
    }

    @AfterEach
    void close() {
        lanes.close();
        database.close();
    }

    private void decide(String name) throws Exception {
        database.write(connection -> {
            Notices.add(connection, SUBJECT, name);
            return name;
        });
    }

    private static void get(CompletionStage<Void> stage) throws Exception {
        stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void allServersAreWaitedForUntilTheyHaveCarriedItOut() throws Exception {
        decide("closes");
        CompletionStage<Void> everywhere = notices.agreed();
        get(notices.followed());
        assertEquals(List.of("closes"), heard);
        assertEquals(0, notices.settled());
        assertFalse(everywhere.toCompletableFuture().isDone());
        carriedOut.complete(null);
        get(everywhere);
        assertEquals(1, notices.settled());
    }

    @Test
    void aLaterNoticeDoesNotOvertakeOneThatIsHeld() throws Exception {
        decide("closes");
        get(notices.followed());
        CompletableFuture<Void> first = carriedOut;
        carriedOut = CompletableFuture.completedFuture(null);
        decide("opens");
        CompletionStage<Void> everywhere = notices.agreed();
        get(notices.followed());
        assertEquals(0, notices.settled());
        assertFalse(everywhere.toCompletableFuture().isDone());
        first.complete(null);
        get(everywhere);
        assertEquals(2, notices.settled());
    }

    @Test
    void theSameWorkHoldsTheEarlierNotice() throws Exception {
        decide("closes");
        decide("closes again");
        get(notices.followed());
        assertEquals(0, notices.settled());
        carriedOut.complete(null);
        assertEquals(2, notices.settled());
    }

    @Test
    void whatIsNeverCarriedOutDoesNotHoldForEver() throws Exception {
        decide("closes");
        get(notices.followed());
        CompletionStage<Void> everywhere = notices.agreed();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));
        get(everywhere);
        assertTrue(notices.settled() > 0);
    }
}
