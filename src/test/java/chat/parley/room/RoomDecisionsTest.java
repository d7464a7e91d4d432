package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.Command;
import chat.parley.event.Event;
import chat.parley.event.Logged;
import chat.parley.event.Query;
import chat.parley.event.Role;
import chat.parley.event.RoomCommand;
import chat.parley.event.RoomKind;
import chat.parley.event.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Decisions about rooms: owners, roles that end, direct rooms, repetitions, restarts. */
@Timeout(60)
class RoomDecisionsTest {
    private static final String FORBIDDEN = "forbidden";
    private static final String NOT_FOUND = "not-found";

    private Talk talk = new Talk();
    private Cast cast = new Cast(talk);
    private Cast.Actor mira;
    private Cast.Actor jonas;
    private Cast.Actor amara;

    @BeforeEach
    void connect() throws Exception {
        mira = cast.actor("Mira");
        jonas = cast.actor("Jonas");
        amara = cast.actor("Amara");
    }

    @AfterEach
    void close() {
        talk.close();
    }

    @Test
    void theLastOwnerStays() throws Exception {
        String room = mira.creates("Plans", jonas);
        mira.makes(jonas, "moderator", null, room);
        mira.tryJoin(room);
        assertEquals(FORBIDDEN, mira.tries(ref -> new Command.Leave(ref, room)));
        for (String role : List.of("none", "member", "moderator", "reader")) {
            assertEquals(FORBIDDEN, mira.tryToMake(mira, role, null, room));
            assertEquals(FORBIDDEN, jonas.tryToMake(mira, role, null, room));
        }
        assertEquals(FORBIDDEN, mira.tryToMake(mira, "reader", 60L, room));
        mira.makes(jonas, "owner", null, room);
        assertEquals(Cast.YES, mira.tries(ref -> new Command.Leave(ref, room)));
        assertEquals(NOT_FOUND, mira.tryJoin(room));
        assertEquals(FORBIDDEN, jonas.tryToMake(jonas, "none", null, room));
    }

    @Test
    void ofTwoOwnersWhoActAtOnceOneStays() throws Exception {
        for (int round = 0; round < 30; round++) {
            boolean leave = round % 2 == 0;
            String room = mira.creates("Plans " + round, jonas);
            mira.makes(jonas, "owner", null, room);
            String one = "a" + round;
            String other = "b" + round;
            mira.guest.session.handle(role(one, room, leave ? mira : jonas));
            jonas.guest.session.handle(role(other, room, leave ? jonas : mira));
            List<Event.Reply> replies = List.of(
                    mira.wire().next(Event.Reply.class, reply -> one.equals(reply.ref())),
                    jonas.wire().next(Event.Reply.class, reply -> other.equals(reply.ref())));
            assertEquals(1, replies.stream().filter(Event.Ack.class::isInstance).count(), replies.toString());
            Cast.Actor left = mira.tryJoin(room).equals(Cast.YES) ? mira : jonas;
            Event.Roles roles = (Event.Roles) left.ask(ref -> new Query.Roles(ref, room));
            assertEquals(
                    List.of(Role.OWNER),
                    roles.roles().stream().map(Event.RoleOf::role).toList());
        }
    }

    private static Command role(String ref, String room, Cast.Actor actor) {
        return new RoomCommand.SetRole(ref, room, actor.member.id(), "none", null, null, null);
    }

    @Test
    void aMuteEndsByItself() throws Exception {
        String room = mira.creates("Plans", jonas);
        mira.makes(jonas, "reader", 60L, room);
        assertEquals(FORBIDDEN, jonas.tryPost(room));
        talk.advance(Duration.ofSeconds(59));
        assertEquals(FORBIDDEN, jonas.tryPost(room));
        talk.advance(Duration.ofSeconds(2));
        assertEquals(Cast.YES, jonas.tryPost(room));
    }

    @Test
    void aBanEndsByItselfAndWhoWasBannedIsAStranger() throws Exception {
        talk.owners.add(mira.member.id());
        for (String room : List.of("lobby", mira.creates("Plans", jonas))) {
            jonas.tryJoin(room);
            mira.makes(jonas, "banned", 60L, room);
            String refused = room.equals("lobby") ? FORBIDDEN : NOT_FOUND;
            assertEquals(refused, jonas.tryJoin(room));
            assertEquals(refused, jonas.tryPost(room));
            talk.advance(Duration.ofSeconds(61));
            assertEquals(room.equals("lobby") ? Cast.YES : NOT_FOUND, jonas.tryJoin(room));
        }
    }

