package chat.parley.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.Documentation;
import chat.parley.event.Event;
import chat.parley.event.Logged;
import jakarta.json.bind.annotation.JsonbSubtype;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the SDK makes of the protocol's events, so that the two do not drift apart. */
class WireRecordsTest {
    private static final ChatMember MIRA = new ChatMember("u1V7cQe3T0m9fYzRk5xLhA", "Mira Okafor");
    /** Not about messages, and not in logs that clients follow. */
    private static final Set<String> OTHERS = Set.of("message", "topic-changed", "room-deleted");

    private static Set<String> loggedTypes() {
        return Stream.of(Event.class.getAnnotation(JsonbTypeInfo.class).value())
                .filter(subtype -> Logged.class.isAssignableFrom(subtype.type()))
                .map(JsonbSubtype::alias)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<WireEvent> examples() {
        return Documentation.page("docs/protocol.md")
                .lines()
                .filter(line -> line.startsWith("{\"type\":"))
                .map(line -> WireEvent.in(line).get(0))
                .toList();
    }

    @Test
    void everyEntryOfALogHasARecord() {
        Set<String> unknown = loggedTypes();
        assertTrue(unknown.size() > 10, unknown.toString());
        unknown.removeIf(type -> {
            WireEvent event = WireEvent.in("{\"type\":\"" + type + "\"}").get(0);
            return OTHERS.contains(type) || WireRecords.isChange(event) || WireRecords.isRoomEntry(event);
        });
        assertEquals(Set.of(), unknown);
    }

    @Test
    void theExamplesOfTheProtocolBecomeRecordsWithEverythingInThem() {
        Set<String> seen = new TreeSet<>();
        for (WireEvent event : examples()) {
            if (event.number("offset") == null || event.time("at") == null || event.member("author") == null) {
                continue;
            }
            seen.add(event.type());
            if (event.type().equals("message")) {
                ChatMessage message = WireRecords.message(event, MIRA);
                assertEquals(event.text("text", ""), message.text());
                assertEquals(event.member("author").equals(MIRA), message.mine());
                assertEquals(
                        event.json().containsKey("mentions"),
                        !message.mentions().isEmpty());
                assertEquals(
                        event.json().containsKey("reactions"),
                        !message.reactions().isEmpty());
                assertEquals(event.json().containsKey("deleted"), message.deleted());
                assertEquals(event.number("changed"), message.changed());
            } else if (WireRecords.isChange(event)) {
                MessageChange change = WireRecords.change(event, MIRA);
                assertEquals(event.number("target"), change.target());
                assertEquals(event.text("emoji"), change.emoji());
                assertNotNull(change.kind());
            } else if (WireRecords.isRoomEntry(event)) {
                RoomEntry entry = WireRecords.entry(event);
                assertEquals(event.text("role"), entry.role());
                assertEquals(event.text("title"), entry.title());
                assertEquals(event.text("rules"), entry.rules());
                assertEquals(event.flag("ended"), entry.ended());
            }
        }
        Set<String> missing = loggedTypes();
        missing.removeAll(seen);
        assertEquals(Set.of(), missing);
    }

    @Test
    void fieldsOfOtherTypesCountAsMissing() {
        WireEvent odd = WireEvent.in(
                        "[{\"type\":7,\"text\":[],\"offset\":\"x\",\"members\":[1,{}],\"member\":\"Mira\",\"flag\":1},null,7]")
                .get(0);
        assertEquals("", odd.type());
        assertEquals("none", odd.text("text", "none"));
        assertEquals(-1, odd.number("offset", -1));
        assertEquals(List.of(new ChatMember("", "")), odd.members("members"));
        assertEquals(null, odd.member("member"));
        assertEquals(false, odd.flag("flag"));
    }

    @Test
    void spellingsOfARoomHaveOneKey() {
        assertEquals(RoomSpelling.key("lobby"), RoomSpelling.key(" LOBBY\t"));
        assertEquals(RoomSpelling.key("straße"), RoomSpelling.key("STRASSE"));
        assertTrue(!RoomSpelling.key("ı").equals(RoomSpelling.key("i")));
    }
}
