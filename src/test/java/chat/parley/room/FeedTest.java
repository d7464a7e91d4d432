package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.WaitLimit;
import chat.parley.delivery.Batch;
import chat.parley.delivery.DeliverySizes;
import chat.parley.delivery.Step;
import chat.parley.event.Body;
import chat.parley.event.Change;
import chat.parley.event.Entry;
import chat.parley.event.Event;
import chat.parley.event.Logged;
import chat.parley.event.Member;
import chat.parley.event.RoomDeletion;
import chat.parley.io.Memory;
import chat.parley.lane.Lane;
import chat.parley.lane.ThreadLanes;
import chat.parley.log.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A feed over a real log, with late or missing notifications and slow reads. */
class FeedTest {
    private static final Member MIRA = new Member("mira", "Mira");
    private static final int BEHIND = 300;

    private final Talk talk = new Talk();
    private final ThreadLanes lanes = new ThreadLanes(1, Thread::new);
    private final Lane lane = lanes.of(Talk.ROOM);
    private final HeldLog log = new HeldLog(talk.log);
    private final Semaphore grown = new Semaphore(0);
    private Feed feed;

    @BeforeEach
    void begin() {
        feed = new Feed(
                talk.log.room(Talk.ROOM), log, lane, DeliverySizes.STANDARD, new Memory(), entry -> grown.release());
    }

    @AfterEach
    void end() {
        lanes.close();
        talk.close();
    }

    private Entry append(Body body) throws Exception {
        return talk.log
                .append(new Draft(talk.log.room(Talk.ROOM), MIRA, body, null))
                .toCompletableFuture()
                .get(WaitLimit.TIME.toSeconds(), TimeUnit.SECONDS);
    }