    @Test
    void anInvitationForAWhileEndsByItselfAlsoOnOpenSessions() throws Exception {
        String room = mira.creates("Plans");
        mira.tryJoin(room);
        mira.makes(jonas, "reader", 60L, room);
        assertEquals(Cast.YES, jonas.tryJoin(room));
        long seen = mira.post(room, "while invited");
        jonas.wire().next(Logged.Message.class, message -> message.offset() == seen);
        talk.advance(Duration.ofSeconds(61));
        mira.post(room, "afterwards");
        mira.wire().next(Logged.Message.class, message -> message.text().equals("afterwards"));
        assertEquals(NOT_FOUND, jonas.tryJoin(room));
        assertTrue(jonas.tries(Command.Ping::new).equals(Cast.YES));
        assertEquals(
                List.of(seen),
                jonas.wire().messages().stream().map(Logged.Message::offset).toList());
    }

    @Test
    void whoIsMutedForAWhileKeepsTheRankThatComesBack() throws Exception {
        String room = mira.creates("Plans", jonas, amara);
        mira.makes(jonas, "moderator", null, room);
        mira.makes(amara, "moderator", null, room);
        mira.makes(jonas, "reader", 60L, room);
        for (String role : List.of("member", "none", "banned")) {
            assertEquals(FORBIDDEN, amara.tryToMake(jonas, role, null, room));
        }
        talk.advance(Duration.ofSeconds(61));
        jonas.tryJoin(room);
        assertEquals(Cast.YES, jonas.tries(ref -> new Write.SetSlowMode(ref, room, 1)));
    }

    @Test
    void anOwnerOfTheServerIsOneAgainAfterAMute() throws Exception {
        talk.owners.add(mira.member.id());
        talk.owners.add(jonas.member.id());
        mira.makes(jonas, "reader", 60L, "lobby");
        jonas.tryJoin("lobby");
        assertEquals(FORBIDDEN, jonas.tries(ref -> new Write.Archive(ref, "lobby")));
        talk.advance(Duration.ofSeconds(61));
        assertEquals(Cast.YES, jonas.tries(ref -> new Write.Archive(ref, "lobby")));
    }

    @Test
    void theSamePeopleHaveOneDirectRoom() throws Exception {
        String room = mira.opens(jonas, amara);
        assertEquals(room, jonas.opens(amara, mira));
        assertEquals(room, amara.opens(mira, amara, jonas));
        assertNotEquals(room, mira.opens(jonas));
        assertEquals(
                "invalid",
                mira.tries(ref -> new RoomCommand.Create(ref, "direct", null, List.of(mira.member.id()), null)));
        for (Cast.Actor actor : List.of(mira, jonas, amara)) {
            Event.Joined joined = (Event.Joined) actor.ask(ref -> new Command.Join(ref, room, null, null));
            assertEquals(RoomKind.DIRECT, joined.kind());
            assertEquals(3, joined.people().size());
            assertEquals(FORBIDDEN, actor.tryToMake(cast.actor("Noor"), "member", null, room));
            assertEquals(FORBIDDEN, actor.tryToMake(actor, "none", null, room));
        }
    }

    @Test
    void whoOpenADirectRoomAtOnceMeetInIt() throws Exception {
        for (int round = 0; round < 20; round++) {
            Cast.Actor other = cast.actor("Other " + round);
            String ref = "open" + round; // the same for both
            mira.guest.session.handle(new RoomCommand.Create(ref, "direct", null, List.of(other.member.id()), null));
            other.guest.session.handle(new RoomCommand.Create(ref, "direct", null, List.of(mira.member.id()), null));
            Event.Ack one = mira.wire().next(Event.Ack.class, ack -> ref.equals(ack.ref()));
            Event.Ack another = other.wire().next(Event.Ack.class, ack -> ref.equals(ack.ref()));
            assertEquals(one.room(), another.room());
            assertEquals(Cast.YES, mira.tryPost(one.room()));
            assertEquals(Cast.YES, other.tryPost(one.room()));
        }
    }

