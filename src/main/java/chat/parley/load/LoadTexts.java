package chat.parley.load;

import chat.parley.event.Json;

/** The commands of a session as JSON. */
final class LoadTexts {
    static final String HELLO = "hello";
    static final String JOIN = "join";

    /** Null fields are left out. */
    public record HelloText(String type, String ref, String name, String key, String token) {}

    public record JoinText(String type, String ref, String room, String since) {}

    public record PostText(String type, String ref, String room, String text) {}

    private LoadTexts() {}

    /** @param token null for a guest */
    static String hello(String name, String key, String token) {
        return Json.write(
                token == null
                        ? new HelloText(HELLO, HELLO, name, key, null)
                        : new HelloText(HELLO, HELLO, null, null, token));
    }

    static String join(Place place) {
        return Json.write(
                new JoinText(JOIN, JOIN, place.room.name(), place.position.isEmpty() ? null : place.position));
    }

    /** @param size of the text in characters */
    static String post(String ref, String room, int size) {
        String text = ref.length() < size ? ref + " " + "x".repeat(size - ref.length() - 1) : "x".repeat(size);
        return Json.write(new PostText("post", ref, room, text.strip()));
    }
}
