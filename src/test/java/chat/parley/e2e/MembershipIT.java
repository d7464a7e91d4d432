package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.MyRooms;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.StoreContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Acknowledged joins, leaves and reads survive an immediate crash. */
@StoreContract
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MembershipIT {
    private static final int TRIES = 3;

    private Host host;
    private String key;

    @BeforeAll
    void start() {
        host = Hosts.fresh(Map.of());
    }

    @AfterAll
    void stop() {
        host.close();
    }

    @BeforeEach
    void comeAnew() {
        key = "key-" + UnusedRoom.name().replaceAll("[^A-Za-z0-9]", "") + "-of-mira";
    }

    private Chatter mira() {
        return Chatter.withKey("Mira", key, host);
    }

    private void kill() {
        host.kill();
        host.start();
    }

    @Test
    void aRoomThatWasJoinedAndThenLeftStaysSoWhenTheServerIsKilledAfterEachAnswer() {
        for (int i = 0; i < TRIES; i++) {
            String room = UnusedRoom.name();
            String position;
            try (Chatter mira = mira()) {
                position = mira.join(room).position();
                kill();
            }
            try (Chatter mira = mira()) {
                assertEquals(List.of(room), MyRooms.names(mira));
                assertTrue(mira.join(room, position).recovered());
                assertEquals(List.of(room), MyRooms.names(mira));
                assertTrue(mira.leave(room).is("ack"));
                kill();
            }
            try (Chatter mira = mira()) {
                assertEquals(List.of(), MyRooms.names(mira));
            }
        }
    }

    @Test
    void whatWasReadStaysReadWhenTheServerIsKilledAfterTheAck() {
        String room = UnusedRoom.name();
        try (Chatter mira = mira();
                Chatter jonas = Chatter.named("Jonas", host)) {
            mira.join(room);
            jonas.join(room);
            jonas.post(room, "one");
            jonas.post(room, "two");
            assertTrue(mira.ask("read", "room", room, "offset", 1).is("ack"));
            kill();
        }
        try (Chatter mira = mira()) {
            MyRooms mine = MyRooms.of(mira, room);
            assertEquals(List.of(1L, 1L), List.of(mine.read(), mine.unread()));
        }
    }
}