    @Test
    void aRepeatedCommandDecidesNothingTwice() throws Exception {
        RoomCommand.Create create = new RoomCommand.Create("new", "private", "Plans", List.of(jonas.member.id()), null);
        String room = ((Event.Ack) mira.ask("new", create)).room();
        assertEquals(room, ((Event.Ack) mira.ask("new", create)).room());
        assertTrue(
                mira.ask("new", new RoomCommand.Create("new", "private", "Other plans", List.of(), null))
                        instanceof Event.Failure);

        RoomCommand.SetRole ban = new RoomCommand.SetRole("ban", room, jonas.member.id(), "banned", null, null, null);
        Event.Ack banned = (Event.Ack) mira.ask("ban", ban);
        assertEquals(NOT_FOUND, jonas.tryJoin(room));
        mira.makes(jonas, "member", null, room);
        assertEquals(Cast.YES, jonas.tryJoin(room));
        assertEquals(banned, mira.ask("ban", ban));
        assertEquals(Cast.YES, jonas.tryPost(room));
        talk = talk.restarted();
        cast = new Cast(talk);
        mira = cast.actor("Mira");
        jonas = cast.actor("Jonas");
        assertEquals(banned, mira.ask("ban", ban));
        assertEquals(Cast.YES, jonas.tryPost(room));
    }

    @Test
    void aRepeatedRemovalIsAnsweredAlthoughNobodyKnowsTheMemberAnyMore() throws Exception {
        RoomCommand.Create create = new RoomCommand.Create("new", "private", "Plans", List.of(jonas.member.id()), null);
        String room = ((Event.Ack) mira.ask("new", create)).room();
        RoomCommand.SetRole removal = new RoomCommand.SetRole("out", room, jonas.member.id(), "none", null, null, null);
        Event.Ack removed = (Event.Ack) mira.ask("out", removal);
        talk = talk.restarted();
        cast = new Cast(talk);
        mira = cast.actor("Mira");
        assertEquals(removed, mira.ask("out", removal));
        assertEquals(room, ((Event.Ack) mira.ask("new", create)).room());
        assertEquals(NOT_FOUND, mira.tryToMake(jonas, "member", null, room), "for a new command, nobody has this id");
        assertEquals(
                NOT_FOUND,
                mira.tries(ref ->
                        new RoomCommand.Create(ref, "private", "Other plans", List.of(jonas.member.id()), null)));
        assertEquals(2, audit(room).entries().size());
        RoomCommand.SetRole other = new RoomCommand.SetRole("out", room, "somebody-else", "none", null, null, null);
        assertEquals("conflict", ((Event.Failure) mira.ask("out", other)).code().wireName());
    }

    @Test
    void aRestartKeepsEverything() throws Exception {
        talk.owners.add(mira.member.id());
        String room = mira.creates("Plans", jonas, amara);
        mira.makes(jonas, "moderator", null, room);
        mira.makes(amara, "reader", 60L, room);
        mira.tryJoin(room);
        mira.does(ref -> new Write.SetTitle(ref, room, "New plans"));
        mira.does(ref -> new Write.SetSlowMode(ref, room, 30));
        mira.makes(amara, "banned", null, "lobby");
        String direct = mira.opens(jonas);
        Event.Audit before = audit(room);

        talk = talk.restarted();
        cast = new Cast(talk);
        mira = cast.actor("Mira");
        jonas = cast.actor("Jonas");
        amara = cast.actor("Amara");
        assertEquals(before.entries(), audit(room).entries());
        Event.Joined joined = (Event.Joined) jonas.ask(ref -> new Command.Join(ref, room, null, null));
        assertEquals(
                List.of("New plans", Role.MODERATOR, 30), List.of(joined.title(), joined.role(), joined.slowMode()));
        assertEquals(FORBIDDEN, amara.tryPost(room));
        assertEquals(FORBIDDEN, amara.tryJoin("lobby"));
        assertEquals(direct, jonas.opens(mira));
        assertEquals(NOT_FOUND, amara.tryJoin(direct));
        talk.advance(Duration.ofSeconds(61));
        assertEquals(Cast.YES, amara.tryPost(room));
    }

    private Event.Audit audit(String room) throws InterruptedException {
        return (Event.Audit) mira.ask(ref -> new Query.Audit(ref, room, null, null));
    }

    @Test
    void anOutsiderCannotTellAnAddressFromAnother() throws Exception {
        String exists = mira.creates("Plans");
        mira.tryJoin(exists);
        mira.post(exists, "hello");
        String not = "~" + "a".repeat(exists.length() - 1);
        List<List<String>> answers = new ArrayList<>();
        for (String room : List.of(exists, not)) {
            List<String> all = new ArrayList<>();
            for (Command command : AccessTest.commands(room, "x-1-y", jonas.member)) {
                jonas.guest.session.handle(command);
                Event.Failure failure = jonas.wire().next(Event.Failure.class);
                all.add(command.getClass().getSimpleName() + " " + failure.code() + " " + failure.message());
            }
            answers.add(all);
        }
        assertEquals(answers.get(0), answers.get(1));
        assertFalse(answers.get(0).isEmpty());
    }
}
