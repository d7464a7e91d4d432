package chat.parley.room;

import chat.parley.event.Command;
import chat.parley.event.Event;
import chat.parley.event.Logged;
import chat.parley.event.Position;
import chat.parley.event.Query;
import chat.parley.event.Refusal;
import chat.parley.event.RoomCommand;
import chat.parley.event.Write;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Rooms are deleted while something from them is under way, in each of the places where it can be. Also run on code
 * with mistakes: see {@link DeletionMistakes}.
 */
public final class LostRooms {
    private static final String LOBBY = "lobby";
    private static final String SECRET = "moonshine";
    private static final String NOT_FOUND = "not-found";

    private final Talk talk;
    private final Cast cast;
    private final Cast.Actor mira;
    private final Cast.Actor jonas;
    private final Cast.Actor nora;

    private LostRooms(Talk talk) throws InterruptedException {
        this.talk = talk;
        this.cast = new Cast(talk);
        this.mira = cast.actor("Mira");
        this.jonas = cast.actor("Jonas");
        this.nora = cast.actor("Nora");
        talk.owners.add(mira.member.id());
    }

    /** Returns what went wrong first; null if nothing did. */
    public static String run() throws Exception {
        try (Talk talk = new Talk()) {
            LostRooms rooms = new LostRooms(talk);
            rooms.everybodyIsToldAndHearsNothingMore();
            rooms.aPrivateRoomIsUnknownAfterwards();
            rooms.whoeverIsSomewhereElseIsToldToo();
            rooms.aNewRoomOfTheSameNameHasNothingOfTheFormerOne();
            rooms.whoComesBackDoesNotBringItBack();
            rooms.whatFollowsAJoinDoesNotBringItBack();
            rooms.whatFollowsAJoinDoesNotGoIntoANewRoom();
            rooms.whatIsSentAgainIsForTheRoomThatItsAuthorKnew();
            rooms.repliesUnderWayAreRefused();
            rooms.repliesThatWaitAreRefused();
            rooms.theAckWaitsForSendsUnderWay();
            rooms.theAckWaitsASecondForWhatOthersHaveFound();
            rooms.theAckWaitsASecondForAnswersOutsideSessions();
            rooms.whatIsWrittenMeanwhileIsRefused();
            rooms.aRepetitionDoesNotDeleteTheNewRoom();
            rooms.nothingFollowsWhileEverybodyPosts();
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

    private static RoomCommand.Delete deletion(String ref, String room) {
        return new RoomCommand.Delete(ref, room, "Done");
    }

    private void delete(String room) throws InterruptedException {
        mira.does(ref -> deletion(ref, room));
    }

    private String shared() throws InterruptedException {
        String room = mira.creates("Plans", jonas);
        require(Cast.YES, mira.tryJoin(room), "the owner joins");
        require(Cast.YES, jonas.tryJoin(room), "a member joins");
        return room;
    }

    private void open(String room) throws InterruptedException {
        require(Cast.YES, mira.tryJoin(room), "an owner of the server joins");
        require(Cast.YES, jonas.tryJoin(room), "somebody joins");
    }

    private static Event.RoomRemoved removed(Cast.Actor actor, String room) throws InterruptedException {
        return await(
                actor, Event.RoomRemoved.class, news -> room.equals(news.room()), "is told that " + room + " is gone");
    }

    private static Event.Reply replied(Cast.Actor actor, String ref) throws InterruptedException {
        return await(actor, Event.Reply.class, reply -> ref.equals(reply.ref()), "gets the reply to " + ref);
    }

    /** The first such event that the actor has received, or receives soon, whatever was read before. */
    private static <E extends Event> E await(Cast.Actor actor, Class<E> type, Predicate<E> wanted, String what)
            throws InterruptedException {
        try {
            return actor.wire().first(type, wanted);
        } catch (AssertionError e) {
            throw new AssertionError("it never happens that " + actor.member.name() + " " + what, e);
        }
    }

    private void everybodyIsToldAndHearsNothingMore() throws Exception {
        for (String room : List.of(shared(), "told")) {
            open(room);
            mira.post(room, "the last words");
            for (Cast.Actor actor : List.of(mira, jonas)) {
                await(actor, Logged.Message.class, message -> room.equals(message.room()), "reads the last words");
            }
            delete(room);
            for (Cast.Actor actor : List.of(mira, jonas)) {
                Event.RoomRemoved news = removed(actor, room);
                require(
                        "true Done none",
                        news.deleted() + " " + news.reason() + " " + news.role().wireName(),
                        "news");
                requireNothingFrom(room, actor, actor.wire().history().indexOf(news) + 1);
            }
        }
    }

    private void aPrivateRoomIsUnknownAfterwards() throws Exception {
        String room = shared();
        mira.post(room, SECRET);
        while (hits(mira) < 1) {
            Thread.onSpinWait(); // until it is indexed
        }
        delete(room);
        removed(jonas, room);
        int before = settled(jonas);
        require(NOT_FOUND, jonas.tryJoin(room), "join");
        require(NOT_FOUND, mira.tryPost(room), "post");
        require(NOT_FOUND, mira.tries(ref -> new Query.Roles(ref, room)), "roles");
        require(NOT_FOUND, mira.tries(ref -> new Query.Audit(ref, room, null, null)), "audit");
        require("0", "" + hits(mira), "hits");
        Event.MyRooms mine = (Event.MyRooms) jonas.ask(ref -> new Query.MyRooms(ref, null));
        require("false", "" + mine.rooms().stream().anyMatch(line -> line.room().equals(room)), "my rooms");
        requireNothingFrom(room, jonas, before);
    }

    private void whoeverIsSomewhereElseIsToldToo() throws Exception {
        String room = "elsewhere";
        open(room);
        Cast.Actor second = cast.actor("Jonas");
        delete(room);
        require("true", "" + removed(second, room).deleted(), "a session that has not joined");
    }

    private void aNewRoomOfTheSameNameHasNothingOfTheFormerOne() throws Exception {
        String room = "again";
        open(room);
        long old = mira.post(room, SECRET);
        Logged.Message said = jonas.wire().next(Logged.Message.class, message -> SECRET.equals(message.text()));
        mira.makes(jonas, "moderator", null, room);
        delete(room);
        removed(jonas, room);
        require(Cast.YES, nora.tryJoin(room), "somebody opens a new one");
        long fresh = nora.post(room, "hello");
        require("true", "" + (fresh > old), "the offset goes on");
        Event.Joined joined = (Event.Joined) jonas.ask(ref -> new Command.Join(ref, room, said.position(), null));
        require("false", "" + joined.recovered(), "a resume");
        require("null", "" + joined.role(), "the role");
        Event.History page = (Event.History) jonas.ask(ref -> history(ref, room));
        require(
                "[hello]",
                page.messages().stream().map(Logged.Message::text).toList().toString(),
                "the history");
        require(NOT_FOUND, jonas.tries(ref -> new Write.React(ref, room, old, "🎉")), "a reaction to the former one");
        Event.MyRooms mine = (Event.MyRooms) nora.ask(ref -> new Query.MyRooms(ref, null));
        require("0", "" + mine.rooms().get(0).unread(), "unread");
    }

    private void whoComesBackDoesNotBringItBack() throws Exception {
        String room = "back";
        open(room);
        mira.post(room, SECRET);
        String since = jonas.wire()
                .next(Logged.Message.class, message -> room.equals(message.room()))
                .position();
        delete(room);
        removed(jonas, room);
        require(NOT_FOUND, jonas.tries(ref -> new Command.Join(ref, room, since, null)), "a resume");
        Event.RoomList rooms = (Event.RoomList) nora.ask(ref -> new Query.ListRooms(ref, room));
        require("[]", rooms.rooms().toString(), "the list");
        require(Cast.YES, jonas.tryJoin(room), "a new beginning");
    }

    private String deletedWhileAway(String room) throws InterruptedException {
        open(room);
        mira.post(room, SECRET);
        String since = jonas.wire()
                .next(Logged.Message.class, message -> room.equals(message.room()))
                .position();
        delete(room);
        removed(jonas, room);
        return since;
    }

    private void whatFollowsAJoinDoesNotBringItBack() throws Exception {
        String room = "behind";
        List<Command> followers = List.of(
                new Write.Post("follows-post", room, "hello", null),
                new Command.Read("follows-read", room, 1L),
                new Command.Rename("follows-rename", "Jonas Weber"),
                new RoomCommand.SetRole("follows-role", room, jonas.member.id(), "reader", null, null, null));
        for (Command follower : followers) {
            Cast.Actor author = follower instanceof RoomCommand.SetRole ? mira : jonas;
            String since = deletedWhileAway(room);
            talk.held.hold();
            author.guest.session.handle(new Command.Join("back-" + follower.ref(), room, since, null));
            if (follower instanceof Command.Rename) {
                requireJoined(author, room);
            }
            author.guest.session.handle(follower);
            talk.held.release();
            require(NOT_FOUND, codeOf(replied(author, "back-" + follower.ref())), "the resume before " + follower);
            replied(author, follower.ref());
            talk.awaitStore();
            Event.RoomList rooms = (Event.RoomList) nora.ask(ref -> new Query.ListRooms(ref, room));
            require("[]", rooms.rooms().toString(), "the list after " + follower);
        }
    }

    /** The room has taken the session in, whose join is not answered yet. */
    private void requireJoined(Cast.Actor actor, String room) throws InterruptedException {
        require(Cast.YES, actor.tries(ref -> new Command.Typing(ref, room)), "typing");
    }

    private void whatFollowsAJoinDoesNotGoIntoANewRoom() throws Exception {
        String room = "anew";
        String since = deletedWhileAway(room);
        require(Cast.YES, nora.tryJoin(room), "a new room");
        Runnable go = talk.holdStore();
        jonas.guest.session.handle(new Command.Join("anew-join", room, since, null));
        jonas.guest.session.handle(new Write.Post("anew-post", room, "about the former one", null));
        go.run();
        require("false", "" + ((Event.Joined) replied(jonas, "anew-join")).recovered(), "a resume");
        require(NOT_FOUND, codeOf(replied(jonas, "anew-post")), "the post behind it");
        require(Cast.YES, jonas.tries(ref -> new Write.Post(ref, room, "hello", null)), "a post after the reply");
    }

    private void whatIsSentAgainIsForTheRoomThatItsAuthorKnew() throws Exception {
        String room = "retried";
        String epoch = Position.parse(deletedWhileAway(room)).epoch();
        Function<String, Command> again =
                ref -> new Command.WriteAnywhere(new Write.Post(ref, room, "hello", null), epoch);
        require(NOT_FOUND, jonas.tries(again), "a post that is sent again");
        require(Cast.YES, nora.tryJoin(room), "a new room");
        require(NOT_FOUND, jonas.tries(again), "a post that is sent again, to a new room");
        require(
                Cast.YES,
                jonas.tries(ref -> new Command.WriteAnywhere(new Write.Post(ref, room, "hello", null), "restored")),
                "a post from before a backup was restored");
    }

    private void repliesUnderWayAreRefused() throws Exception {
        for (String room : List.of(shared(), "underway")) {
            open(room);
            mira.post(room, SECRET);
            talk.held.hold();
            jonas.guest.session.handle(history("page", room));
            talk.awaitRoom(room); // asked before the deletion
            CompletionStage<Event.History> page = talk.chat.ask(history(null, room), jonas.client(), null);
            delete(room);
            talk.held.release();
            Event reply = jonas.wire().next(Event.Reply.class, one -> "page".equals(one.ref()));
            require(NOT_FOUND, codeOf(reply), "a page of a session");
            require(NOT_FOUND, codeOf(page), "a page without a session");
        }
    }

    private void repliesThatWaitAreRefused() throws Exception {
        String room = "waits";
        open(room);
        mira.post(room, SECRET);
        Cast.Actor slow = cast.actor("Quinn");
        require(Cast.YES, slow.tryJoin("quinns"), "another room");
        slow.wire().stopReading();
        slow.post("quinns", "stuck");
        slow.wire().stuck();
        slow.guest.session.handle(new Query.Search("find", SECRET, null, null, null));
        slow.guest.session.handle(new Query.Roles("roles", room));
        talk.awaitRoom(room); // what is asked after the deletion gets the new room's answer
        talk.awaitStore();
        delete(room);
        require(Cast.YES, nora.tryJoin(room), "a new room");
        slow.wire().readOn();
        require(NOT_FOUND, codeOf(replied(slow, "roles")), "roles of the former room");
        Event.Found found = (Event.Found) replied(slow, "find");
        require(
                "0",
                ""
                        + found.hits().stream()
                                .filter(hit -> room.equals(hit.message().room()))
                                .count(),
                "hits");
    }

    private void theAckWaitsForSendsUnderWay() throws Exception {
        for (String room : List.of(shared(), "sends")) {
            open(room);
            Cast.Actor slow = cast.actor("Jonas");
            slow.tryJoin(room);
            slow.wire().stopReading();
            mira.post(room, SECRET);
            slow.wire().stuck();
            delete(room);
            require("false", "" + slow.guest.session.isOpen(), "a connection that is slow is still open");
        }
    }

    private void theAckWaitsASecondForWhatOthersHaveFound() throws Exception {
        String room = "found";
        open(room);
        mira.post(room, SECRET);
        Cast.Actor slow = cast.actor("Rahel");
        slow.wire().stopReading();
        slow.guest.session.handle(history("page", room));
        slow.wire().stuck();
        deleteInASecond(room);
        require("true", "" + slow.guest.session.isOpen(), "nobody is cut off");
        slow.wire().readOn();
    }

    private void theAckWaitsASecondForAnswersOutsideSessions() throws Exception {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        String room = shared();
        talk.chat.answering(jonas.client(), answer);
        deleteInASecond(room);
        answer.complete(null);
    }

    private void deleteInASecond(String room) throws InterruptedException {
        long begun = System.nanoTime();
        delete(room);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        require("true", "" + (millis >= 1_000), "the deletion of " + room + " waits, but only " + millis + " ms");
    }

    private void whatIsWrittenMeanwhileIsRefused() throws Exception {
        for (String room : List.of(shared(), "meanwhile")) {
            open(room);
            Runnable go = talk.holdStore();
            mira.guest.session.handle(deletion("deletion-" + room, room));
            require(Cast.YES, mira.tries(ref -> new Command.Typing(ref, room)), "typing");
            jonas.guest.session.handle(new Write.Post("late-" + room, room, "hello", null));
            jonas.guest.session.handle(new Command.Read("read-" + room, room, 1L));
            require(Cast.YES, jonas.tries(ref -> new Command.Ping(ref)), "ping");
            go.run();
            require(Cast.YES, codeOf(replied(mira, "deletion-" + room)), "deletion");
            require(NOT_FOUND, codeOf(replied(jonas, "late-" + room)), "post");
            replied(jonas, "read-" + room);
            Event.MyRooms mine = (Event.MyRooms) jonas.ask(ref -> new Query.MyRooms(ref, null));
            require(
                    "false",
                    "" + mine.rooms().stream().anyMatch(line -> line.room().equals(room)),
                    "my rooms");
        }
    }

    private void aRepetitionDoesNotDeleteTheNewRoom() throws Exception {
        String room = "repeated";
        open(room);
        require(Cast.YES, codeOf(mira.ask("same", deletion("same", room))), "deletion");
        require(Cast.YES, nora.tryJoin(room), "a new room");
        long offset = nora.post(room, "hello");
        require(Cast.YES, codeOf(mira.ask("same", deletion("same", room))), "the repeated deletion");
        require("" + (offset + 1), "" + nora.post(room, "still here"), "the next offset");
        nora.wire().next(Logged.Message.class, message -> "still here".equals(message.text()));
    }

    private void nothingFollowsWhileEverybodyPosts() throws Exception {
        for (int round = 0; round < 20; round++) {
            String room = round % 2 == 0 ? shared() : "busy" + round;
            open(room);
            Thread writer = new Thread(() -> {
                for (int i = 0; i < 200; i++) {
                    jonas.guest.session.handle(new Write.Post("w" + i, room, "hello", null));
                }
            });
            writer.start();
            delete(room);
            int mine = mira.wire().history().size();
            int before = jonas.wire().history().indexOf(removed(jonas, room)) + 1;
            writer.join();
            requireNothingFrom(room, mira, mine);
            requireNothingFrom(room, jonas, before);
        }
    }

    /** The number of events so far, once nothing sent before is missing. */
    private static int settled(Cast.Actor actor) throws InterruptedException {
        require(Cast.YES, actor.tries(Command.Ping::new), "ping");
        return actor.wire().history().size();
    }

    /** Requires that the actor has received nothing of the room after its first events, except answers to its own. */
    private static void requireNothingFrom(String room, Cast.Actor actor, int before) throws InterruptedException {
        int now = settled(actor);
        List<Event> received = actor.wire().history().subList(before, now).stream()
                .filter(event -> room.equals(event.room()) && !(event instanceof Event.Ack))
                .toList();
        require("[]", received.toString(), "received from the room");
    }

    private static Query.History history(String ref, String room) {
        return new Query.History(ref, room, null, null, null, null);
    }

    private int hits(Cast.Actor actor) throws Exception {
        return talk.chat
                .ask(new Query.Search(null, SECRET, null, null, null), actor.client(), null)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS)
                .hits()
                .size();
    }

    private static String codeOf(Event reply) {
        return reply instanceof Event.Failure failure ? failure.code().wireName() : Cast.YES;
    }

    private static String codeOf(CompletionStage<?> answer) throws Exception {
        try {
            answer.toCompletableFuture().get(30, TimeUnit.SECONDS);
            return Cast.YES;
        } catch (ExecutionException | CompletionException e) {
            return Refusal.of(e.getCause(), "").code().wireName();
        }
    }
}
