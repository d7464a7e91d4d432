package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.CommandText;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.MyRooms;
import chat.parley.client.WaitLimit;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Postgres;
import chat.parley.e2e.host.Store;
import chat.parley.e2e.host.StoreContract;
import chat.parley.store.Dialect;
import chat.parley.store.OldStore;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/** A server opens the store of each older version: people find what they left, and can do what is new. */
@Order(1) // slow, so it starts early
@StoreContract
@EmbeddedOnly
class OldStoresIT {
    private static final String LOBBY = "Lobby";

    @TempDir
    Path folder;

    static IntStream versions() {
        return IntStream.rangeClosed(1, OldStore.NEWEST);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void peopleFindWhatTheyLeft(int version) throws Exception {
        try (Host host = opened(version);
                Chatter mira = Chatter.withKey("Mira", OldStore.MIRA, host);
                Chatter jonas = Chatter.withKey("Jonas", OldStore.JONAS, host);
                Chatter stranger = Chatter.named("Noor", host)) {
            assertListsPublicRooms(host);
            if (OldStore.hasChanges(version)) {
                assertEquals(OldStore.head(version), MyRooms.of(mira, LOBBY).read());
                assertEquals(1, MyRooms.of(jonas, LOBBY).read());
                assertEquals(0, MyRooms.of(jonas, LOBBY).unread(), "the only message since then is deleted");
            }
            Heard joined = stranger.join("lobby");
            assertFalse(joined.json().containsKey("kind"), "it is public: " + joined);
            assertEquals(OldStore.hasChanges(version) ? OldStore.TOPIC : null, joined.string("topic"));
            assertResumes(jonas, version);
            assertKeepsHistory(mira, jonas, version);
            assertFinds(stranger, version);
            assertPins(mira, version);
            assertTakesPrivateRooms(mira, jonas, stranger);
        }
    }

    private Host opened(int version) throws Exception {
        if (Hosts.store() == Store.POSTGRES) {
            Postgres postgres = Postgres.current();
            String database = postgres.createDatabase();
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(postgres.url(database));
            source.setUser(postgres.user());
            source.setPassword(postgres.password());
            return opened(
                    source,
                    Dialect.POSTGRESQL,
                    version,
                    Map.of(
                            "database", postgres.url(database),
                            "database-user", postgres.user(),
                            "database-password", postgres.password()));
        }
        SQLiteDataSource file = new SQLiteDataSource();
        file.setUrl("jdbc:sqlite:" + folder.resolve("parley.db"));
        return opened(file, Dialect.SQLITE, version, Map.of("data", folder.toString()));
    }

    /** @param settings lead the server to the data source, so it needs no store of its own */
    private static Host opened(DataSource source, Dialect dialect, int version, Map<String, String> settings)
            throws Exception {
        OldStore.create(source, dialect, version);
        Map<String, String> all = new TreeMap<>(settings);
        all.putAll(Map.of("rate", "1000000", "burst", "1000000"));
        return Hosts.fresh(all, Store.SQLITE);
    }

    private static void assertListsPublicRooms(Host host) throws Exception {
        HttpApi api = HttpApi.of(host);
        List<String> rooms = new ArrayList<>();
        for (JsonObject room :
                HttpApi.json(api.get(api.at("rooms"))).getJsonArray("rooms").getValuesAs(JsonObject.class)) {
            rooms.add(room.getString("room"));
        }
        Collections.sort(rooms);
        assertEquals(List.of(LOBBY, "Yard"), rooms);
        assertEquals("Nobody is here", api.history("yard", "").messages().get(0).text());
    }

    /** A client resumes at its old position, and a post that it repeats is the old one. */
    private static void assertResumes(Chatter jonas, int version) {
        assertTrue(jonas.join(LOBBY, OldStore.AFTER_FIRST).recovered());
        List<Heard> missed = jonas.await(Math.toIntExact(OldStore.head(version) - 1), Heard.logged(LOBBY));
        assertEquals(2, missed.get(0).offset());
        assertEquals(OldStore.SECOND, missed.get(0).text());
        assertEquals(OldStore.head(version), missed.get(missed.size() - 1).offset());
        jonas.send(CommandText.of("post", "ref", OldStore.SECOND_REF, "room", LOBBY, "text", OldStore.SECOND));
        assertEquals(2, jonas.reply(OldStore.SECOND_REF).offset());
    }

    private static void assertKeepsHistory(Chatter mira, Chatter jonas, int version) {
        mira.join(LOBBY);
        List<Heard> messages = mira.ask("history", "room", LOBBY).messages();
        Heard first = messages.get(0);
        assertEquals(OldStore.hasChanges(version) ? OldStore.EDITED : OldStore.FIRST, first.text());
        assertEquals(mira.id(), first.author());
        assertEquals("Mira", first.json().getJsonObject("author").getString("name"));
        assertEquals(jonas.id(), messages.get(1).author());
        if (OldStore.hasChanges(version)) {
            JsonObject reaction = first.json().getJsonArray("reactions").getJsonObject(0);
            assertEquals(
                    jonas.id(),
                    reaction.getJsonArray("members").getJsonObject(0).getString("id"));
            assertTrue(
                    messages.get(2).json().getBoolean("deleted"),
                    messages.get(2).toString());
            assertFalse(messages.get(2).json().containsKey("text"));
        }
        assertEquals(
                "forbidden",
                jonas.ask("edit", "room", LOBBY, "target", 1, "text", "mine").code());
        assertTrue(mira.ask("edit", "room", LOBBY, "target", 1, "text", "Welcome to the new lobby")
                .is("ack"));
    }

    private static void assertFinds(Chatter reader, int version) {
        assertEquals(List.of(2L), hits(reader, "umbrella in:lobby", 1));
        assertEquals(List.of(1L), hits(reader, "new in:lobby", 1));
        for (String gone : List.of("dusty", "painted", OldStore.DELETED)) {
            assertEquals(List.of(), hits(reader, gone, 0), gone);
        }
    }

    /** Waits until there are so many: the index follows the log. */
    private static List<Long> hits(Chatter reader, String query, int number) {
        long deadline = System.nanoTime() + WaitLimit.TIME.toNanos();
        List<Long> hits;
        do {
            Heard answer = reader.ask("search", "query", query);
            if (answer.is("error")) {
                throw new AssertionError(answer.toString());
            }
            hits = answer.json().getJsonArray("hits").getValuesAs(JsonObject.class).stream()
                    .map(hit -> new Heard(hit.getJsonObject("message")).offset())
                    .toList();
        } while (hits.size() < number && System.nanoTime() < deadline);
        return hits;
    }

    private static void assertPins(Chatter mira, int version) {
        if (!OldStore.hasPins(version)) {
            assertTrue(mira.ask("pin", "room", LOBBY, "target", 2).is("ack"));
        }
        List<Heard> pins = mira.ask("pins", "room", LOBBY).messages();
        assertEquals(List.of(2L), pins.stream().map(Heard::offset).toList());
        assertTrue(mira.ask("unpin", "room", LOBBY, "target", 2).is("ack"));
    }

    private static void assertTakesPrivateRooms(Chatter mira, Chatter jonas, Chatter stranger) {
        Heard created = mira.ask("create-room", "kind", "private", "title", "Plans");
        assertTrue(created.is("ack"), created.toString());
        assertTrue(mira.ask("set-role", "room", created.room(), "member", jonas.id(), "role", "member")
                .is("ack"));
        assertEquals("private", jonas.join(created.room()).string("kind"));
        assertTrue(jonas.post(created.room(), "in private").is("ack"));
        assertEquals("not-found", stranger.join(created.room()).code());
    }
}
