package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.event.Event;
import chat.parley.event.Logged;
import chat.parley.event.Member;
import chat.parley.event.Query;
import chat.parley.event.Role;
import chat.parley.event.RoomChange;
import chat.parley.log.Draft;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Roles for a while end by an entry in the log, once. */
@Timeout(60)
class EndedRolesTest {
    private static final String LOBBY = "lobby";
    private static final Duration LATER = Duration.ofSeconds(61);

    private Talk talk = new Talk();
    private Cast cast = new Cast(talk);
    private Cast.Actor mira;
    private Cast.Actor jonas;

    @BeforeEach
    void connect() throws Exception {
        mira = cast.actor("Mira");
        jonas = cast.actor("Jonas");
        talk.owners.add(mira.member.id());
        mira.tryJoin(LOBBY);
        jonas.tryJoin(LOBBY);
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private static Logged.RoleChanged end(Cast.Actor actor) throws InterruptedException {
        return actor.wire().next(Logged.RoleChanged.class, event -> event.ended() != null);
    }

    /** The ends in the audit log, newest first. */
    private List<Logged.RoleChanged> ends(String room) throws InterruptedException {
        return ((Event.Audit) mira.ask(ref -> new Query.Audit(ref, room, null, null)))
                .entries().stream()
                        .filter(Logged.RoleChanged.class::isInstance)
                        .map(Logged.RoleChanged.class::cast)
                        .filter(event -> event.ended() != null)
                        .toList();
    }

    @Test
    void everybodyInTheRoomLearnsThatAMuteHasEnded() throws Exception {
        long muted = mira.makes(jonas, "reader", 60L, LOBBY).offset();
        talk.advance(LATER);
        for (Cast.Actor actor : List.of(mira, jonas)) {
            Logged.RoleChanged end = end(actor);
            assertEquals(muted + 1, end.offset());
            assertEquals(jonas.member, end.member());
            assertEquals(Role.MEMBER, end.role());
            assertNull(end.until());
        }
        assertEquals(Cast.YES, jonas.tryPost(LOBBY));
    }

    @Test
    void whoWasBannedLearnsThatTheBanHasEnded() throws Exception {
        mira.makes(jonas, "banned", 60L, LOBBY);
        jonas.wire().next(Event.RoomRemoved.class);
        talk.advance(LATER);
        Event.RoomAdded added = jonas.wire().next(Event.RoomAdded.class);
        assertEquals(LOBBY, added.room());
        assertNull(added.by());
        assertEquals(Cast.YES, jonas.tryJoin(LOBBY));
    }

    @Test
    void whoWasInvitedForAWhileLearnsThatItIsOver() throws Exception {
        String room = mira.creates("Plans");
        mira.tryJoin(room);
        mira.makes(jonas, "reader", 60L, room);
        assertEquals(Cast.YES, jonas.tryJoin(room));
        talk.advance(LATER);
        Event.RoomRemoved removed = jonas.wire().next(Event.RoomRemoved.class);
        assertEquals(room, removed.room());
        assertEquals(Role.NONE, removed.role());
        assertNull(removed.by());
        assertEquals(jonas.member, end(mira).member());
    }

    @Test
    void aRoleThatEndsWhileTheServerIsDownIsAnnouncedAtTheNextStartAndOnlyOnce() throws Exception {
        mira.makes(jonas, "banned", 60L, LOBBY);
        talk.close();
        talk.advance(LATER);
        int ended = 1;
        for (int start = 0; start < 2; start++) {
            talk = talk.restarted();
            cast = new Cast(talk);
            mira = cast.actor("Mira");
            jonas = cast.actor("Jonas");
            talk.owners.add(mira.member.id());
            mira.tryJoin(LOBBY);
            while (ends(LOBBY).size() < ended) {
                Thread.onSpinWait(); // until the first look
            }
            mira.makes(jonas, "reader", 60L, LOBBY);
            talk.advance(LATER);
            while (ends(LOBBY).size() <= ended) {
                Thread.onSpinWait(); // until the next look
            }
            ended++;
            assertEquals(ended, ends(LOBBY).size());
        }
    }

    @Test
    void theLogTakesAnEndOnceAndNotBeforeItsTime() throws Exception {
        mira.makes(jonas, "reader", 60L, LOBBY);
        assertThrows(ExecutionException.class, () -> append(jonas.member));
        talk.advance(LATER);
        end(mira);
        assertThrows(ExecutionException.class, () -> append(jonas.member));
        assertThrows(ExecutionException.class, () -> append(mira.member));
        assertEquals(1, ends(LOBBY).size());
    }

    private void append(Member member) throws Exception {
        RoomChange end = new RoomChange.Ending(member, Role.MEMBER);
        talk.log
                .append(new Draft(talk.log.room(LOBBY), member, end, null))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    @Test
    void whatFollowsInTimeIsNotEndedByWhatWasBefore() throws Exception {
        mira.makes(jonas, "reader", 60L, LOBBY);
        long last = mira.makes(jonas, "reader", 600L, LOBBY).offset();
        talk.advance(LATER);
        assertEquals("forbidden", jonas.tryPost(LOBBY));
        talk.advance(Duration.ofSeconds(600));
        assertEquals(last + 1, end(mira).offset());
        assertEquals(1, ends(LOBBY).size());
    }

    @Test
    void aMuteThatInterruptsABanEndsInTheBan() throws Exception {
        mira.makes(jonas, "banned", null, LOBBY);
        mira.makes(jonas, "reader", 60L, LOBBY);
        assertEquals(Cast.YES, jonas.tryJoin(LOBBY));
        talk.advance(LATER);
        assertEquals(
                Role.BANNED,
                jonas.wire()
                        .next(Event.RoomRemoved.class, event -> event.by() == null)
                        .role());
        assertEquals("forbidden", jonas.tryJoin(LOBBY));
    }
}
