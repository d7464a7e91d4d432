package chat.parley.client;

import jakarta.json.JsonObject;
import java.util.List;

/** A line of the rooms in which a member takes part. */
public record MyRooms(JsonObject json) {
    public static List<String> names(Chatter chatter) {
        return lines(chatter).stream().map(line -> line.getString("room")).toList();
    }

    /** The line of a room that has one. */
    public static MyRooms of(Chatter chatter, String room) {
        return lines(chatter).stream().filter(line -> line.getString("room").equals(room)).map(MyRooms::new).findFirst()
                .orElseThrow(() -> new AssertionError(room + " is not among " + names(chatter)));
    }

    private static List<JsonObject> lines(Chatter chatter) {
        Heard answer = chatter.ask("my-rooms");
        if (!answer.is("my-rooms")) {
            throw new AssertionError(answer.toString());
        }
        return answer.json().getJsonArray("rooms").getValuesAs(JsonObject.class);
    }

    public long head() {
        return number("head");
    }

    public long read() {
        return number("read");
    }

    public long unread() {
        return number("unread");
    }

    public long mentions() {
        return number("mentions");
    }

    public long members() {
        return number("members");
    }

    public long online() {
        return number("online");
    }

    public String topic() {
        return json.getString("topic", null);
    }

    private long number(String field) {
        return json.getJsonNumber(field).longValueExact();
    }
}
