package chat.parley.room;

import chat.parley.event.Command;
import chat.parley.event.Entry;
import chat.parley.event.Event;
import chat.parley.event.Logged;
import chat.parley.event.Query;
import chat.parley.event.Refusal;
import chat.parley.event.Role;
import chat.parley.event.RoomChange;
import chat.parley.event.RoomCommand;
import chat.parley.event.Write;
import chat.parley.log.Draft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Members lose a room while something from it is under way to them, in each of the places where it can be. Everything
 * must hold on each door alone, since the next one may not be asked. Also run on code with mistakes: see {@link
 * RevocationMistakes}.
 */
public final class LostRights {
    /** Much longer than until the server looks at the roles again. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String LOBBY = "lobby";
    private static final String SECRET = "moonshine";
    private static final String NOT_FOUND = "not-found";

    private final Talk talk;
    private final Cast cast;
    private final Cast.Actor mira;
    private final Cast.Actor jonas;

    private LostRights(Talk talk) throws InterruptedException {
        this.talk = talk;
        this.cast = new Cast(talk);
        this.mira = cast.actor("Mira");
        this.jonas = cast.actor("Jonas");
        talk.owners.add(mira.member.id());
    }

    /** Returns what went wrong first; null if nothing did. */
    public static String run() throws Exception {
        try (Talk talk = new Talk()) {
            LostRights rights = new LostRights(talk);
            rights.everyDoorIsClosed();
            rights.repliesUnderWayAreRefused();
            rights.theAckWaitsForSendsUnderWay();
            rights.theAckWaitsForAnswersUnderWay();
            rights.whatIsWrittenInTheSameTransactionIsRefused();
            rights.whoIsBackHasToJoinAgain();
            rights.whatEndsByItselfEnds();
            rights.anOldDecisionIsNotRepeated();
            rights.anAddressIsBannedWithItsGuest();
            return null;
        } catch (AssertionError e) {
            return e.getMessage();
        }
    }

    private static void require(String expected, Object found, String what) {
        if (!expected.equals(found)) {
            throw new AssertionError(what + ": expected " + expected + ", found " + found);
        }
    }

    private String sharedRoom() throws InterruptedException {
        String room = mira.creates("Plans", jonas);
        require(Cast.YES, mira.tryJoin(room), "the owner joins");
        require(Cast.YES, jonas.tryJoin(room), "a member joins");
        return room;
    }

    private void everyDoorIsClosed() throws Exception {
        String room = sharedRoom();
        require(Cast.YES, jonas.tryJoin(LOBBY), "join the lobby");
        jonas.post(LOBBY, SECRET);
        mira.post(room, SECRET);
        while (hits(mira).size() < 2) {
            Thread.onSpinWait(); // until both are indexed
        }
        mira.makes(jonas, "none", null, room);
        int before = settled(jonas);
        require(NOT_FOUND, jonas.tryJoin(room), "join");
        require(NOT_FOUND, jonas.tries(ref -> new Command.Typing(ref, room)), "typing");
        require(NOT_FOUND, jonas.tryPost(room), "post");
        require(NOT_FOUND, jonas.tries(ref -> new Query.Roles(ref, room)), "roles");
        require(
                NOT_FOUND,
                codeOf(talk.chat.ask(history(null, room), jonas.client(), null)),
                "history without a session");
        require(
                NOT_FOUND,
                codeOf(talk.chat.write(jonas.client(), new Write.Post("1", room, "hello", null))),
                "post without a session");
        Event.Found first = get(talk.chat.ask(new Query.Search(null, SECRET, null, 1, null), jonas.client(), null));
        require("[" + LOBBY + "]", roomsOf(first), "the first hit");
        Event.MyRooms mine = (Event.MyRooms) jonas.ask(ref -> new Query.MyRooms(ref, null));
        require("false", "" + mine.rooms().stream().anyMatch(line -> line.room().equals(room)), "my rooms");
        require("false", "" + listed(mira).contains(room), "rooms lists a private room");
        mira.makes(jonas, "banned", null, LOBBY);
        require("false", "" + listed(jonas).contains(LOBBY), "rooms lists a room for who is banned");
        requireNothingFrom(room, jonas, before);
        mira.makes(jonas, "member", null, LOBBY);
    }

    private void repliesUnderWayAreRefused() throws Exception {
        String room = sharedRoom();
        mira.post(room, SECRET);
        talk.held.hold();
        jonas.guest.session.handle(history("page", room));
        CompletionStage<Event.History> page = talk.chat.ask(history(null, room), jonas.client(), null);
        mira.makes(jonas, "none", null, room);
        talk.held.release();
        Event reply = jonas.wire().next(Event.Reply.class, one -> "page".equals(one.ref()));
        require(NOT_FOUND, codeOf(reply), "a page of a session");
        require(NOT_FOUND, codeOf(page), "a page without a session");
    }

