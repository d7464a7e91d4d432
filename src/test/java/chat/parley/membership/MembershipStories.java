package chat.parley.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import chat.parley.event.Body;
import chat.parley.event.Change;
import chat.parley.event.Entry;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.Mention;
import chat.parley.event.MyRoom;
import chat.parley.event.RoomRef;
import chat.parley.identity.Client;
import chat.parley.log.Draft;
import chat.parley.log.LogBench;
import chat.parley.log.Page;
import chat.parley.log.RoomRow;
import chat.parley.store.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memberships; the same for both databases. */
abstract class MembershipStories {
    static final int CROWD = 2_000;
    private static final int MANY = 1_100;
    private static final int LIMIT = 100;

    @TempDir
    Path files;

    LogBench bench;
    Memberships memberships;

    abstract LogBench open();

    @BeforeEach
    void opened() {
        bench = open();
        memberships = bench.whole.memberships();
    }

    @AfterEach
    void closed() {
        bench.close();
    }

    void assertStored(CompletionStage<?> change) {
        bench.run();
        assertNull(LogBench.refusal(change));
        assertEquals(true, change.toCompletableFuture().isDone());
    }

    List<String> roomsOf(Member member) {
        return bench.result(memberships.roomsOf(member, 100)).stream()
                .map(mine -> mine.room().room())
                .toList();
    }

    /** One of the three changes, given by its number. */
    static CompletionStage<?> change(Memberships memberships, int kind, RoomRef room, Member member) {
        return switch (kind) {
            case 0 -> memberships.enter(room, member);
            case 1 -> memberships.leave(room, member);
            default -> memberships.markRead(room, member, 1);
        };
    }

