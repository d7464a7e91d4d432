package chat.parley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.Scene;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Postgres;
import chat.parley.e2e.host.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A container and a standalone server on one database are one chat. */
@HostContract
@ResourceLock(value = Postgres.SHARED, mode = ResourceAccessMode.READ)
class MixedClusterIT {
    private static Host one;
    private static Host two;

    @RegisterExtension
    final Scene here = new Scene(one);

    @RegisterExtension
    final Scene there = new Scene(two);

    @BeforeAll
    static void start() {
        one = Hosts.fresh(Map.of(), Store.POSTGRES);
        two = Hosts.embeddedBeside(one, Map.of());
    }

    @AfterAll
    static void stop() {
        two.close();
        one.close();
    }

    @Test
    void peopleTalkAndSeeEachOther() throws IOException {
        String room = here.room();
        Chatter mira = here.joined("Mira");
        Chatter jonas = there.joined("Jonas");
        jonas.join(room);
        mira.await(Heard.came(room, "Jonas"));
        for (int n = 0; n < 20; n++) {
            mira.post(room, "from here " + n);
            jonas.await(Heard.message(room, "from here " + n));
            jonas.post(room, "from there " + n);
            mira.await(Heard.message(room, "from there " + n));
        }
        jonas.ask("typing", "room", room);
        mira.await(event -> event.is("typing")); // only a bell carries it
        String log = Files.readString(one.log()) + Files.readString(two.log());
        assertTrue(!log.contains("Cannot hear"), log);
    }

    @Test
    void aRemovalHereIsEffectiveThere() {
        Chatter mira = here.withKey("Mira", here.key("mira"));
        Chatter jonas = there.withKey("Jonas", here.key("jonas"));
        jonas.join(here.room());
        String plans =
                mira.ask("create-room", "kind", "private", "title", "Plans").room();
        mira.join(plans);
        for (int round = 0; round < 5; round++) {
            mira.ask("set-role", "room", plans, "member", jonas.id(), "role", "member");
            assertTrue(jonas.join(plans).is("joined"));
            mira.ask("set-role", "room", plans, "member", jonas.id(), "role", "none");
            mira.post(plans, "after " + round);
            assertEquals("not-found", jonas.join(plans).code());
            assertEquals(List.of(), jonas.heard(Heard.message(plans, "after " + round)));
        }
    }
}