    private void theAckWaitsForSendsUnderWay() throws Exception {
        String room = sharedRoom();
        Cast.Actor slow = cast.actor("Jonas");
        slow.tryJoin(room);
        slow.wire().stopReading();
        mira.post(room, SECRET);
        slow.wire().stuck();
        mira.makes(jonas, "none", null, room);
        require("false", "" + slow.guest.session.isOpen(), "a connection that is slow is still open");
    }

    private void theAckWaitsForAnswersUnderWay() throws Exception {
        String room = sharedRoom();
        CompletableFuture<Void> delivered = new CompletableFuture<>();
        talk.chat.answering(jonas.client(), delivered);
        get(talk.chat.ask(history(null, room), jonas.client(), null));
        long begun = System.nanoTime();
        mira.guest.session.handle(
                new RoomCommand.SetRole("removal", room, jonas.member.id(), "none", null, null, null));
        jonas.wire().next(Event.RoomRemoved.class);
        talk.awaitStore();
        for (int i = 0; i < 3; i++) { // an acknowledgement would be on the room's lane by now
            require(Cast.YES, mira.tries(ref -> new Command.Typing(ref, room)), "typing");
        }
        boolean acknowledged = mira.wire().history().stream()
                .anyMatch(event -> event instanceof Event.Ack ack && "removal".equals(ack.ref()));
        boolean patient = System.nanoTime() - begun < Duration.ofSeconds(1).toNanos();
        require("false", "" + (acknowledged && patient), "acknowledged while a response is under way");
        delivered.complete(null);
        require(Cast.YES, codeOf(mira.wire().next(Event.Reply.class, one -> "removal".equals(one.ref()))), "removal");
    }

    private void whatIsWrittenInTheSameTransactionIsRefused() throws Exception {
        String room = sharedRoom();
        mira.post(room, "Welcome, @Jonas");
        Logged.Message welcome =
                mira.wire().next(Logged.Message.class, said -> said.text().startsWith("Welcome"));
        require("1", "" + welcome.mentions().size(), "mentions of a member");
        Cast.Actor second = cast.actor("Jonas");
        Runnable go = talk.holdStore();
        mira.guest.session.handle(
                new RoomCommand.SetRole("removal", room, jonas.member.id(), "none", null, null, null));
        jonas.guest.session.handle(new Command.WriteAnywhere(new Write.Post("late", room, "hello", null)));
        jonas.guest.session.handle(new Command.WriteAnywhere(new Write.React("guess", room, 99L, "🎉")));
        second.guest.session.handle(new Command.Join("join", room, null, null));
        require(Cast.YES, mira.tries(ref -> new Command.Typing(ref, room)), "typing");
        go.run();
        require(Cast.YES, codeOf(mira.wire().next(Event.Reply.class, one -> "removal".equals(one.ref()))), "removal");
        require(NOT_FOUND, codeOf(jonas.wire().next(Event.Reply.class, one -> "late".equals(one.ref()))), "post");
        Event.Failure guess = jonas.wire().next(Event.Failure.class, one -> "guess".equals(one.ref()));
        require("Room not found", guess.message(), "a guess whether a message exists");
        require(NOT_FOUND, codeOf(second.wire().next(Event.Reply.class, one -> "join".equals(one.ref()))), "join");
        mira.post(room, "Good bye, @Jonas");
        Logged.Message farewell =
                mira.wire().next(Logged.Message.class, said -> said.text().startsWith("Good"));
        require("null", "" + farewell.mentions(), "mentions of who has left");
    }

    private void whoIsBackHasToJoinAgain() throws Exception {
        String room = sharedRoom();
        Runnable go = talk.holdStore();
        for (String role : List.of("none", "member")) {
            mira.guest.session.handle(new RoomCommand.SetRole(role, room, jonas.member.id(), role, null, null, null));
        }
        require(Cast.YES, mira.tries(ref -> new Command.Typing(ref, room)), "typing");
        Runnable goOn = talk.holdRoom(room); // so that the first decision is carried out after the second one
        go.run();
        talk.awaitStore();
        goOn.run();
        for (String role : List.of("none", "member")) {
            require(Cast.YES, codeOf(mira.wire().next(Event.Reply.class, one -> role.equals(one.ref()))), role);
        }
        jonas.wire()
                .next(
                        Event.RoomAdded.class,
                        added -> room.equals(added.room()) && added.by().equals(mira.member));
        int before = settled(jonas);
        mira.post(room, SECRET);
        requireNothingFrom(room, jonas, before);
        require(Cast.YES, jonas.tryJoin(room), "who was invited again joins");
    }

    private void whatEndsByItselfEnds() throws Exception {
        String room = mira.creates("Plans");
        mira.tryJoin(room);
        mira.makes(jonas, "reader", 60L, room);
        require(Cast.YES, jonas.tryJoin(room), "who is invited for a while joins");
        talk.advance(Duration.ofSeconds(61));
        int before = settled(jonas);
        mira.post(room, SECRET);
        requireNothingFrom(room, jonas, before);
        awaitNews(jonas, room);
        require("true", "" + isTold(jonas, room), "who was invited for a while is told that it is over");
    }

