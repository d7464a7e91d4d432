package chat.parley.client;

import jakarta.json.JsonObject;
import java.util.List;

/** One entry of a member's room list. */
public record MyRooms(JsonObject json) {
    /** The names of a member's rooms in list order. */
    public static List<String> names(Chatter chatter) {
        return lines(chatter).stream().map(line -> line.getString("room")).toList();
    }

    /** The entry of this room. */
    public static MyRooms of(Chatter chatter, String room) {
        return lines(chatter).stream()
                .filter(line -> line.getString("room").equals(room))
                .map(MyRooms::new)
                .findFirst()
                .orElseThrow(() -> new AssertionError(room + " is not among " + names(chatter)));
    }

    private static List<JsonObject> lines(Chatter chatter) {
        Heard answer = chatter.ask("my-rooms");
        if (!answer.is("my-rooms")) {
            throw new AssertionError(answer.toString());
        }
        return answer.json().getJsonArray("rooms").getValuesAs(JsonObject.class);
    }

    /** The offset of the last entry. */
    public long head() {
        return number("head");
    }

    /** The member's read position. */
    public long read() {
        return number("read");
    }

    /** The number of unread messages. */
    public long unread() {
        return number("unread");
    }

    /** The number of unread mentions. */
    public long mentions() {
        return number("mentions");
    }

    /** The number of all members. */
    public long members() {
        return number("members");
    }

    /** The number of members online. */
    public long online() {
        return number("online");
    }

    /** The topic; null if there is none. */
    public String topic() {
        return json.getString("topic", null);
    }

    private long number(String field) {
        return json.getJsonNumber(field).longValueExact();
    }
}
