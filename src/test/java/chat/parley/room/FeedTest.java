package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.Body;
import chat.parley.event.Entry;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.lane.Lane;
import chat.parley.lane.ThreadLanes;
import chat.parley.log.Draft;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A room's feed over a real log from which it is told some things late, or not at all. */
class FeedTest {
    private static final Member MIRA = new Member("mira", "Mira");

    private static Entry append(Talk talk, Body body) throws Exception {
        return talk.log.append(new Draft(Talk.ROOM, MIRA, body, null)).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void aHoleWithAMessageThatWasDeletedMeanwhileIsFilled() throws Exception {
        try (Talk talk = new Talk(); ThreadLanes lanes = new ThreadLanes(1, Thread::new)) {
            Lane lane = lanes.of(Talk.ROOM);
            Semaphore grown = new Semaphore(0);
            Feed feed = new Feed(Talk.ROOM, talk.log, lane, new Memory(), grown::release);
            append(talk, new Body.Said("one", null));
            CompletableFuture<Void> started = new CompletableFuture<>();
            lane.execute(() -> feed.start(null).thenRun(() -> started.complete(null)));
            started.get(10, TimeUnit.SECONDS);

            append(talk, new Body.Said("two", null));
            append(talk, new Body.Edit(2, "zwei"));
            append(talk, new Body.Deletion(2));
            Entry last = append(talk, new Body.Said("three", null));
            lane.execute(() -> feed.accept(last));
            while (feed.tail().head() < last.offset()) {
                assertTrue(grown.tryAcquire(10, TimeUnit.SECONDS), "the feed stands at " + feed.tail().head());
            }
            assertEquals(LongStream.rangeClosed(1, 5).boxed().toList(), LongStream.rangeClosed(1, 5).map(n -> ((Event.Logged) feed.tail().at(n)).offset()).boxed().toList());
            assertNull(((Event.Message) feed.tail().at(2)).text());
            assertNull(((Event.Edited) feed.tail().at(3)).text());
        }
    }
}
