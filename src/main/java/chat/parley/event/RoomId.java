package chat.parley.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What identifies a room inside the server, whatever its name: the {@linkplain RoomKey key} of the name that it was
 * created with. So the id of a room is known before the room is stored, and every server computes the same one. Clients
 * never see it.
 *
 * <p>All transactions lock rooms in the order of their ids, which avoids deadlocks: that of the texts in UTF-8, like
 * PostgreSQL's collation "C".
 */
public record RoomId(String text) implements Comparable<RoomId> {
    /** How the addresses of private and direct rooms begin. */
    public static final String UNLISTED = "~";

    /** Whether this is the address of a private or direct room, or of a public one from an older server. */
    public boolean isUnlisted() {
        return text.startsWith(UNLISTED);
    }

    @Override
    public int compareTo(RoomId other) {
        return Arrays.compareUnsigned(bytes(), other.bytes());
    }

    private byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text;
    }
}
