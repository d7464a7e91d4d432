package chat.parley.namespace;

import chat.parley.event.Position;
import chat.parley.socketio.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a session stands in all its rooms, and who it is if nothing else tells: what a client has to bring to go on there, on any node and at any time. It is no secret and proves nothing;
 * whoever brings one may ask for the same places by joining.
 *
 * @param name of a member that said it in the course of the session; empty if it comes with each connect
 * @param unheard what was said up to this offset is not for the client: it came later
 * @param positions by rooms
 */
record Offset(String name, long unheard, Map<String, String> positions) {
    private static final int MOST_ROOMS = 100;
    private static final int LONGEST = 32 * 1024;
    static final String BETWEEN = "~";
    private static final String INSIDE = "!";
    private static final String AFTER = ":";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /** What a client brings: nowhere, where it has heard nothing yet and brings none; empty where the text is none of ours. */
    static Optional<Offset> of(Socket socket) {
        return socket.auth().containsKey("offset") ? parse(socket.auth().getString("offset", null)) : Optional.of(new Offset("", 0, Map.of()));
    }

    /** In a single room, with a name that comes with each connect. */
    static String of(String room, String position) {
        return who("", 0) + beginningOf(room) + position;
    }

    /** What comes before the rooms. */
    static String who(String name, long unheard) {
        return (name.isEmpty() ? "" : encoded(name)) + (unheard == 0 ? "" : AFTER + unheard) + INSIDE;
    }

    /** What comes before the position in a room. */
    static String beginningOf(String room) {
        return encoded(room) + INSIDE;
    }

    /** Empty where the text is none. */
    static Optional<Offset> parse(String text) {
        if (text == null || text.length() > LONGEST || !text.contains(INSIDE)) {
            return Optional.empty();
        }
        try {
            int first = text.indexOf(INSIDE);
            Map<String, String> positions = new TreeMap<>();
            for (String part : text.substring(first + 1).split(BETWEEN)) {
                String[] halves = part.split(INSIDE, 2);
                if (halves.length == 2) {
                    positions.put(decoded(halves[0]), halves[1]);
                } else if (!part.isEmpty()) {
                    return Optional.empty();
                }
            }
            boolean usable = positions.size() <= MOST_ROOMS && positions.values().stream().allMatch(position -> Position.parse(position) != null);
            String[] who = text.substring(0, first).split(AFTER, 2);
            return usable ? Optional.of(new Offset(decoded(who[0]), who.length == 2 ? Long.parseLong(who[1]) : 0, positions)) : Optional.empty();
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
