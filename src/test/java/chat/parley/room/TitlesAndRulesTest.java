package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.Command;
import chat.parley.event.Event;
import chat.parley.event.Logged;
import chat.parley.event.MyRoom;
import chat.parley.event.Query;
import chat.parley.event.Refusal;
import chat.parley.event.RoomCommand;
import chat.parley.event.RoomSummary;
import chat.parley.event.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Titles of public rooms, rules, and what members learn of their rooms. */
@Timeout(30)
class TitlesAndRulesTest {
    private static final String LOBBY = "lobby";
    private static final String FORBIDDEN = "forbidden";

    private Talk talk;
    private Cast.Actor mira;
    private Cast.Actor jonas;
    private Cast cast;

    @BeforeEach
    void begin() throws Exception {
        talk = new Talk();
        cast = new Cast(talk);
        mira = cast.actor("Mira");
        jonas = cast.actor("Jonas");
        talk.owners.add(mira.member.id());
    }

    @AfterEach
    void end() {
        talk.close();
    }

    private Event.Joined joins(Cast.Actor actor, String room) throws InterruptedException {
        return (Event.Joined) actor.ask(ref -> new Command.Join(ref, room, null, null));
    }

    private List<RoomSummary> found(String part) throws InterruptedException {
        return ((Event.RoomList) jonas.ask(ref -> new Query.ListRooms(ref, part))).rooms();
    }

    private MyRoom mine(Cast.Actor actor) throws InterruptedException {
        return ((Event.MyRooms) actor.ask(ref -> new Query.MyRooms(ref, null)))
                .rooms()
                .get(0);
    }

