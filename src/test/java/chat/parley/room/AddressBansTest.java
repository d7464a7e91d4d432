package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.Command;
import chat.parley.event.Event;
import chat.parley.event.Logged;
import chat.parley.event.Query;
import chat.parley.event.Refusal;
import chat.parley.event.RoomCommand;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A guest who is banned with its address does not come back under another name. */
@Timeout(60)
class AddressBansTest {
    private static final String LOBBY = "lobby";
    private static final String HERE = "192.0.2.1";
    private static final String ELSEWHERE = "192.0.2.2";
    private static final String FORBIDDEN = "forbidden";
    private static final String INVALID = "invalid";

    private Talk talk = new Talk();
    private Cast cast = new Cast(talk);
    private Cast.Actor mira;
    private Cast.Actor troll;

    @BeforeEach
    void connect() throws Exception {
        mira = cast.actorAt(HERE, "Mira");
        talk.owners.add(mira.member.id());
        troll = cast.actorAt(HERE, "Troll");
        assertEquals(Cast.YES, mira.tryJoin(LOBBY));
        assertEquals(Cast.YES, troll.tryJoin(LOBBY));
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private void ban(Long seconds) throws InterruptedException {
        assertEquals(Cast.YES, mira.tryToBanWithAddress(troll, seconds, "Advertising", LOBBY));
    }

    private static String answer(CompletionStage<?> stage) throws Exception {
        try {
            stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
            return Cast.YES;
        } catch (ExecutionException e) {
            return Refusal.of(e.getCause(), "").code().wireName();
        }
    }

    @Test
    void whoComesBackUnderAnotherNameIsRefusedEverywhere() throws Exception {
        mira.post(LOBBY, "moonshine");
        mira.post("elsewhere", "moonshine");
        ban(null);
        Cast.Actor again = cast.actorAt(HERE, "Somebody");
        Cast.Actor other = cast.actorAt(ELSEWHERE, "Other");
        Query.Search search = new Query.Search(null, "moonshine", null, null, null);
        while (found(talk.chat.ask(search, other.client(), null)).size() < 2) {
            Thread.onSpinWait(); // until both are indexed
        }
        for (Cast.Actor banned : List.of(again, troll)) {
            assertEquals(FORBIDDEN, banned.tryJoin(LOBBY));
            assertEquals(FORBIDDEN, banned.tryPost(LOBBY));
            assertEquals(FORBIDDEN, banned.tries(ref -> new Query.Roles(ref, LOBBY)));
            assertEquals(FORBIDDEN, answer(talk.chat.ask(history(), banned.client(), null)));
            assertEquals(List.of("elsewhere"), found(talk.chat.ask(search, banned.client(), null)));
            assertEquals(Cast.YES, banned.tryJoin("elsewhere"));
        }
        assertEquals(
                FORBIDDEN,
                answer(talk.chat.ask(history(), talk.chat.client(null, HERE), null)),
                "nobody in particular");
        assertEquals(Cast.YES, other.tryJoin(LOBBY));
        assertEquals(Cast.YES, mira.tryPost(LOBBY), "a moderator at the same address");
        assertFalse(mira.ask(ref -> new Query.ListRooms(ref, null)).toString().isEmpty());
        talk.advance(Duration.ofSeconds(2)); // the list is kept for a second
        assertFalse(((Event.RoomList) again.ask(ref -> new Query.ListRooms(ref, null)))
                .rooms().stream().anyMatch(room -> room.room().equals(LOBBY)));
    }

    private static Query.History history() {
        return new Query.History(null, LOBBY, null, null, null, null);
    }

    private static List<String> found(CompletionStage<Event.Found> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS).hits().stream()
                .map(hit -> hit.message().room())
                .sorted()
                .toList();
    }

    @Test
    void theRefusalSaysUntilWhenAndWhy() throws Exception {
        ban(60L);
        for (Cast.Actor banned : List.of(troll, cast.actorAt(HERE, "Somebody"))) {
            Event.Failure failure = (Event.Failure) banned.ask(ref -> new Command.Join(ref, LOBBY, null, null));
            assertTrue(
                    failure.message()
                            .matches("You are banned from this room until [-\\d]+ [\\d:]+ UTC\\. Reason: Advertising"),
                    failure.message());
        }
    }

    @Test
    void openConnectionsOfOtherGuestsThereLoseTheRoomBeforeTheAcknowledgement() throws Exception {
        Cast.Actor neighbour = cast.actorAt(HERE, "Neighbour");
        Cast.Actor other = cast.actorAt(ELSEWHERE, "Other");
        assertEquals(Cast.YES, neighbour.tryJoin(LOBBY));
        assertEquals(Cast.YES, other.tryJoin(LOBBY));
        ban(60L);
        mira.post(LOBBY, "afterwards");
        for (Cast.Actor banned : List.of(neighbour, troll)) {
            Event.RoomRemoved removed = banned.wire().next(Event.RoomRemoved.class);
            assertEquals("Advertising", removed.reason());
            assertEquals("banned", removed.role().wireName());
            assertEquals(Cast.YES, banned.tries(Command.Ping::new));
            assertEquals(List.of(), banned.wire().messages());
            assertEquals(
                    1,
                    banned.wire().history().stream()
                            .filter(Event.RoomRemoved.class::isInstance)
                            .count());
        }
        other.wire().next(Logged.Message.class, message -> message.text().equals("afterwards"));
    }

