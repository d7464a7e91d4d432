package chat.parley.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.event.Body;
import chat.parley.event.Change;
import chat.parley.event.Entry;
import chat.parley.event.Member;
import chat.parley.event.Reaction;
import chat.parley.identity.Guests;
import chat.parley.log.Draft;
import chat.parley.log.LogBench;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Upgrade of stores whose member ids were made without a secret. */
class MemberIdsTest {
    private static final Member MIRA = new Member("an-id-of-the-old-kind1", "Mira");
    private static final Member JONAS = new Member("an-id-of-the-old-kind2", "Jonas");

    @TempDir
    Path folder;

    @Test
    void everyIdIsReplacedByTheMembersNewId() throws Exception {
        try (LogBench bench = LogBench.in(folder)) {
            append(bench, MIRA, new Body.Said("Good morning", null), "r1");
            append(bench, JONAS, new Change.Reacting(1, "\ud83c\udf89", true), "r2");
            append(bench, JONAS, new Body.Said("I am here", null), "r3");
        }
        execute("INSERT INTO membership (member, room, name, read_offset) VALUES ('" + MIRA.id() + "', 1, 'Mira', 1)");
        execute("DELETE FROM secret");
        try (LogBench bench = LogBench.in(folder)) {
            Guests guests = new Guests(bench.database.secret());
            Member mira = new Member(guests.idOf(MIRA.id()), "Mira");
            Member jonas = new Member(guests.idOf(JONAS.id()), "Jonas");
            List<Entry> entries =
                    bench.result(bench.log.after(LogBench.LOBBY, 0, 10)).entries();
            assertEquals(
                    List.of(mira, jonas, jonas),
                    entries.stream().map(Entry::author).toList());
            assertEquals(
                    List.of(new Reaction("\ud83c\udf89", List.of(jonas))),
                    entries.get(0).now().reactions());
            assertEquals(
                    1,
                    append(bench, mira, new Body.Said("Good morning", null), "r1")
                            .offset(),
                    "its refs are known");
            assertEquals(
                    4,
                    append(bench, mira, new Change.Edit(1, "Good evening"), "r4")
                            .offset(),
                    "members can edit their old messages");
            assertEquals(mira.id(), text("SELECT member FROM membership"));
        }
        assertGone(MIRA.id());
        assertGone(JONAS.id());
    }

    @Test
    void theSecretIsCreatedOnce() {
        String secret;
        try (LogBench bench = LogBench.in(folder)) {
            secret = bench.database.secret();
            assertTrue(secret.length() >= 32, secret);
        }
        try (LogBench bench = LogBench.in(folder)) {
            assertEquals(secret, bench.database.secret());
        }
    }

    @Test
    void everyStoreHasItsOwnSecret() {
        try (LogBench one = LogBench.in(folder.resolve("one"));
                LogBench other = LogBench.in(folder.resolve("other"))) {
            assertFalse(one.database.secret().equals(other.database.secret()));
        }
    }

    private static Entry append(LogBench bench, Member author, Body body, String ref) {
        return bench.result(bench.log.append(new Draft(LogBench.LOBBY, author, body, ref)));
    }

    /** Checks rows only: SQLite overwrites freed pages later. */
    private void assertGone(String id) throws SQLException {
        for (String column : List.of("sender FROM entry", "member FROM membership", "reactions FROM message")) {
            assertFalse(texts("SELECT " + column).anyMatch(text -> text.contains(id)), column);
        }
    }

    private Stream<String> texts(String query) throws SQLException {
        try (Connection connection = file().getConnection()) {
            return Sql.all(connection, query, row -> row.getString(1)).stream();
        }
    }

    private String text(String query) throws SQLException {
        return texts(query).findFirst().orElseThrow();
    }

    private void execute(String command) throws SQLException {
        try (Connection connection = file().getConnection()) {
            Sql.update(connection, command);
        }
    }

    private SQLiteDataSource file() {
        SQLiteDataSource file = new SQLiteDataSource();
        file.setUrl("jdbc:sqlite:" + DataFolder.database(folder));
        return file;
    }
}
