package chat.parley.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.cluster.Attendance;
import chat.parley.cluster.Cluster;
import chat.parley.cluster.Local;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.RoomId;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is in a room on other servers is known here, however soon it is read. */
@Timeout(60)
class ElsewhereTest {
    private static final Member NORA = new Member("nora", "Nora");

    /** The other servers, if reading what they have stored takes no time. */
    private static final class QuickCluster implements Cluster {
        private final AtomicReference<Local> local = new AtomicReference<>();

        @Override
        public void opened(RoomId room) {
            local.get().occupied(room, new Attendance(List.of(NORA), 0));
        }
    }

    @Test
    void whoeverOpensARoomIsToldWhoIsElsewhere() throws Exception {
        QuickCluster cluster = new QuickCluster();
        try (Talk talk = new Talk(cluster)) {
            cluster.local.set(talk.chat.local());
            Talk.Guest mira = talk.new Guest(new TestWire(), "Mira");
            Event.Joined joined = mira.join(null);
            boolean listed = joined.members().contains(NORA);
            Event.MemberJoined came = listed
                    ? null
                    : mira.wire.next(
                            Event.MemberJoined.class, event -> event.member().equals(NORA));
            assertEquals(2, listed ? joined.online() : came.online());
        }
    }
}