    /** Runs the work on the lane and waits for the result. */
    private <T> T onLane(Callable<T> work) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        lane.execute(() -> {
            try {
                result.complete(work.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result.get(WaitLimit.TIME.toSeconds(), TimeUnit.SECONDS);
    }

    private CompletableFuture<Start> start() throws Exception {
        return onLane(() -> feed.startAfter(0, null)).toCompletableFuture();
    }

    private void accept(Entry entry) throws Exception {
        onLane(() -> {
            feed.accept(entry);
            return null;
        });
    }

    private void awaitHead(long head) throws Exception {
        while (feed.tail().head() < head) {
            assertTrue(
                    grown.tryAcquire(WaitLimit.MILLIS, TimeUnit.MILLISECONDS),
                    "the feed is at " + feed.tail().head());
        }
    }

    /** As on a server that is about to be told of the deletion by another one. */
    @Test
    void nothingOfANewRoomOfTheSameNameIsTaken() throws Exception {
        talk.owners.add(MIRA.id());
        append(new Body.Said("old", null));
        start().get(WaitLimit.TIME.toSeconds(), TimeUnit.SECONDS);
        append(new RoomDeletion(null));
        Entry fresh = append(new Body.Said("new", null));
        List<Step> steps = new ArrayList<>();
        onLane(() -> {
            feed.announced(fresh.offset());
            feed.catchUp(0, 0, 1_000, steps::add, () -> {});
            return null;
        });
        accept(fresh);
        for (int i = 0; i < 3; i++) { // what was asked for is read, and comes back on the lane
            talk.awaitStore();
            onLane(() -> null);
        }
        assertEquals(1, feed.tail().head());
        assertEquals(List.of(), steps);
    }

    @Test
    void aGapWithADeletedMessageIsFilled() throws Exception {
        append(new Body.Said("one", null));
        start().get(WaitLimit.TIME.toSeconds(), TimeUnit.SECONDS);
        append(new Body.Said("two", null));
        append(new Change.Edit(2, "zwei"));
        append(new Change.Deletion(2));
        accept(append(new Body.Said("three", null)));
        awaitHead(5);
        assertEquals(
                LongStream.rangeClosed(1, 5).boxed().toList(),
                LongStream.rangeClosed(1, 5)
                        .map(n -> ((Logged) feed.tail().at(n)).offset())
                        .boxed()
                        .toList());
        assertNull(((Logged.Message) feed.tail().at(2)).text());
        assertNull(((Logged.Edited) feed.tail().at(3)).text());
    }

    @Test
    void aMessageDeletedWhileTheRoomOpensIsNotShown() throws Exception {
        append(new Body.Said("one", null));
        log.hold();
        CompletableFuture<Start> first = start();
        talk.log
                .before(talk.log.room(Talk.ROOM), Long.MAX_VALUE, 1)
                .toCompletableFuture()
                .get(WaitLimit.TIME.toSeconds(), TimeUnit.SECONDS); // the feed's own read has completed by now
        accept(append(new Change.Deletion(1)));
        assertFalse(first.isDone());
        Event[] shown = new Event[1];
        CompletableFuture<Void> second = onLane(() -> feed.startAfter(0, null)
                        .thenAccept(begun -> shown[0] = feed.tail().at(1)))
                .toCompletableFuture();
        log.release();
        second.get(WaitLimit.TIME.toSeconds(), TimeUnit.SECONDS);
        assertNull(((Logged.Message) shown[0]).text());
        awaitHead(2);
    }

    @Test
    void aDeletionAppliesToAReadInProgress() throws Exception {
        append(new Body.Said("one", null));
        append(new Change.Edit(1, "eins"));
        for (int i = 0; i < BEHIND; i++) {
            append(new Body.Said("message " + i, null));
        }
        start().get(WaitLimit.TIME.toSeconds(), TimeUnit.SECONDS);
        log.hold();
        CompletableFuture<Batch> asked = ask();
        talk.log
                .before(talk.log.room(Talk.ROOM), Long.MAX_VALUE, 1)
                .toCompletableFuture()
                .get(WaitLimit.TIME.toSeconds(), TimeUnit.SECONDS);
        accept(append(new Change.Deletion(1)));
        assertFalse(asked.isDone());
        log.release();
        assertForgotten(asked);
    }

    @Test
    void aDeletionClearsCachedReads() throws Exception {
        append(new Body.Said("one", null));
        append(new Change.Edit(1, "eins"));
        for (int i = 0; i < BEHIND; i++) {
            append(new Body.Said("message " + i, null));
        }
        start().get(WaitLimit.TIME.toSeconds(), TimeUnit.SECONDS);
        assertEquals("eins", ((Logged.Message) events(ask()).get(0)).text());
        accept(append(new Change.Deletion(1)));
        assertForgotten(ask());
    }

    @Test
    void aRoomClosedDuringAReadHoldsNoMemory() throws Exception {
        Memory memory = new Memory(0);
        feed = new Feed(talk.log.room(Talk.ROOM), log, lane, DeliverySizes.STANDARD, memory, entry -> grown.release());
        append(new Body.Said("one", null));
        start().get(WaitLimit.TIME.toSeconds(), TimeUnit.SECONDS);
        append(new Body.Said("two", null));
        log.hold();
        accept(append(new Body.Said("three", null)));
        talk.log
                .before(talk.log.room(Talk.ROOM), Long.MAX_VALUE, 1)
                .toCompletableFuture()
                .get(WaitLimit.TIME.toSeconds(), TimeUnit.SECONDS); // the gap has been read by now
        assertTrue(memory.isShort(), "the first message counts");
        onLane(() -> {
            feed.close();
            return null;
        });
        log.release();
        accept(append(new Body.Said("four", null)));
        assertFalse(memory.isShort(), "something is still held");
    }

    private static void assertForgotten(CompletableFuture<Batch> answer) throws Exception {
        List<Event> events = events(answer);
        assertNull(((Logged.Message) events.get(0)).text());
        assertNull(((Logged.Edited) events.get(1)).text());
    }

    private CompletableFuture<Batch> ask() throws Exception {
        return onLane(() -> {
            CompletableFuture<Batch> answer = new CompletableFuture<>();
            feed.catchUp(0, 0, DeliverySizes.STANDARD.batchChars(), step -> answer.complete(step.batch()), () -> {});
            return answer;
        });
    }

    private static List<Event> events(CompletableFuture<Batch> answer) throws Exception {
        return answer.get(WaitLimit.TIME.toSeconds(), TimeUnit.SECONDS).as(TestWire.PLAIN);
    }
}
