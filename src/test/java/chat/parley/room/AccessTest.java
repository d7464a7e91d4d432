package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.Query;
import chat.parley.event.Refusal;
import chat.parley.event.Write;
import chat.parley.log.Retention;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A room that Access closes while somebody is in it, tried at every door. */
@Timeout(60)
class AccessTest {
    private static final Member STRANGER = new Member("stranger", "Stranger");
    private static final Member INSIDER = new Member("insider", "Insider");
    private static final String KEY = "3f1c9d52-7a40-4c1e-9b83";
    private static final String SECRET = "moonshine";

    private volatile boolean closed;
    private final Talk talk = new Talk(
            Talk.EASY,
            Retention.parse(""),
            (member, room, right) -> !closed || !room.text().equals(Talk.ROOM) || INSIDER.equals(member));
    private String position;

    @BeforeEach
    void someoneSpeaksBeforeTheRoomIsClosed() throws Exception {
        Talk.Guest jonas = talk.new Guest(new TestWire(), "Jonas", KEY);
        jonas.join(null);
        position = jonas.postAndSee(SECRET).position();
        while (hits(talk.chat.ask(search(), null, null)) == 0) {
            Thread.onSpinWait(); // until it is indexed
        }
        talk.advance(Duration.ofSeconds(10)); // past every cache
        closed = true;
    }

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void everyCommandAboutTheRoomIsRefusedInWhateverSpelling() throws Exception {
        Talk.Guest mira = talk.new Guest(new TestWire(), "Mira");
        mira.wire.next(Event.Welcome.class);
        List<Command> commands = Stream.of(Talk.ROOM, Talk.ROOM.toUpperCase(), " " + Talk.ROOM)
                .flatMap(room -> Stream.<Command>of(
                        new Command.Join("1", room, null, null),
                        new Command.Join("1", room, position, null),
                        new Command.Join("1", room, null, true),
                        new Write.Post("1", room, "hello", null),
                        new Write.Edit("1", room, 1L, "hello"),
                        new Write.Delete("1", room, 1L),
                        new Write.React("1", room, 1L, "🎉"),
                        new Write.Pin("1", room, 1L),
                        new Write.SetTopic("1", room, "mine"),
                        new Command.WriteAnywhere(new Write.Post("1", room, "hello", null)),
                        new Query.History("1", room, null, null, null, null),
                        new Query.Pins("1", room),
                        new Command.Read("1", room, 1L),
                        new Command.Typing("1", room),
                        new Command.Appear("1", room, "Mira")))
                .toList();
        for (Command command : commands) {
            mira.session.handle(command);
            assertEquals(
                    ErrorCode.FORBIDDEN, mira.wire.next(Event.Failure.class).code(), command.toString());
        }
    }

    @Test
    void aResumedSessionDoesNotGetTheRoomBack() throws Exception {
        TestWire wire = new TestWire();
        talk.chat
                .connect(wire)
                .resume(
                        Command.Hello.guest("0", "Mira", null),
                        List.of(new Command.Join("1", Talk.ROOM, position, null)));
        assertEquals(ErrorCode.FORBIDDEN, wire.next(Event.Failure.class).code());
    }

    @Test
    void listsAndSearchesLeaveTheRoomOut() throws Exception {
        Talk.Guest jonas = talk.new Guest(new TestWire(), "Jonas", KEY);
        jonas.session.handle(new Query.ListRooms("1", null));
        assertTrue(jonas.wire.next(Event.RoomList.class).rooms().isEmpty());
        jonas.session.handle(new Query.MyRooms("2"));
        assertTrue(jonas.wire.next(Event.MyRooms.class).rooms().isEmpty());
        jonas.session.handle(search());
        assertTrue(jonas.wire.next(Event.Found.class).hits().isEmpty());
    }

    @Test
    void requestsWithoutASessionAreRefused() throws Exception {
        assertForbidden(talk.chat.ask(new Query.History(null, Talk.ROOM, null, null, null, null), null, null));
        assertForbidden(talk.chat.ask(new Query.Pins(null, Talk.ROOM), null, null));
        assertForbidden(talk.chat.write(STRANGER, new Write.Post("1", Talk.ROOM, "hello", null)));
        assertForbidden(talk.chat.write(STRANGER, new Write.Pin("1", Talk.ROOM, 1L)));
        assertEquals(0, hits(talk.chat.ask(search(), null, null)));
        assertTrue(get(talk.chat.ask(new Query.ListRooms(null, null), null, null))
                .rooms()
                .isEmpty());
    }

    @Test
    void requestsWithoutASessionAreThoseOfTheirMember() throws Exception {
        Query.History history = new Query.History(null, Talk.ROOM, null, null, null, null);
        assertEquals(1, get(talk.chat.ask(history, INSIDER, null)).messages().size());
        assertForbidden(talk.chat.ask(history, STRANGER, null));
        assertEquals(1, hits(talk.chat.ask(search(), INSIDER, null)));
    }

    @Test
    void otherRoomsStayOpen() throws Exception {
        Talk.Guest mira = talk.new Guest(new TestWire(), "Mira");
        mira.session.handle(new Command.Join("1", "elsewhere", null, null));
        assertFalse(mira.wire.next(Event.Joined.class).room().isEmpty());
    }

    private static Query.Search search() {
        return new Query.Search("3", SECRET, null, null, null);
    }

    private static int hits(CompletionStage<Event.Found> found) throws Exception {
        return get(found).hits().size();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static void assertForbidden(CompletionStage<?> stage) {
        CompletionException failed = assertThrows(
                CompletionException.class, () -> stage.toCompletableFuture().join());
        assertEquals(ErrorCode.FORBIDDEN, ((Refusal) failed.getCause()).code());
    }
}
