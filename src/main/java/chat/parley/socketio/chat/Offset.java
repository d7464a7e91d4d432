package chat.parley.socketio.chat;

import chat.parley.event.Position;
import chat.parley.socketio.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The session's positions in all its rooms and, where needed, its name. A client that sends it back resumes there,
 * on any node and at any time. It is neither secret nor proof: anyone who has one could join the same rooms at the
 * same positions.
 *
 * @param name the member's name if it was set during the session; empty if the client sends it with each connect
 * @param hiddenUpTo messages up to this offset are not sent to the client, because it connected later
 * @param positions by room
 */
record Offset(String name, long hiddenUpTo, Map<String, String> positions) {
    static final int MAX_ROOMS = 100;
    private static final int MAX_LENGTH = 32 * 1024;
    static final String ROOM_SEPARATOR = "~";
    private static final String FIELD_SEPARATOR = "!";
    private static final String NUMBER_PREFIX = ":";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /** The offset that the client sent: without positions if it sent none, empty if it is invalid. */
    static Optional<Offset> of(Socket socket) {
        return socket.auth().containsKey("offset")
                ? parse(socket.auth().getString("offset", null))
                : Optional.of(new Offset("", 0, Map.of()));
    }

    /** The offset of a client in a single room that sends its name with each connect. */
    static String of(String room, String position) {
        return head("", 0) + prefixOf(room) + position;
    }

    /** The part before the rooms. */
    static String head(String name, long hiddenUpTo) {
        return (name.isEmpty() ? "" : encoded(name))
                + (hiddenUpTo == 0 ? "" : NUMBER_PREFIX + hiddenUpTo)
                + FIELD_SEPARATOR;
    }

    /** The part before the position in a room. */
    static String prefixOf(String room) {
        return encoded(room) + FIELD_SEPARATOR;
    }

    /** Empty if the text is not a valid offset. */
    static Optional<Offset> parse(String text) {
        if (text == null || text.length() > MAX_LENGTH || !text.contains(FIELD_SEPARATOR)) {
            return Optional.empty();
        }
        try {
            int first = text.indexOf(FIELD_SEPARATOR);
            Map<String, String> positions = new TreeMap<>();
            for (String part : text.substring(first + 1).split(ROOM_SEPARATOR)) {
                String[] halves = part.split(FIELD_SEPARATOR, 2);
                if (halves.length == 2) {
                    positions.put(decoded(halves[0]), halves[1]);
                } else if (!part.isEmpty()) {
                    return Optional.empty();
                }
            }
            boolean usable = positions.size() <= MAX_ROOMS
                    && positions.values().stream().allMatch(position -> Position.parse(position) != null);
            String[] head = text.substring(0, first).split(NUMBER_PREFIX, 2);
            return usable
                    ? Optional.of(
                            new Offset(decoded(head[0]), head.length == 2 ? Long.parseLong(head[1]) : 0, positions))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String encoded(String text) {
        return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
