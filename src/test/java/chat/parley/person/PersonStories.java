package chat.parley.person;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.Body;
import chat.parley.event.Change;
import chat.parley.event.Entry;
import chat.parley.event.Json;
import chat.parley.event.Logged;
import chat.parley.event.Member;
import chat.parley.event.Mention;
import chat.parley.event.Role;
import chat.parley.event.RoomChange;
import chat.parley.event.RoomDeletion;
import chat.parley.event.RoomId;
import chat.parley.event.RoomKind;
import chat.parley.event.RoomRef;
import chat.parley.event.ServerRoles;
import chat.parley.event.Standing;
import chat.parley.index.Indexer;
import chat.parley.index.SearchOrder;
import chat.parley.lane.Lanes;
import chat.parley.log.ChangeStories;
import chat.parley.log.Draft;
import chat.parley.log.Follower;
import chat.parley.log.LegalHold;
import chat.parley.log.LogBench;
import chat.parley.log.PersonRedaction;
import chat.parley.rights.Rights;
import chat.parley.search.QueryParser;
import chat.parley.store.Sql;
import chat.parley.store.StoreException;
import chat.parley.store.StoreLanes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exporting and erasing a person; the same for both databases. */
abstract class PersonStories {
    static final Instant START = ChangeStories.START;
    static final Member TESS = new Member("person-tess", "Tess Quillfeather");
    private static final Member LATER_TESS = new Member(TESS.id(), "Tessa Umbrage");
    /** Not in any text or name that stays. */
    private static final List<String> TRACES = List.of("quillfeather", "umbrage", "zyzzyva", "mumpitz");

    private static final Member JONAS = LogBench.JONAS;
    private static final Member NAMESAKE = new Member("namesake", "Bo");
    private static final String THUMB = "\ud83d\udc4d";
    private static final RoomRef HALL = LogBench.room("hall");
    private static final Duration INDEXED = Duration.ofSeconds(2);
    private static final Follower NONE = new Follower() {
        @Override
        public void forget(Connection connection, long room, long after, long upTo) {}

        @Override
        public void appended(Map<RoomId, Long> heads) {}
    };

    @TempDir
    Path files;

    LogBench bench;

    abstract LogBench open();

    @BeforeEach
    void opened() {
        bench = open();
    }

    @AfterEach
    void closed() {
        bench.close();
    }

    private void add(RoomRef room, Member author, Body body) {
        bench.result(bench.log.append(new Draft(room, author, body, null)));
    }

    private void say(Member author, String text) {
        add(LogBench.LOBBY, author, new Body.Said(text, null));
    }