    @Test
    void aPublicRoomHasATitleAndKeepsItsAddress() throws Exception {
        joins(mira, LOBBY);
        joins(jonas, LOBBY);
        assertEquals(FORBIDDEN, jonas.tries(ref -> new Write.SetTitle(ref, LOBBY, "The Lounge")));
        mira.does(ref -> new Write.SetTitle(ref, LOBBY, "The Lounge"));
        assertEquals("The Lounge", jonas.wire().next(Logged.TitleChanged.class).title());
        assertEquals("The Lounge", joins(jonas, LOBBY).title());
        assertEquals("The Lounge", mine(jonas).title());
        assertEquals(
                List.of("lobby The Lounge"),
                found("lounge").stream()
                        .map(room -> room.room() + " " + room.title())
                        .toList());
        assertEquals("The Lounge", found(LOBBY).get(0).title());
        mira.post(LOBBY, "moonshine");
        List<String> titles = new ArrayList<>();
        while (titles.isEmpty()) {
            talk.chat
                    .ask(new Query.Search(null, "moonshine", null, null, null), jonas.client(), null)
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS)
                    .hits()
                    .forEach(hit -> titles.add(hit.title()));
        }
        assertEquals(List.of("The Lounge"), titles);
    }

    @Test
    void withoutATitleThePublicRoomShowsItsNameAgain() throws Exception {
        joins(mira, LOBBY);
        mira.does(ref -> new Write.SetTitle(ref, LOBBY, "The Lounge"));
        mira.does(ref -> new Write.SetTitle(ref, LOBBY, ""));
        assertNull(joins(mira, LOBBY).title());
        String room = mira.creates("Plans");
        joins(mira, room);
        assertEquals("invalid", mira.tries(ref -> new Write.SetTitle(ref, room, "")));
    }

    @Test
    void rulesAreSetByModeratorsAndReadByEverybody() throws Exception {
        assertNull(joins(mira, LOBBY).rules());
        joins(jonas, LOBBY);
        assertEquals(FORBIDDEN, jonas.tries(ref -> new Write.SetRules(ref, LOBBY, "# Be kind")));
        long offset =
                mira.does(ref -> new Write.SetRules(ref, LOBBY, "# Be kind")).offset();
        assertEquals("# Be kind", jonas.wire().next(Logged.RulesChanged.class).rules());
        assertEquals(offset, joins(jonas, LOBBY).rules());
        Cast.Actor nora = cast.actor("Nora");
        Event.Rules rules = (Event.Rules) nora.ask(ref -> new Query.Rules(ref, LOBBY));
        assertEquals("# Be kind " + offset, rules.rules() + " " + rules.offset());
        Event.Audit audit = (Event.Audit) mira.ask(ref -> new Query.Audit(ref, LOBBY, null, null));
        assertEquals("# Be kind", ((Logged.RulesChanged) audit.entries().get(0)).rules());
        talk.awaitStore();
        mira.does(ref -> new Write.SetRules(ref, LOBBY, ""));
        assertNull(joins(jonas, LOBBY).rules());
        assertNull(((Event.Rules) nora.ask(ref -> new Query.Rules(ref, LOBBY))).rules());
    }

    @Test
    void rulesOutliveTheRoomInMemory() throws Exception {
        joins(mira, LOBBY);
        long offset =
                mira.does(ref -> new Write.SetRules(ref, LOBBY, "Be kind")).offset();
        mira.guest.session.handle(new Command.Leave("leave", LOBBY));
        mira.wire().next(Event.Ack.class, ack -> "leave".equals(ack.ref()));
        assertEquals(offset, joins(jonas, LOBBY).rules());
    }

    @Test
    void outsidersDoNotLearnTheRulesOfAPrivateRoom() throws Exception {
        String room = mira.creates("Plans");
        assertEquals("not-found", jonas.tries(ref -> new Query.Rules(ref, room)));
        String direct = mira.opens(jonas);
        joins(mira, direct);
        assertEquals(FORBIDDEN, mira.tries(ref -> new Write.SetRules(ref, direct, "Be kind")));
    }

    @Test
    void rulesAreBounded() {
        assertThrows(Refusal.class, () -> new Write.SetRules("1", LOBBY, "x".repeat(4_001)));
        assertEquals("", new Write.SetRules("1", LOBBY, " \n").rules());
    }

    @Test
    void theCreatorsOtherSessionsAreTold() throws Exception {
        Cast.Actor second = cast.actor("Mira");
        String plans = mira.creates("Plans", jonas);
        Event.RoomAdded added = second.wire().next(Event.RoomAdded.class);
        assertEquals(
                plans + " Plans owner",
                added.room() + " " + added.title() + " " + added.role().wireName());
        String direct = mira.opens(jonas);
        assertEquals(direct, second.wire().next(Event.RoomAdded.class).room());
        assertEquals(Cast.YES, mira.tries(Command.Ping::new));
        assertTrue(mira.wire().history().stream().noneMatch(Event.RoomAdded.class::isInstance), "not this session");
    }

    @Test
    void everyRoomIsOnSomePageOfMyRooms() throws Exception {
        joins(jonas, "kept");
        jonas.post("kept", "hello");
        List<String> all = new ArrayList<>(List.of("kept"));
        for (int i = 0; i < 120; i++) {
            all.add(mira.creates("Spam " + i, jonas));
            talk.advance(Duration.ofSeconds(1));
        }
        List<String> listed = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            String from = cursor;
            Event.MyRooms page = (Event.MyRooms) jonas.ask(ref -> new Query.MyRooms(ref, from));
            page.rooms().forEach(room -> listed.add(room.room()));
            cursor = page.cursor();
            pages++;
        } while (cursor != null);
        assertEquals(2, pages);
        assertEquals(all.stream().sorted().toList(), listed.stream().sorted().toList());
        assertEquals("kept", listed.get(listed.size() - 1), "latest activity first");
        assertEquals("invalid", jonas.tries(ref -> new Query.MyRooms(ref, "nonsense")));
    }

    @Test
    void ownersOfTheServerListWhatWasDeleted() throws Exception {
        joins(jonas, LOBBY);
        jonas.post(LOBBY, "hello");
        mira.does(ref -> new RoomCommand.Delete(ref, LOBBY, "Closed"));
        Event.DeletedRooms list = (Event.DeletedRooms) mira.ask(ref -> new Query.DeletedRooms(ref, null));
        Logged.RoomDeleted deleted = (Logged.RoomDeleted) list.entries().get(0);
        assertEquals(
                "lobby Mira Closed", deleted.room() + " " + deleted.author().name() + " " + deleted.reason());
        assertEquals(FORBIDDEN, jonas.tries(ref -> new Query.DeletedRooms(ref, null)));
    }
}
