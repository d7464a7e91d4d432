package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.FaultTest;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One client opens as many rooms as 205 sessions allow. */
@FaultTest
class RoomHoardIT {
    private static final int SESSIONS = 205;
    private static final int ROOMS = 98;
    private static final String ELSEWHERE = "198.51.100.1";

    @Test
    void oneMemberWithManySessionsLeavesRoomsToOthers() throws Exception {
        hoard("a-key-of-one-who-hoards-rooms", 1_000);
    }

    @Test
    void oneAddressWithManyMembersLeavesRoomsToOthers() throws Exception {
        hoard(null, 5_000 + SESSIONS);
    }

    private static void hoard(String key, int most) throws Exception {
        List<Chatter> sessions = new ArrayList<>();
        try (Host host = Hosts.fresh(
                        Map.of("proxies", "127.0.0.1", "rate", "1000", "burst", "1000", "hello-timeout", "1m"));
                Onlooker onlooker = new Onlooker(host)) {
            try {
                int rooms = 0;
                for (int i = 0; i < SESSIONS; i++) {
                    Chatter session = Chatter.withKey("Hoarder", key, host);
                    sessions.add(session);
                    List<String> refs = IntStream.range(0, ROOMS)
                            .mapToObj(n -> session.say("join", "room", UnusedRoom.name()))
                            .toList();
                    rooms += (int) refs.stream()
                            .map(session::reply)
                            .filter(answer -> answer.is("joined"))
                            .count();
                    if (i % 40 == 0) {
                        onlooker.assertAnswered();
                    }
                }
                assertTrue(rooms <= most, rooms + " rooms");
                try (Chatter neighbour = Chatter.named("Neighbour", host);
                        Chatter newcomer = Chatter.from(ELSEWHERE, "Newcomer", host)) {
                    neighbour.join(UnusedRoom.name());
                    for (int i = 0; i < ROOMS; i++) {
                        Heard answer = newcomer.ask("join", "room", UnusedRoom.name());
                        assertTrue(answer.is("joined"), answer.toString());
                    }
                }
                onlooker.assertAnswered();
            } finally {
                sessions.forEach(Chatter::close);
            }
        }
    }
}