    /** Tess and Jonas talk in two rooms. */
    void talk() {
        for (Member member : List.of(TESS, JONAS)) {
            bench.whole.memberships().enter(LogBench.LOBBY, member);
            bench.whole.memberships().enter(HALL, member);
        }
        bench.run();
        say(TESS, "a zyzzyva flew in"); // 1
        say(JONAS, "@Tess Quillfeather, @Jonas saw it, too, @tess quillfeather"); // 2
        say(JONAS, "a plain answer"); // 3
        add(LogBench.LOBBY, TESS, new Change.Edit(1, "two zyzzyva flew in, @Jonas")); // 4
        add(LogBench.LOBBY, JONAS, new Change.Reacting(1, THUMB, true)); // 5
        add(LogBench.LOBBY, LATER_TESS, new Change.Reacting(3, THUMB, true)); // 6
        add(LogBench.LOBBY, JONAS, new Change.Reacting(3, THUMB, true)); // 7
        add(LogBench.LOBBY, JONAS, new Change.Pinning(1, true)); // 8
        add(LogBench.LOBBY, LATER_TESS, new Change.Pinning(3, true)); // 9
        add(LogBench.LOBBY, LATER_TESS, new Body.Topic("insects")); // 10
        say(LATER_TESS, "mumpitz"); // 11
        add(LogBench.LOBBY, LATER_TESS, new Change.Deletion(11)); // 12
        add(HALL, LATER_TESS, new Body.Said("mumpitz in the hall", null));
        add(HALL, JONAS, new Body.Said("yes", null));
        for (Member member : List.of(LATER_TESS, JONAS)) {
            bench.sql(
                    "INSERT INTO web_session (id, secret_hash, member, name, provider, user_agent, created, seen,"
                            + " expires) VALUES (?, ?, ?, ?, 'company', 'Firefox', 0, 0, 0)",
                    "session of " + member.id(),
                    "hash of " + member.id(),
                    member.id(),
                    member.name());
            bench.sql("INSERT INTO signed_in_name (member, name, named) VALUES (?, ?, 0)", member.id(), member.name());
            bench.sql(
                    "INSERT INTO account (id, member, name, name_key, password, is_owner, is_active, created)"
                            + " VALUES (?, ?, ?, ?, 'hash', 1, 1, 0)",
                    "account of " + member.id(),
                    member.id(),
                    member.name(),
                    member.name());
            bench.sql(
                    "INSERT INTO account_link (id, secret_hash, kind, creator, created, expires)"
                            + " VALUES (?, ?, 'INVITE', ?, 0, 0)",
                    "link of " + member.id(),
                    "link hash of " + member.id(),
                    "account of " + member.id());
            bench.sql(
                    "INSERT INTO passkey (id, account, credential, public_key, host, name, counter, created)"
                            + " VALUES (?, ?, ?, ?, 'localhost', ?, 0, 0)",
                    "passkey of " + member.id(),
                    "account of " + member.id(),
                    "credential of " + member.id(),
                    "key of " + member.id(),
                    member.name() + "'s phone");
            bench.sql(
                    "INSERT INTO passkey_challenge (challenge, account, outcome, expires) VALUES (?, ?, '', 0)",
                    "challenge of " + member.id(),
                    "account of " + member.id());
        }
        bench.pass(INDEXED);
    }

    private PersonErasure erasure(String hold, Follower follower) {
        Lanes unused = lane -> null;
        Follower index = new Indexer(StoreLanes.of(bench.database, unused, unused, System::nanoTime));
        return new PersonErasure(
                bench.database, List.of(follower, index), LegalHold.parse(hold).in(bench.database), TESS.id());
    }

    String erase(String hold) {
        return erasure(hold, NONE).run(START.plus(Duration.ofHours(1)));
    }

    private List<Entry> entries(RoomRef room) {
        return bench.result(bench.log.after(room, 0, 5_000)).entries();
    }

    private Logged.Message message(long offset) {
        return bench.result(bench.log.messagesAfter(LogBench.LOBBY, offset - 1, 1))
                .entries()
                .get(0)
                .asMessage();
    }