    /** Waits until the actor is told that it has lost the room, but not for ever. */
    private static void awaitNews(Cast.Actor actor, String room) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isTold(actor, room) && System.nanoTime() < end) {
            settled(actor);
        }
    }

    private static boolean isTold(Cast.Actor actor, String room) {
        return actor.wire().history().stream()
                .anyMatch(event -> event instanceof Event.RoomRemoved removed && room.equals(removed.room()));
    }

    private void anOldDecisionIsNotRepeated() throws Exception {
        String room = sharedRoom();
        Command ban = new RoomCommand.SetRole("ban", room, jonas.member.id(), "banned", null, null, null);
        require(Cast.YES, codeOf(mira.ask("ban", ban)), "ban");
        mira.makes(jonas, "member", null, room);
        require(Cast.YES, codeOf(mira.ask("ban", ban)), "the repeated ban");
        require(Cast.YES, jonas.tryJoin(room), "who is no longer banned joins");
    }

    private void anAddressIsBannedWithItsGuest() throws Exception {
        Cast.Actor troll = cast.actorAt("192.0.2.1", "Troll");
        Cast.Actor other = cast.actorAt("192.0.2.1", "Other");
        require(Cast.YES, mira.tryJoin(LOBBY), "join");
        require(Cast.YES, troll.tryJoin(LOBBY), "join");
        require(Cast.YES, other.tryJoin(LOBBY), "join");
        Runnable go = talk.holdStore();
        RoomChange ban = new RoomChange.Grant(
                troll.member,
                Role.BANNED,
                null,
                null,
                true,
                List.of(troll.client().address()));
        CompletionStage<Entry> banned =
                talk.log.append(new Draft(talk.log.room(LOBBY), mira.client(), ban, "address", List.of()));
        other.guest.session.handle(new Command.WriteAnywhere(new Write.Post("too-late", LOBBY, "hello", null)));
        require(Cast.YES, mira.tries(ref -> new Command.Typing(ref, LOBBY)), "typing");
        go.run();
        require(Cast.YES, codeOf(banned), "ban");
        require("forbidden", codeOf(other.wire().next(Event.Reply.class, one -> "too-late".equals(one.ref()))), "post");
        awaitNews(other, LOBBY);
        require("true", "" + isTold(other, LOBBY), "who is at the address is told");
        int before = settled(other);
        mira.post(LOBBY, SECRET);
        requireNothingFrom(LOBBY, other, before);
        require("forbidden", cast.actorAt("192.0.2.1", "Again").tryJoin(LOBBY), "join under another name");
        require(
                "[]",
                roomsOf(get(talk.chat.ask(
                        new Query.Search(null, SECRET + " in:" + LOBBY, null, 1, null), other.client(), null))),
                "hits");
    }

    /** The number of events so far, once nothing sent before is missing. */
    private static int settled(Cast.Actor actor) throws InterruptedException {
        require(Cast.YES, actor.tries(Command.Ping::new), "ping");
        return actor.wire().history().size();
    }

    /** Requires that the actor has received nothing of the room after its first events. */
    private static void requireNothingFrom(String room, Cast.Actor actor, int before) throws InterruptedException {
        int now = settled(actor);
        List<Event> received = new ArrayList<>(actor.wire().history().subList(before, now));
        received.removeIf(event -> !room.equals(event.room()) || event instanceof Event.RoomRemoved); // its end is told
        require("[]", received.toString(), "received from the room");
    }

    private List<String> listed(Cast.Actor actor) throws InterruptedException {
        talk.advance(Duration.ofSeconds(2)); // the list is kept for a second
        return ((Event.RoomList) actor.ask(ref -> new Query.ListRooms(ref, null)))
                .rooms().stream().map(line -> line.room()).toList();
    }

    private static Query.History history(String ref, String room) {
        return new Query.History(ref, room, null, null, null, null);
    }

    private List<?> hits(Cast.Actor actor) throws Exception {
        return get(talk.chat.ask(new Query.Search(null, SECRET, null, null, null), actor.client(), null))
                .hits();
    }

    private static String roomsOf(Event.Found found) {
        return found.hits().stream().map(hit -> hit.message().room()).toList().toString();
    }

    private static String codeOf(Event reply) {
        return reply instanceof Event.Failure failure ? failure.code().wireName() : Cast.YES;
    }

    private static String codeOf(CompletionStage<?> answer) throws Exception {
        try {
            get(answer);
            return Cast.YES;
        } catch (ExecutionException | CompletionException e) {
            return Refusal.of(e.getCause(), "").code().wireName();
        }
    }

    private static <T> T get(CompletionStage<T> stage)
            throws InterruptedException, ExecutionException, TimeoutException {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
