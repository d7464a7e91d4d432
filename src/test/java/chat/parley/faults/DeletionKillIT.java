package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.e2e.host.FaultTest;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Postgres;
import chat.parley.e2e.host.Store;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server is killed while rooms are deleted. */
@FaultTest
class DeletionKillIT {
    private static final int KILLS = 4;
    private static final int MESSAGES = 3_000;
    private static final List<String> TABLES =
            List.of("entry", "message", "mention", "search", "membership", "member_count", "standing", "audit");

    private final String key = UUID.randomUUID().toString();

    @ParameterizedTest
    @EnumSource(Store.class)
    void whatADeletionLeavesIsRemovedAfterTheKill(Store store) throws Exception {
        Ground ground = Ground.fresh("deletion");
        try (Host host = Hosts.fresh(ground.settings(), store)) {
            for (int kills = 0; kills < KILLS; kills++) {
                String room = filled(host);
                long rows = rows(host, ground, store);
                assertTrue(rows > MESSAGES, rows + " rows");
                String ref = UUID.randomUUID().toString();
                boolean acknowledged = kills % 2 == 0;
                try (Chatter mira = Chatter.withKey("Mira", key, host)) {
                    mira.send(command(room, ref));
                    if (acknowledged) {
                        assertTrue(mira.reply(ref).is("ack"));
                        Await.until("something is cleared", () -> rows(host, ground, store) < rows, () -> "nothing");
                    }
                    host.kill(); // in the middle of the clearing, or of the deletion itself
                }
                host.start();
                try (Chatter mira = Chatter.withKey("Mira", key, host)) {
                    mira.send(command(room, ref));
                    Heard again = mira.reply(ref);
                    assertTrue(again.is("ack"), again.toString());
                    assertEquals(
                            "not-found", mira.ask("join", "room", room).json().getString("code"));
                }
                Await.until(
                        "nothing is left",
                        () -> rows(host, ground, store) == 0,
                        () -> rows(host, ground, store) + " rows are left");
            }
        }
    }

    private static String command(String room, String ref) {
        return "{\"type\":\"delete-room\",\"room\":\"" + room + "\",\"ref\":\"" + ref + "\"}";
    }

    private String filled(Host host) {
        try (Chatter mira = Chatter.withKey("Mira", key, host)) {
            String room =
                    mira.ask("create-room", "kind", "private", "title", "Plans").room();
            mira.join(room);
            String last = null;
            for (int i = 0; i < MESSAGES + ThreadLocalRandom.current().nextInt(100); i++) {
                last = mira.say("post", "room", room, "text", "message @Mira " + i);
            }
            assertTrue(mira.reply(last).is("ack"));
            return room;
        }
    }

    private static long rows(Host host, Ground ground, Store store) {
        Map<String, Long> counts = new LinkedHashMap<>();
        try (Connection connection = store == Store.SQLITE
                        ? DriverManager.getConnection("jdbc:sqlite:" + ground.database())
                        : Postgres.current().connect(host.database());
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    row.next();
                    counts.put(table, row.getLong(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return counts.values().stream().mapToLong(count -> count).sum();
    }
}