    /** Every row of the tables with people's data, as text. */
    private String rows() {
        List<String> all = new ArrayList<>();
        try (Connection connection = bench.database.readConnection()) {
            for (String table : List.of(
                    "room",
                    "entry",
                    "message",
                    "mention",
                    "membership",
                    "member_count",
                    "search",
                    "web_session",
                    "signed_in_name",
                    "standing",
                    "audit",
                    "account",
                    "account_link",
                    "passkey",
                    "passkey_challenge")) {
                all.addAll(Sql.all(connection, "SELECT * FROM " + table, row -> {
                    StringBuilder text = new StringBuilder(table);
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        text.append('|').append(row.getString(i));
                    }
                    return text.toString();
                }));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return all.stream().sorted().collect(Collectors.joining("\n"));
    }

    private void assertNoTraces() {
        String rows = rows().toLowerCase(Locale.ROOT);
        TRACES.forEach(trace -> assertFalse(rows.contains(trace), trace + " in\n" + rows));
    }

    private List<String> find(String query) {
        return bench
                .result(bench.whole
                        .search()
                        .find(QueryParser.parse(query), SearchOrder.NEWEST, 50, null, null, Set.of()))
                .hits()
                .stream()
                .map(hit -> hit.entry().asMessage().text())
                .toList();
    }

    @Test
    void nothingIsLeftOfAnErasedPersonButTheOrderOfTheLog() {
        talk();
        List<Entry> before = entries(LogBench.LOBBY);
        assertEquals(
                "Erased member person-tess. Messages: 2; reactions: 1; messages with mentions: 1; memberships: 2;"
                        + " names: 9; sessions: 1; accounts: 1",
                erase(""));
        assertNoTraces();
        List<Entry> after = entries(LogBench.LOBBY);
        assertEquals(
                before.stream().map(Entry::position).toList(),
                after.stream().map(Entry::position).limit(before.size()).toList());
        assertEquals(
                before.stream().map(entry -> entry.author().id()).toList(),
                after.stream()
                        .map(entry -> entry.author().id())
                        .limit(before.size())
                        .toList());
        assertEquals(
                LongStream.rangeClosed(1, 15).boxed().toList(),
                after.stream().map(Entry::offset).toList(),
                "no hole");
        assertEquals(PersonRedaction.NAME, message(1).author().name());
        assertEquals(true, message(1).deleted());
        assertEquals("@\u2026, @Jonas saw it, too, @\u2026", message(2).text());
        assertEquals(List.of(new Mention(4, 10, List.of("jonas"))), message(2).mentions());
        assertEquals(List.of(JONAS), message(3).reactions().get(0).members(), "the reactions of others stay");
        assertEquals(true, message(3).pinned(), "a pin belongs to the room");
        assertEquals(
                List.of(3L),
                bench.result(bench.log.pinned(LogBench.LOBBY)).entries().stream()
                        .map(Entry::offset)
                        .toList());
        assertEquals(
                "insects", bench.result(bench.log.after(LogBench.LOBBY, 0, 1)).topic());
        assertEquals(List.of(), bench.result(bench.whole.memberships().roomsOf(TESS, 9)));
        assertEquals(
                List.of(1, 1),
                bench.result(bench.whole.memberships().roomsOf(JONAS, 9)).stream()
                        .map(mine -> mine.room().members())
                        .toList());
    }

    @Test
    void whatWasDecidedAboutAnErasedPersonStaysWithoutTheName() throws IOException {
        RoomRef plans = LogBench.room("~plans");
        add(plans, JONAS, new RoomChange.Creation(RoomKind.PRIVATE, "Plans", List.of(TESS), true));
        add(plans, JONAS, new RoomChange.Grant(TESS, Role.MODERATOR, null, "Quillfeather helps"));
        add(plans, TESS, new RoomChange.Grant(NAMESAKE, Role.MEMBER, null, "Quillfeather asks for it"));
        RoomRef garden = LogBench.room("~garden");
        add(garden, JONAS, new RoomChange.Creation(RoomKind.PRIVATE, "Garden", List.of(TESS, NAMESAKE), true));
        add(garden, JONAS, new RoomChange.Grant(TESS, Role.MODERATOR, null, null));
        add(garden, TESS, new RoomChange.Grant(NAMESAKE, Role.BANNED, null, "Quillfeather is angry"));
        add(garden, JONAS, new RoomChange.Grant(TESS, Role.BANNED, null, "Quillfeather bans too much"));
        Path file = files.resolve("tess.jsonl");
        assertEquals(7, new PersonExport(bench.database, TESS.id()).writeTo(file));
        String exported = Files.readString(file);
        assertTrue(exported.contains("Quillfeather"), exported);
        assertFalse(exported.contains(JONAS.name()) || exported.contains(NAMESAKE.name()), exported);

        assertTrue(erase("").contains("names: 9"));
        assertNoTraces();
        assertEquals(
                List.of("room-created", "role-changed", "role-changed"),
                entries(plans).stream().map(entry -> Json.type(entry.asEvent())).toList());
        assertEquals(
                List.of(JONAS, NAMESAKE),
                Rights.in(bench.database, ServerRoles.PROVEN, Clock.systemUTC()).standings(plans.id()).stream()
                        .map(Standing::member)
                        .sorted(Comparator.comparing(Member::name).reversed())
                        .toList());
        assertTrue(erase("").startsWith("Found nothing"));
    }

    @Test
    void whoDeletedARoomIsForgottenWithTheReason() throws IOException {
        RoomRef plans = LogBench.room("~plans");
        add(plans, TESS, new RoomChange.Creation(RoomKind.PRIVATE, "Plans", List.of(JONAS), true));
        add(plans, TESS, new RoomDeletion("Quillfeather is done"));
        RoomRef garden = LogBench.room("~garden");
        add(garden, JONAS, new RoomChange.Creation(RoomKind.PRIVATE, "Garden", List.of(TESS), true));
        add(garden, JONAS, new RoomDeletion("Winter"));
        Path file = files.resolve("tess.jsonl");
        new PersonExport(bench.database, TESS.id()).writeTo(file);
        assertTrue(Files.readString(file).contains("Quillfeather"));
        assertTrue(erase("").contains("names: 1"));
        assertNoTraces();
        assertEquals(
                List.of("Winter"),
                bench.result(bench.log.deletions(Instant.ofEpochMilli(Long.MAX_VALUE), 9)).stream()
                        .map(deletion -> ((RoomDeletion) deletion.body()).reason())
                        .filter(Objects::nonNull)
                        .toList());
        assertTrue(erase("").startsWith("Found nothing"));
    }

    @Test
    void anErasedPersonIsNotFound() {
        talk();
        assertEquals(2, find("from:Tess").size() + find("from:Tessa").size());
        assertEquals(1, find("quillfeather").size());
        erase("");
        bench.close();
        bench = open();
        bench.pass(Duration.ofMinutes(1));
        for (String query : List.of("from:Tess", "from:Tessa", "from:Deleted", "quillfeather", "zyzzyva", "mumpitz")) {
            assertEquals(List.of(), find(query), query);
        }
        assertEquals(1, find("saw").size(), "the message that mentioned her");
    }

    @Test
    void aSecondErasureChangesNothing() {
        talk();
        erase("");
        say(JONAS, "and on");
        assertEquals(16, entries(LogBench.LOBBY).size(), "a server that ran meanwhile goes on");
        String rows = rows();
        assertEquals(
                "Found nothing of member person-tess. Check the id, unless the member was erased before", erase(""));
        assertEquals(rows, rows());
    }

    @Test
    void anInterruptedErasureIsFinishedByTheNext() {
        talk();
        for (int i = 0; i < 1_200; i++) {
            bench.append(TESS, "mumpitz " + i, null);
        }
        bench.run();
        int[] left = {900};
        Follower end = new Follower() {
            @Override
            public void forget(Connection connection, long room, long after, long upTo) throws SQLException {
                if (left[0]-- == 0) {
                    throw new SQLException("interrupted", "57P01");
                }
            }

            @Override
            public void appended(Map<RoomId, Long> heads) {}
        };
        PersonErasure interrupted = erasure("", end);
        assertThrows(StoreException.class, () -> interrupted.run(START));
        long some = entries(LogBench.LOBBY).stream()
                .filter(entry -> entry.body() instanceof Change.Deletion)
                .count();
        assertTrue(some > 400 && some < 1_000, some + " deletions");
        erase("");
        assertNoTraces();
        List<Entry> all = entries(LogBench.LOBBY);
        assertEquals(
                LongStream.rangeClosed(1, all.size()).boxed().toList(),
                all.stream().map(Entry::offset).toList());
        assertEquals(
                1_202, // one for each message, and that of the message which was deleted before
                all.stream()
                        .filter(entry -> entry.body() instanceof Change.Deletion)
                        .count());
    }

    @Test
    void roomsOnHoldAreNotTouchedAndAreNamed() {
        talk();
        String rows = rows();
        assertTrue(assertThrows(StoreException.class, () -> erase("*"))
                .getMessage()
                .contains("because of legal-hold: hall, lobby."));
        assertEquals(
                rows.lines()
                        .filter(row -> !row.matches(
                                "(web_session|account|account_link|passkey|passkey_challenge)\\|\\w+ of person-tess.*"))
                        .filter(row -> !row.startsWith("signed_in_name|person-tess"))
                        .toList(),
                rows().lines().toList(),
                "sessions, accounts and names of sign-ins belong to no room");
        List<Entry> before = entries(HALL);
        String said = assertThrows(StoreException.class, () -> erase("Hall")).getMessage();
        assertTrue(
                said.startsWith("Erased member person-tess. Messages: 1; reactions: 1;")
                        && said.endsWith("because of legal-hold: hall. Run it again when the hold has ended"),
                said);
        assertEquals(before, entries(HALL));
        assertEquals(
                List.of("hall"),
                bench.result(bench.whole.memberships().roomsOf(TESS, 9)).stream()
                        .map(mine -> mine.room().room())
                        .toList());
        erase("");
        assertNoTraces();
        erase("hall"); // nothing of her is there any more
    }

    @Test
    void aNamesakeStaysMentioned() {
        bench.whole.memberships().enter(LogBench.LOBBY, new Member(TESS.id(), "Bo"));
        bench.whole.memberships().enter(LogBench.LOBBY, NAMESAKE);
        bench.run();
        say(JONAS, "@Bo here");
        assertEquals(
                Set.of(TESS.id(), NAMESAKE.id()),
                Set.copyOf(message(1).mentions().get(0).members()));
        erase("");
        assertEquals("@Bo here", message(1).text());
        assertEquals(
                List.of(new Mention(0, 3, List.of(NAMESAKE.id()))), message(1).mentions());
    }

    @Test
    void anExportHasWhatThePersonWroteAndNothingOfOthers() throws IOException {
        talk();
        Path file = files.resolve("tess.jsonl");
        assertEquals(7, new PersonExport(bench.database, TESS.id()).writeTo(file));
        List<String> lines = Files.readAllLines(file).stream()
                .map(line -> line.replaceAll("\"(position|at|ref)\":\"[^\"]*\",?", ""))
                .toList();
        assertEquals(
                List.of(
                        "{\"account\":{\"active\":true,\"created\":\"1970-01-01T00:00:00Z\",\"name\":\"Tessa"
                                + " Umbrage\",\"owner\":true,\"passkeys\":[{\"created\":\"1970-01-01T00:00:00Z\",\"host\":\"localhost\",\"name\":\"Tessa"
                                + " Umbrage's phone\"}]},\"member\":\"person-tess\",\"names\":[\"Tess"
                                + " Quillfeather\",\"Tessa Umbrage\"],\"parley\":1,\"rooms\":[{\"name\":\"Tess"
                                + " Quillfeather\",\"read\":0,\"room\":\"hall\"},{\"name\":\"Tess"
                                + " Quillfeather\",\"read\":0,\"room\":\"lobby\"}],\"sessions\":[{\"created\":\"1970-01-01T00:00:00Z\",\"name\":\"Tessa"
                                + " Umbrage\",\"provider\":\"company\","
                                + "\"seen\":\"1970-01-01T00:00:00Z\",\"userAgent\":\"Firefox\"}]}",
                        "message 1 hall",
                        "message 1 lobby",
                        "mention 2 lobby",
                        "reacted 6 lobby",
                        "pinned 9 lobby",
                        "topic-changed 10 lobby",
                        "message 11 lobby"),
                lines.stream()
                        .map(line -> line.replaceFirst(
                                "^(?=.*\"type\":\"([\\w-]+)\")(?=.*\"offset\":(\\d+))(?=.*\"room\":\"(\\w+)\").*",
                                "$1 $2 $3"))
                        .toList());
        String text = String.join("\n", lines);
        assertTrue(text.contains("two zyzzyva flew in"), text);
        assertFalse(text.contains("\"Jonas\"") || text.contains("saw it"), text);
        assertTrue(lines.get(7).contains("\"deleted\":true"), lines.get(7));
        assertThrows(StoreException.class, () -> new PersonExport(bench.database, TESS.id()).writeTo(file));
    }

    @Test
    void anExportOfNobodyIsRefusedAndLeavesNoFile() throws IOException {
        talk();
        assertEquals(
                "Member not found: nobody",
                assertThrows(
                                StoreException.class,
                                () -> new PersonExport(bench.database, "nobody").writeTo(files.resolve("nobody.jsonl")))
                        .getMessage());
        try (Stream<Path> left = Files.list(files)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