    void assertMembersCounted() {
        try (Connection connection = bench.database.readConnection()) {
            assertEquals(
                    Sql.all(
                            connection,
                            "SELECT room, count(*) FROM membership GROUP BY room ORDER BY room",
                            row -> List.of(row.getLong(1), row.getLong(2))),
                    Sql.all(
                            connection,
                            "SELECT room, members FROM member_count WHERE members <> 0 ORDER BY room",
                            row -> List.of(row.getLong(1), row.getLong(2))));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    static List<Member> crowd() {
        return IntStream.range(0, CROWD)
                .mapToObj(i -> new Member("member-" + i, "Member " + i))
                .toList();
    }

    @Test
    void aMembershipLastsFromTheFirstJoinUntilALeave() {
        assertStored(memberships.enter(LogBench.room("lobby"), LogBench.MIRA));
        assertStored(memberships.enter(LogBench.room("hall"), LogBench.MIRA));
        assertStored(memberships.enter(LogBench.room("lobby"), LogBench.JONAS));
        assertStored(memberships.leave(LogBench.room("lobby"), LogBench.MIRA));
        assertEquals(List.of("hall"), roomsOf(LogBench.MIRA));
        assertEquals(List.of("lobby"), roomsOf(LogBench.JONAS));
        assertStored(memberships.enter(LogBench.room("lobby"), LogBench.MIRA));
        assertEquals(List.of("hall", "lobby"), roomsOf(LogBench.MIRA));
    }

    @Test
    void theLastOfManyWaitingChangesCountsAndAllAreAnsweredInOrder() {
        for (boolean known : List.of(false, true)) {
            for (int changes = 1; changes <= 5; changes++) {
                String room = changes + (known ? "known" : "new");
                if (known) {
                    assertStored(memberships.enter(LogBench.room(room), LogBench.MIRA));
                }
                List<Integer> answered = new ArrayList<>();
                for (int i = 0; i < changes; i++) {
                    int number = i;
                    CompletionStage<Void> change = i % 2 == 0
                            ? memberships.enter(LogBench.room(room), LogBench.MIRA)
                            : memberships.leave(LogBench.room(room), LogBench.MIRA);
                    change.thenRun(() -> answered.add(number));
                }
                bench.run();
                assertEquals(IntStream.range(0, changes).boxed().toList(), answered);
                assertEquals(changes % 2 == 1, roomsOf(LogBench.MIRA).contains(room), room);
            }
        }
    }

    @Test
    void leavingAndRejoiningAtOnceClearsUnread() {
        assertStored(memberships.enter(LogBench.LOBBY, LogBench.MIRA));
        bench.result(bench.append(LogBench.JONAS, "one", null));
        memberships.leave(LogBench.LOBBY, LogBench.MIRA);
        assertStored(memberships.enter(LogBench.LOBBY, LogBench.MIRA));
        assertEquals(
                0,
                bench.result(memberships.roomsOf(LogBench.MIRA, 1))
                        .get(0)
                        .room()
                        .unread());
    }

    @Test
    void rejoiningKeepsUnread() {
        assertStored(memberships.enter(LogBench.LOBBY, LogBench.MIRA));
        bench.result(bench.append(LogBench.JONAS, "one", null));
        assertStored(memberships.enter(LogBench.LOBBY, LogBench.MIRA));
        assertEquals(
                1,
                bench.result(memberships.roomsOf(LogBench.MIRA, 1))
                        .get(0)
                        .room()
                        .unread());
    }

    @Test
    void memberCountsFollowRandomChanges() {
        Random random = new Random(1);
        for (int round = 0; round < 100; round++) {
            for (int left = random.nextInt(20); left > 0; left--) { // stored together
                RoomRef room = LogBench.room("room " + random.nextInt(4));
                Member member = new Member("member-" + random.nextInt(6), "Name " + random.nextInt(3));
                change(memberships, random.nextInt(3), room, member);
            }
            bench.run();
            assertMembersCounted();
        }
    }

    @Test
    void wrongMemberCountsAreCorrectedWhenAServerStarts() {
        for (String room : List.of("high", "low", "missing", "right", "empty")) {
            assertStored(memberships.enter(LogBench.room(room), LogBench.MIRA));
            assertStored(memberships.enter(LogBench.room(room), LogBench.JONAS));
        }
        String ofRoom = " WHERE room = (SELECT id FROM room WHERE name = ?)";
        bench.sql("UPDATE member_count SET members = 7" + ofRoom, "high");
        bench.sql("UPDATE member_count SET members = -1" + ofRoom, "low");
        bench.sql("DELETE FROM member_count" + ofRoom, "missing");
        bench.sql("DELETE FROM membership" + ofRoom, "empty");
        open().close();
        assertMembersCounted();
    }

    @Test
    void eachRoomHasItsOwnUnread() {
        for (String room : List.of("empty", "own", "one", "two")) {
            assertStored(memberships.enter(LogBench.room(room), LogBench.MIRA));
        }
        appendTo("own", "@Mira");
        for (String room : List.of("one", "two", "two")) {
            Draft draft = new Draft(LogBench.room(room), LogBench.JONAS, new Body.Said("@Mira", null), null);
            bench.result(bench.log.append(draft));
        }
        bench.sql("DELETE FROM mention WHERE room IN (SELECT id FROM room WHERE name = 'one')");
        bench.sql("UPDATE room SET unnamed = head WHERE name = 'one'");
        Map<String, List<Integer>> unread = new HashMap<>();
        bench.result(memberships.roomsOf(LogBench.MIRA, 10))
                .forEach(mine -> unread.put(
                        mine.room().room(),
                        List.of(mine.room().unread(), mine.room().mentions())));
        assertEquals(
                Map.of("empty", List.of(0, 0), "own", List.of(0, 0), "one", List.of(1, 1), "two", List.of(2, 2)),
                unread);
    }

    @Test
    void unreadIsCountedUpToTheLimit() {
        assertStored(memberships.enter(LogBench.LOBBY, LogBench.MIRA));
        bench.append(LogBench.JONAS, "@Mira", null);
        for (int i = 0; i < LIMIT; i++) {
            bench.append(LogBench.JONAS, "hello", null);
        }
        bench.run();
        assertUnread(LIMIT, 0);
    }

    private void assertUnread(int messages, int mentions) {
        MyRoom mine = bench.result(memberships.roomsOf(LogBench.MIRA, 1)).get(0).room();
        assertEquals(List.of(messages, mentions), List.of(mine.unread(), mine.mentions()));
        Event.Read read = bench.result(memberships.markRead(LogBench.LOBBY, LogBench.MIRA, 0));
        assertEquals(List.of(messages, mentions), List.of(read.unread(), read.mentions()));
    }

    @Test
    void anEditedMessageCountsItsPresentMentions() {
        assertStored(memberships.enter(LogBench.LOBBY, LogBench.MIRA));
        bench.append(LogBench.JONAS, "hello", null);
        bench.append(LogBench.JONAS, new Change.Edit(1, "hello @Mira"), null);
        bench.append(LogBench.JONAS, "@Mira, are you there?", null);
        bench.append(LogBench.JONAS, new Change.Edit(3, "are you there?"), null);
        bench.run();
        assertUnread(2, 1);
    }

    private Entry appendTo(String room, String text) {
        return bench.result(
                bench.log.append(new Draft(LogBench.room(room), LogBench.MIRA, new Body.Said(text, null), null)));
    }

    @Test
    void roomNamesIgnoreCaseAndKeepTheFirstSpelling() {
        for (List<String> names : List.of(
                List.of("Hall", "hall", "HALL", "hALL"),
                List.of("Straße", "STRASSE", "strasse"),
                List.of("Ελλάς", "ΕΛΛΆΣ"),
                List.of("Büro", "BÜRO"),
                List.of("Ёлка", "ёЛКА"))) {
            String own = names.get(0);
            for (String name : names) {
                assertEquals(own, appendTo(name, "by " + name).room());
                assertStored(memberships.enter(LogBench.room(name), LogBench.JONAS));
            }
            for (String name : names) {
                Page page = bench.result(bench.log.after(LogBench.room(name), 0, 10));
                assertEquals(own, page.room());
                assertEquals(
                        names.stream().map(each -> "by " + each).toList(),
                        page.entries().stream().map(LogBench::text).toList());
                assertEquals(
                        own,
                        bench.result(memberships.markRead(LogBench.room(name), LogBench.JONAS, 1))
                                .room());
                assertEquals(
                        List.of(own),
                        bench
                                .result(memberships.rooms(
                                        List.of(LogBench.room(name).id())))
                                .stream()
                                .map(listed -> listed.room().room())
                                .toList());
            }
            assertEquals(List.of(own), roomsOf(LogBench.JONAS));
            assertStored(memberships.leave(LogBench.room(names.get(names.size() - 1)), LogBench.JONAS));
            assertEquals(List.of(), roomsOf(LogBench.JONAS));
        }
    }

    @Test
    void similarLettersMakeDifferentRooms() {
        for (String name : List.of("kiz", "k\u0131z", "resume", "resum\u00e9")) {
            assertEquals(name, appendTo(name, "one").room());
        }
    }

    /** Several clients ask at once, before the room exists. */
    @Test
    void concurrentSpellingsMakeOneRoom() {
        List<CompletionStage<Entry>> stored = new ArrayList<>();
        for (String name : List.of("New", "NEW", "new", "nEW", "other", "Other")) {
            stored.add(
                    bench.log.append(new Draft(LogBench.room(name), LogBench.MIRA, new Body.Said(name, null), null)));
        }
        bench.run();
        assertEquals(
                List.of("New", "New", "New", "New", "other", "other"),
                stored.stream().map(one -> bench.result(one).room()).toList());
        assertEquals(
                List.of(1L, 2L, 3L, 4L, 1L, 2L),
                stored.stream().map(one -> bench.result(one).offset()).toList());
    }

    @Test
    void twoServersMakeOneRoom() throws Exception {
        for (int i = 0; i < 20; i++) {
            String room = "Room " + i;
            List<CompletableFuture<RoomRow>> made = Stream.of(room, room.toUpperCase(Locale.ROOT))
                    .map(name -> CompletableFuture.supplyAsync(() -> {
                        try {
                            return bench.database.write(
                                    connection -> RoomRow.lock(connection, bench.database, LogBench.room(name)));
                        } catch (SQLException e) {
                            throw new IllegalStateException(e);
                        }
                    }))
                    .toList();
            assertEquals(made.get(0).get().id(), made.get(1).get().id());
            assertEquals(made.get(0).get().name(), made.get(1).get().name());
        }
    }

    @Test
    void aMentionKeepsItsMembersAfterARename() {
        assertStored(memberships.enter(LogBench.LOBBY, LogBench.MIRA));
        Entry said = bench.result(bench.append(LogBench.JONAS, "@mira and @Amara", null));
        assertEquals(List.of(new Mention(0, 5, List.of(LogBench.MIRA.id()))), said.mentions());
        Member renamed = new Member(LogBench.MIRA.id(), "Mira Okafor");
        assertStored(memberships.enter(LogBench.LOBBY, renamed));
        assertStored(memberships.enter(LogBench.LOBBY, new Member("amara", "Amara")));
        bench.result(bench.append(LogBench.JONAS, "@Mira", null));
        bench.result(bench.append(LogBench.JONAS, "@Mira  Okafor", null));
        assertUnread(3, 2);
        List<Entry> read = bench.result(bench.log.after(LogBench.LOBBY, 0, 10)).entries();
        assertEquals(said.mentions(), read.get(0).mentions(), "as announced");
        assertEquals(said.mentions(), read.get(0).asMessage().mentions());
        assertEquals(null, read.get(1).mentions());
    }

    @Test
    void peopleNearbyAreMentionedToo() {
        Draft draft = new Draft(
                LogBench.LOBBY,
                Client.of(LogBench.JONAS),
                new Body.Said("@Nora and @Mira", null),
                null,
                List.of(new Member("nora", "Nora")),
                null);
        assertEquals(
                List.of(new Mention(0, 5, List.of("nora"))),
                bench.result(bench.log.append(draft)).mentions());
    }

    @Test
    void anEditChangesMentionsAndADeletionRemovesThem() {
        assertStored(memberships.enter(LogBench.LOBBY, LogBench.MIRA));
        bench.append(LogBench.JONAS, "@Mira", "a");
        bench.append(LogBench.JONAS, new Change.Reacting(1, "+", true), null);
        Entry edit = bench.result(bench.append(LogBench.JONAS, new Change.Edit(1, "no, @Mira!"), null));
        List<Mention> named = List.of(new Mention(4, 9, List.of(LogBench.MIRA.id())));
        assertEquals(named, edit.mentions());
        assertEquals(
                named,
                bench.result(bench.log.messagesAfter(LogBench.LOBBY, 0, 10))
                        .entries()
                        .get(0)
                        .asMessage()
                        .mentions());
        bench.append(LogBench.JONAS, new Change.Deletion(1), null);
        bench.run();
        assertEquals(
                List.of(),
                bench.result(bench.log.after(LogBench.LOBBY, 0, 10)).entries().stream()
                        .filter(entry -> entry.mentions() != null)
                        .toList());
        assertEquals(
                null,
                bench.result(bench.log.messagesAfter(LogBench.LOBBY, 0, 10))
                        .entries()
                        .get(0)
                        .asMessage()
                        .mentions());
    }

    @Test
    void anOlderStoreCountsMentionsByName() {
        assertStored(memberships.enter(LogBench.LOBBY, LogBench.MIRA));
        bench.result(bench.append(LogBench.JONAS, "@Mira", null));
        bench.sql("DELETE FROM mention");
        assertUnread(1, 0);
        bench.sql("UPDATE room SET unnamed = head");
        assertUnread(1, 1);
    }

    @Test
    void changesDoNotAffectUnread() {
        assertStored(memberships.enter(LogBench.LOBBY, LogBench.MIRA));
        bench.append(LogBench.JONAS, "@Mira, are you there?", null);
        bench.append(LogBench.JONAS, "hello", null);
        for (int i = 0; i < MANY; i++) {
            bench.append(LogBench.JONAS, new Change.Reacting(2, "+", i % 2 == 0), null);
        }
        bench.append(LogBench.JONAS, new Body.Topic("greetings"), null);
        bench.run();
        assertUnread(2, 1);
    }

    @Test
    void ownAndDeletedMessagesDoNotAffectUnread() {
        assertStored(memberships.enter(LogBench.LOBBY, LogBench.MIRA));
        bench.append(LogBench.JONAS, "@Mira, are you there?", null);
        for (int i = 0; i < MANY; i++) {
            bench.append(LogBench.MIRA, "I am", null);
            bench.append(LogBench.JONAS, "no", null);
            bench.append(LogBench.JONAS, new Change.Deletion(3L * i + 3), null);
        }
        bench.run();
        assertUnread(1, 1);
    }

    @Test
    void aCrowdJoinsAndRejoins() {
        for (int times = 0; times < 2; times++) {
            List<CompletionStage<Void>> entries = crowd().stream()
                    .map(member -> memberships.enter(LogBench.LOBBY, member))
                    .toList();
            entries.forEach(this::assertStored);
        }
        assertEquals(
                CROWD,
                bench.result(memberships.rooms(List.of(LogBench.LOBBY.id())))
                        .get(0)
                        .room()
                        .members());
    }
}
