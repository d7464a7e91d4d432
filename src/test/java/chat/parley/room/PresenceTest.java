package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.cluster.Attendance;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.lane.Lane;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Presence events for joins, leaves and renames, with a manual clock. */
class PresenceTest {
    private static final String KEY = "a-key-of-mira-for-this-test";
    private static final int CROWD = 2_000;

    /** Runs tasks immediately, and delayed tasks when the test calls {@link #pass}. */
    private static final class Seconds implements Lane {
        private final Queue<Runnable> due = new ArrayDeque<>();
        private Runnable recount;

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void later(Duration delay, Runnable task) {
            if (delay.equals(Presence.RECOUNT)) {
                recount = task;
            } else {
                assertEquals(Presence.PAUSE, delay);
                due.add(task);
            }
        }

        void passFive() {
            for (int second = 0; second < 5; second++) {
                pass();
            }
            if (recount != null) {
                recount.run();
                recount = null;
            }
        }

        void pass() {
            Runnable next = due.poll();
            if (next != null) {
                next.run();
            }
        }
    }

    private final List<Event> told = new ArrayList<>();
    private final Seconds seconds = new Seconds();
    private final Presence presence = new Presence(() -> Talk.ROOM, seconds, told::add);
    private Talk talk;

    @BeforeEach
    void start() {
        talk = new Talk();
    }

    @AfterEach
    void stop() {
        talk.close();
    }

    @Test
    void aJoinAndALeaveArePublishedAtOnce() {
        Session mira = session("Mira");
        presence.add(mira);
        presence.remove(mira);
        assertEquals(
                List.of(
                        new Event.MemberJoined(Talk.ROOM, mira.member(), 1),
                        new Event.MemberLeft(Talk.ROOM, mira.member(), 0)),
                told);
    }

    @Test
    void alternatingNamesArePublishedOnceASecond() {
        Session mira = session("Mira");
        Session okafor = session("Mira Okafor");
        presence.add(mira);
        for (int second = 1; second <= 10; second++) {
            for (int i = 0; i < 20; i++) {
                presence.add(okafor);
                presence.remove(okafor);
                presence.add(mira);
            }
            presence.add(okafor);
            seconds.pass();
            presence.remove(okafor);
            presence.add(mira);
        }
        assertTrue(told.size() <= 2 + 10, told.size() + " events");
        assertTrue(told.stream().noneMatch(Event.Members.class::isInstance), told.toString());
        seconds.pass();
        assertEquals(presence.members(), List.of(mira.member()));
    }

    @Test
    void repeatedJoinsAndLeavesArePublishedOnceASecond() {
        Session mira = session("Mira");
        for (int second = 1; second <= 10; second++) {
            for (int i = 0; i < 20; i++) {
                presence.add(mira);
                presence.remove(mira);
            }
            seconds.pass();
        }
        assertTrue(told.size() <= 2 + 10, told.size() + " events");
        assertEquals(0, presence.online());
    }

    @Test
    void theFinalStateIsPublished() {
        Session mira = session("Mira");
        presence.add(mira);
        presence.remove(mira);
        presence.add(mira);
        assertEquals(List.of(), presence.members(), "not before it is published");
        seconds.pass();
        assertEquals(new Event.MemberJoined(Talk.ROOM, mira.member(), 1), told.get(2));
        assertEquals(List.of(mira.member()), presence.members());
        seconds.pass();
        presence.remove(mira);
        assertEquals(
                new Event.MemberLeft(Talk.ROOM, mira.member(), 0), told.get(3), "immediately after a quiet second");
        assertEquals(4, told.size());
    }

    @Test
    void theMemberListMatchesThePublishedEvents() {
        Session mira = session("Mira");
        List<Member> picture = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            if (i % 3 == 0) {
                presence.remove(mira);
            } else {
                presence.add(mira);
            }
            if (i % 7 == 0) {
                seconds.pass();
            }
            told.forEach(event -> apply(event, picture));
            told.clear();
            assertEquals(picture, presence.members());
            assertEquals(picture.size(), presence.online());
        }
    }

    @Test
    void anEmptyRoomPublishesNothing() {
        Session mira = session("Mira");
        presence.add(mira);
        presence.remove(mira);
        presence.add(mira);
        presence.close();
        seconds.pass();
        assertEquals(2, told.size());
    }

    @Test
    void ifManyComeBackAtOnceTheWholeStateIsPublishedInsteadOfEachOfThem() {
        List<Session> crowd = IntStream.range(0, CROWD)
                .mapToObj(n -> session("Guest " + n, KEY + n))
                .toList();
        List<Member> picture = new ArrayList<>();
        crowd.forEach(presence::add);
        assertTrue(told.size() < CROWD / 4, told.size() + " events for " + CROWD + " joins");
        assertEquals(CROWD, presence.online());
        seconds.passFive();
        told.forEach(event -> apply(event, picture));
        assertEquals(presence.members(), picture);
        assertEquals(CROWD, ((Event.Members) told.get(told.size() - 1)).online());

        told.clear();
        presence.setOthers(new Attendance(List.of(), CROWD));
        crowd.forEach(presence::remove);
        crowd.forEach(presence::add);
        seconds.passFive();
        assertTrue(told.size() < CROWD / 20, told.size() + " events in a room of " + 2 * CROWD);
        assertEquals(2 * CROWD, ((Event.Members) told.get(told.size() - 1)).online());

        told.clear();
        presence.remove(crowd.get(0));
        assertEquals(
                List.of(new Event.MemberLeft(Talk.ROOM, crowd.get(0).member(), 2 * CROWD - 1)),
                told,
                "one by one again");
    }

    /** A server with too many members to name them gives their number only. */
    @Test
    void theNumberIsRightWhenAnotherServerNamesItsMembersNoLonger() {
        Member nora = new Member("nora", "Nora");
        presence.setOthers(new Attendance(List.of(nora), 0));
        presence.setOthers(new Attendance(List.of(), 2));
        assertEquals(new Event.MemberLeft(Talk.ROOM, nora, 2), told.get(1));
        seconds.pass();
        presence.setOthers(new Attendance(List.of(nora), 0));
        assertEquals(new Event.MemberJoined(Talk.ROOM, nora, 1), told.get(2));
    }

    @Test
    void whereFewAreToldTheyHearOfEverybodyElsewhereAtOnce() {
        List<Member> crowd = IntStream.range(0, Attendance.NAMED)
                .mapToObj(n -> new Member("guest" + n, "Guest " + n))
                .toList();
        presence.setOthers(new Attendance(crowd, 0));
        assertEquals(
                crowd,
                told.stream()
                        .map(event -> ((Event.MemberJoined) event).member())
                        .toList());
        assertEquals(crowd.size(), presence.online());
    }

    @Test
    void inASmallRoomEverybodyIsTold() {
        for (int n = 0; n < 100; n++) {
            presence.add(session("Guest " + n, KEY + n));
        }
        assertEquals(
                100, told.stream().filter(Event.MemberJoined.class::isInstance).count());
    }

    private static void apply(Event event, List<Member> picture) {
        if (event instanceof Event.Members all) {
            picture.clear();
            picture.addAll(all.members());
        }
        if (event instanceof Event.MemberJoined joined) {
            picture.add(joined.member());
        } else if (event instanceof Event.MemberLeft left) {
            picture.remove(left.member());
        }
    }

    private Session session(String name) {
        return session(name, KEY);
    }

    private Session session(String name, String key) {
        return talk.new Guest(new TestWire(), name, key).session;
    }
}
