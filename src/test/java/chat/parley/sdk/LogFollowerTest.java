package chat.parley.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogFollowerTest {
    private final FakeWire wire = new FakeWire();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final LogFollower.Room room = new LogFollower.Room() {
        @Override
        public String id() {
            return "lobby";
        }

        @Override
        public void rejoin() {
            heard.add("rejoin " + log.position());
        }

        @Override
        public void settled(WireEvent entry) {}

        @Override
        public void changed(RoomEntry entry) {}

        @Override
        public void topic(String topic, ChatMember author) {
            heard.add("topic " + topic);
        }
    };
    private final LogFollower log = new LogFollower(
            room,
            wire,
            new RoomListener() {
                @Override
                public void message(ChatMessage message, Cause cause) {
                    heard.add(cause + " " + message.offset());
                }

                @Override
                public void change(MessageChange change, Cause cause) {
                    heard.add(cause + " " + change.kind() + " " + change.offset());
                }

                @Override
                public void reset(long head) {
                    heard.add("reset " + head);
                }
            },
            null);

    @AfterEach
    void close() {
        wire.close();
    }

    private static String entry(String type, long offset) {
        return "{\"type\":\"" + type + "\",\"room\":\"lobby\",\"offset\":" + offset + ",\"position\":\"p" + offset
                + "\",\"at\":\"2026-11-22T09:31:07.215Z\",\"author\":{\"id\":\"other\",\"name\":\"Jonas\"}"
                + ",\"target\":" + (offset - 1) + ",\"topic\":\"Whatever\"}";
    }

    private void joined(String fields) {
        wire.run(() -> log.begin(FakeWire.event("{\"type\":\"joined\"," + fields + "}")));
    }

    private void take(String type, long offset) {
        wire.run(() -> log.take(FakeWire.event(entry(type, offset))));
    }

    /** The log goes from 1 to 200, of which retention has left those from 91 on. */
    private void overtake() {
        joined("\"position\":\"p0\",\"head\":1");
        take("message", 1);
        joined("\"position\":\"p150\",\"head\":200,\"recovered\":false");
    }

    private void answerHistory(long from, long to) {
        StringBuilder messages = new StringBuilder();
        for (long offset = from; offset <= to; offset++) {
            messages.append(offset == from ? "" : ",").append(entry("message", offset));
        }
        List<WireCommand> sent = wire.sent();
        wire.answer(
                sent.get(sent.size() - 1),
                "\"type\":\"history\",\"head\":200,\"floor\":" + (from - 1) + ",\"newer\":" + to + ",\"messages\":["
                        + messages + "]");
    }

    @Test
    void afterTheOldestMessagesTheLogItselfFollowsWithItsChanges() {
        overtake();
        assertEquals(1, wire.last().number("after"));
        answerHistory(91, 92);
        assertEquals(List.of("HISTORY 1", "reset 200", "HISTORY 91", "HISTORY 92", "rejoin p92"), heard);
        assertEquals(1, wire.sent().size());
        joined("\"position\":\"p92\",\"head\":200,\"recovered\":true");
        take("deleted", 93);
        take("message", 94);
        assertEquals(List.of("RESUME DELETED 93", "RESUME 94"), heard.subList(5, heard.size()));
    }

    @Test
    void aConnectionLostBeforeTheOldestMessagesArriveLosesNone() {
        overtake();
        joined("\"position\":\"p150\",\"head\":200,\"recovered\":true");
        assertEquals(2, wire.sent().size());
        assertEquals(1, wire.last().number("after"));
        answerHistory(91, 92);
        assertEquals(List.of("HISTORY 1", "reset 200", "HISTORY 91", "HISTORY 92", "rejoin p92"), heard);
    }

    @Test
    void anotherLogIsNotReadFromTheOldOffset() {
        overtake();
        List<WireCommand> sent = wire.sent();
        wire.answer(
                sent.get(0),
                "\"type\":\"history\",\"head\":200,\"floor\":0,\"messages\":[" + entry("message", 2) + "]");
        assertEquals(List.of("HISTORY 1", "reset 200", "rejoin p150"), heard);
    }

    @Test
    void aGapIsFilledByJoiningAgainUnlessTheServerHasNothingThere() {
        joined("\"position\":\"p0\",\"head\":0");
        take("message", 1);
        take("message", 3);
        assertEquals(List.of("LIVE 1", "rejoin p1"), heard);
        joined("\"position\":\"p1\",\"head\":3,\"recovered\":true");
        take("message", 3);
        take("message", 6);
        joined("\"position\":\"p3\",\"head\":6,\"recovered\":true");
        take("message", 6);
        assertEquals(List.of("RESUME 3", "rejoin p3", "RESUME 6"), heard.subList(2, heard.size()));
    }

    @Test
    void topicsOfTheBacklogAreOldNews() {
        joined("\"position\":\"p0\",\"head\":1");
        take("topic-changed", 1);
        assertEquals(List.of(), heard);
        take("topic-changed", 2);
        assertEquals(List.of("topic Whatever"), heard);
    }
}
