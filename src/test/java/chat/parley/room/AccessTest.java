package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Logged;
import chat.parley.event.Member;
import chat.parley.event.Query;
import chat.parley.event.Refusal;
import chat.parley.event.Role;
import chat.parley.event.RoomCommand;
import chat.parley.event.Write;
import chat.parley.identity.Client;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A private room from which a member is removed while being in it, tried with every command. */
@Timeout(60)
class AccessTest {
    private static final String MIRAS = "3f1c9d52-7a40-4c1e-9b83";
    private static final String JONAS = "8a7dd0c1-2f6b-4b0e-8e11";
    private static final String SECRET = "moonshine";

    private final Talk talk = new Talk();
    private Talk.Guest mira;
    private Talk.Guest jonas;
    private Member owner;
    private Member removed;
    private String room;
    private String position;

    @BeforeEach
    void jonasIsRemovedFromMirasRoom() throws Exception {
        mira = talk.new Guest(new TestWire(), "Mira", MIRAS);
        jonas = talk.new Guest(new TestWire(), "Jonas", JONAS);
        owner = mira.wire.next(Event.Welcome.class).member();
        removed = jonas.wire.next(Event.Welcome.class).member();
        mira.session.handle(new RoomCommand.Create("room", "private", "Plans", List.of(removed.id()), null));
        room = mira.wire.next(Event.Ack.class).room();
        assertEquals(room, jonas.wire.next(Event.RoomAdded.class).room());
        jonas.session.handle(new Command.Join("join", room, null, null));
        assertEquals("Plans", jonas.wire.next(Event.Joined.class).title());
        mira.session.handle(new Command.WriteAnywhere(new Write.Post("post", room, SECRET, null)));
        position = jonas.wire.next(Logged.Message.class).position();
        while (hits(talk.chat.ask(search(), Client.of(owner), null)) == 0) {
            Thread.onSpinWait(); // until it is indexed
        }
        setRole(removed, "none");
        jonas.wire.next(Event.RoomRemoved.class);
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private void setRole(Member member, String role) throws InterruptedException {
        mira.session.handle(new RoomCommand.SetRole(role, room, member.id(), role, null, null, null));
        mira.wire.next(Event.Ack.class, ack -> role.equals(ack.ref()));
    }

    private Stream<String> spellings() {
        return Stream.of(room, room.toUpperCase(), " " + room);
    }

    /** All commands about a room. @param member whom they concern */
    static List<Command> commands(String name, String position, Member member) {
        return List.of(
                new Command.Join("1", name, null, null),
                new Command.Join("1", name, position, null),
                new Command.Join("1", name, null, true),
                new RoomCommand.SetRole("1", name, member.id(), "owner", null, null, null),
                new RoomCommand.SetRole("1", name, "nobody", "member", null, null, null),
                new Command.WriteAnywhere(new Write.Post("1", name, "hello", null)),
                new Command.Leave("1", name),
                new Write.Post("1", name, "hello", null),
                new Write.Edit("1", name, 2L, "hello"),
                new Write.Delete("1", name, 2L),
                new Write.React("1", name, 2L, "🎉"),
                new Write.Pin("1", name, 2L),
                new Write.SetTopic("1", name, "mine"),
                new Write.SetTitle("1", name, "mine"),
                new Write.Archive("1", name),
                new Write.Unarchive("1", name),
                new Write.SetSlowMode("1", name, 10),
                new Query.History("1", name, null, null, null, null),
                new Query.Pins("1", name),
                new Query.Roles("1", name),
                new Query.Audit("1", name, null, null),
                new Command.Read("1", name, 1L),
                new Command.Typing("1", name),
                new Command.Appear("1", name, "Jonas"));
    }

    @Test
    void everyCommandAboutTheRoomIsRefusedInWhateverSpellingLikeThatAboutNoRoom() throws Exception {
        List<Command> commands = Stream.concat(spellings(), Stream.of("~nosuchroom"))
                .flatMap(name -> commands(name, position, removed).stream())
                .toList();
        for (Command command : commands) {
            jonas.session.handle(command);
            Event.Failure failure = jonas.wire.next(Event.Failure.class);
            assertEquals(
                    command instanceof Command.Leave ? ErrorCode.NOT_JOINED : ErrorCode.NOT_FOUND,
                    failure.code(),
                    command.toString());
            assertTrue(List.of("Room not found", "Join the room first").contains(failure.message()), failure.message());
        }
    }

    @Test
    void aResumedSessionDoesNotGetTheRoomBack() throws Exception {
        TestWire wire = new TestWire();
        talk.chat
                .connect(wire)
                .resume(Command.Hello.guest("0", "Jonas", JONAS), List.of(new Command.Join("1", room, position, null)));
        assertEquals(ErrorCode.NOT_FOUND, wire.next(Event.Failure.class).code());
    }

    @Test
    void listsAndSearchesLeaveTheRoomOut() throws Exception {
        jonas.session.handle(new Query.ListRooms("1", null));
        assertTrue(jonas.wire.next(Event.RoomList.class).rooms().isEmpty());
        jonas.session.handle(new Query.MyRooms("2", null));
        assertTrue(jonas.wire.next(Event.MyRooms.class).rooms().isEmpty());
        jonas.session.handle(search());
        assertTrue(jonas.wire.next(Event.Found.class).hits().isEmpty());
        jonas.session.handle(new Query.Search("4", SECRET + " in:" + room, "best", null, null));
        assertTrue(jonas.wire.next(Event.Found.class).hits().isEmpty());
    }

    @Test
    void requestsWithoutASessionAreRefused() throws Exception {
        for (Member member : new Member[] {null, removed}) {
            assertNotFound(
                    talk.chat.ask(new Query.History(null, room, null, null, null, null), Client.of(member), null));
            assertNotFound(talk.chat.ask(new Query.Pins(null, room), Client.of(member), null));
            assertNotFound(talk.chat.ask(new Query.Audit(null, room, null, null), Client.of(member), null));
            assertEquals(0, hits(talk.chat.ask(search(), Client.of(member), null)));
            assertTrue(get(talk.chat.ask(new Query.ListRooms(null, null), Client.of(member), null))
                    .rooms()
                    .isEmpty());
        }
        assertNotFound(talk.chat.write(Client.of(removed), new Write.Post("1", room, "hello", null)));
        assertNotFound(talk.chat.write(Client.of(removed), new Write.Pin("1", room, 2L)));
    }

    @Test
    void requestsWithoutASessionAreThoseOfTheirMember() throws Exception {
        Query.History history = new Query.History(null, room, null, null, null, null);
        assertEquals(
                1,
                get(talk.chat.ask(history, Client.of(owner), null)).messages().size());
        assertEquals(1, hits(talk.chat.ask(search(), Client.of(owner), null)));
    }

    @Test
    void whoIsInvitedAgainIsBack() throws Exception {
        setRole(removed, "guest");
        assertEquals(Role.GUEST, jonas.wire.next(Event.RoomAdded.class).role());
        jonas.session.handle(new Command.Join("1", room, position, null));
        assertTrue(jonas.wire.next(Event.Joined.class).recovered());
        jonas.session.handle(new Query.MyRooms("2", null));
        assertEquals(
                "Plans", jonas.wire.next(Event.MyRooms.class).rooms().get(0).title());
    }

    @Test
    void whoIsInvitedToARoomThatDoesNotShareItsHistoryReadsOnlyWhatComesThen() throws Exception {
        mira.session.handle(new RoomCommand.Create("late", "private", "Later", null, "joined"));
        String later =
                mira.wire.next(Event.Ack.class, ack -> "late".equals(ack.ref())).room();
        mira.session.handle(new Command.WriteAnywhere(new Write.Post("2", later, SECRET + " before", null)));
        mira.wire.next(Event.Ack.class, ack -> "2".equals(ack.ref()));
        mira.session.handle(new RoomCommand.SetRole("3", later, removed.id(), "member", null, null, null));
        mira.session.handle(new Command.WriteAnywhere(new Write.Post("4", later, SECRET + " after", null)));
        mira.wire.next(Event.Ack.class, ack -> "4".equals(ack.ref()));
        for (String since : new String[] {null, position.replaceFirst("-2-", "-1-")}) {
            jonas.session.handle(new Command.Join("join", later, since, null));
            Event.Joined joined = jonas.wire.next(Event.Joined.class);
            assertFalse(joined.recovered());
            assertEquals(
                    removed.id(),
                    jonas.wire.next(Logged.RoleChanged.class).member().id());
            assertEquals(
                    SECRET + " after", jonas.wire.next(Logged.Message.class).text());
        }
        mira.session.handle(new Command.Join("join", later, null, null));
        mira.wire.next(Event.Joined.class);
        mira.session.handle(new Write.Pin("5", later, 2L));
        mira.wire.next(Event.Ack.class, ack -> "5".equals(ack.ref()));
        for (Long before : new Long[] {null, 4L, 2L}) {
            Event.History page = get(
                    talk.chat.ask(new Query.History(null, later, before, null, null, null), Client.of(removed), null));
            assertEquals(2, page.floor());
            assertTrue(page.messages().stream().allMatch(message -> message.offset() > 2));
            assertEquals(null, page.older());
        }
        assertTrue(get(talk.chat.ask(new Query.Pins(null, later), Client.of(removed), null))
                .messages()
                .isEmpty());
        assertEquals(
                1,
                get(talk.chat.ask(new Query.Pins(null, later), Client.of(owner), null))
                        .messages()
                        .size());
        while (hits(talk.chat.ask(search(), Client.of(owner), null)) < 3) {
            Thread.onSpinWait(); // until all is indexed
        }
        assertEquals(
                List.of(SECRET + " after"),
                get(talk.chat.ask(search(), Client.of(removed), null)).hits().stream()
                        .map(hit -> hit.message().text())
                        .toList());
    }

    @Test
    void otherRoomsStayOpen() throws Exception {
        jonas.session.handle(new Command.Join("1", "elsewhere", null, null));
        assertFalse(jonas.wire.next(Event.Joined.class).room().isEmpty());
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

    private static void assertNotFound(CompletionStage<?> stage) {
        CompletionException failed = assertThrows(
                CompletionException.class, () -> stage.toCompletableFuture().join());
        assertEquals(ErrorCode.NOT_FOUND, ((Refusal) failed.getCause()).code());
    }
}