    @Test
    void liftingTheBanLiftsTheAddress() throws Exception {
        Cast.Actor neighbour = cast.actorAt(HERE, "Neighbour");
        ban(null);
        assertEquals(FORBIDDEN, neighbour.tryJoin(LOBBY));
        mira.makes(troll, "member", null, LOBBY);
        assertEquals(LOBBY, neighbour.wire().next(Event.RoomAdded.class).room());
        assertEquals(Cast.YES, neighbour.tryJoin(LOBBY));
    }

    @Test
    void aBanWithoutAddressThatFollowsLiftsTheAddress() throws Exception {
        Cast.Actor neighbour = cast.actorAt(HERE, "Neighbour");
        ban(null);
        mira.makes(troll, "banned", null, LOBBY);
        assertEquals(Cast.YES, neighbour.tryJoin(LOBBY));
        assertEquals(FORBIDDEN, troll.tryJoin(LOBBY));
    }

    @Test
    void theAddressIsFreeOnceTheBanHasEnded() throws Exception {
        Cast.Actor neighbour = cast.actorAt(HERE, "Neighbour");
        ban(60L);
        assertEquals(FORBIDDEN, neighbour.tryJoin(LOBBY));
        talk.advance(Duration.ofSeconds(61));
        assertEquals(Cast.YES, neighbour.tryJoin(LOBBY));
    }

    @Test
    void twoBansOfAnAddressMustBothEnd() throws Exception {
        Cast.Actor second = cast.actorAt(HERE, "Second");
        second.tryJoin("elsewhere");
        ban(null);
        assertEquals(Cast.YES, mira.tryToBanWithAddress(second, null, null, LOBBY));
        mira.makes(troll, "member", null, LOBBY);
        assertEquals(FORBIDDEN, cast.actorAt(HERE, "Third").tryJoin(LOBBY));
        assertEquals(FORBIDDEN, troll.tryJoin(LOBBY), "the address is still banned with the second one");
        mira.makes(second, "member", null, LOBBY);
        assertEquals(Cast.YES, troll.tryJoin(LOBBY));
    }

    @Test
    void aRestartKeepsTheAddressAndForgetsNoGuestsAddress() throws Exception {
        Cast.Actor former = cast.actorAt(ELSEWHERE, "Former");
        assertEquals(Cast.YES, former.tryJoin(LOBBY));
        ban(null);
        talk.awaitStore();
        talk = talk.restarted();
        cast = new Cast(talk);
        mira = cast.actorAt(HERE, "Mira");
        talk.owners.add(mira.member.id());
        assertEquals(FORBIDDEN, cast.actorAt(HERE, "Somebody").tryJoin(LOBBY));
        assertEquals(Cast.YES, mira.tryToBanWithAddress(former, null, null, LOBBY));
        assertEquals(FORBIDDEN, cast.actorAt(ELSEWHERE, "Anybody").tryJoin(LOBBY));
    }

    @Test
    void onlyGuestsAreBannedWithAnAddressThatIsKnownAndOnlyFromPublicRooms() throws Exception {
        assertThrows(
                Refusal.class,
                () -> new RoomCommand.SetRole("1", LOBBY, troll.member.id(), "reader", null, null, true));
        assertThrows(Refusal.class, () -> new RoomCommand.SetRole("1", LOBBY, "@x", "banned", null, null, true));
        String room = mira.creates("Plans", troll);
        assertEquals(INVALID, mira.tryToBanWithAddress(troll, null, null, room));
        Cast.Actor nowhere = cast.actor("Nowhere");
        nowhere.tryJoin(LOBBY);
        assertEquals("not-found", mira.tryToBanWithAddress(nowhere, null, null, LOBBY));
        Cast.Actor other = cast.actorAt(ELSEWHERE, "Other");
        assertEquals(FORBIDDEN, other.tryToBanWithAddress(troll, null, null, LOBBY));
    }

    @Test
    void nobodySeesTheAddress() throws Exception {
        ban(null);
        assertEquals(
                List.of(true),
                mira.wire().history().stream()
                        .filter(Logged.RoleChanged.class::isInstance)
                        .map(event -> ((Logged.RoleChanged) event).address())
                        .toList());
        Event.Audit audit = (Event.Audit) mira.ask(ref -> new Query.Audit(ref, LOBBY, null, null));
        assertEquals(true, ((Logged.RoleChanged) audit.entries().get(0)).address());
        String hash = talk.chat.client(null, HERE).address();
        for (Event sent : mira.wire().history()) {
            assertFalse(sent.toString().contains(HERE) || sent.toString().contains(hash), sent.toString());
        }
    }

    @Test
    void aRepeatedBanDecidesNothingTwice() throws Exception {
        RoomCommand.SetRole ban = new RoomCommand.SetRole("ban", LOBBY, troll.member.id(), "banned", null, null, true);
        Event.Reply first = mira.ask("ban", ban);
        mira.makes(troll, "member", null, LOBBY);
        assertEquals(first, mira.ask("ban", ban));
        assertEquals(Cast.YES, cast.actorAt(HERE, "Somebody").tryJoin(LOBBY));
    }
}
