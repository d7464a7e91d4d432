package chat.parley.event;

/**
 * A position in a room's log: the log's identity ({@code epoch}), the offset, and the tag of the entry there. The tag
 * detects a forked log, such as a restored backup. Clients treat its text as an opaque token.
 *
 * @param offset 0 is the position before the first entry; its tag is {@link #NO_TAG}
 */
public record Position(String epoch, long offset, String tag) {
    public static final String NO_TAG = "0";

    /** The position before a log's first entry. */
    public static Position start(String epoch) {
        return new Position(epoch, 0, NO_TAG);
    }

    /** Parses a client's token; null if it is missing or invalid, so the client cannot resume. */
    public static Position parse(String token) {
        if (token == null || token.length() > 64) {
            return null;
        }
        String[] parts = token.split("-", -1);
        if (parts.length != 3 || parts[0].isEmpty() || parts[2].isEmpty()) {
            return null;
        }
        try {
            long offset = Long.parseLong(parts[1]);
            return offset < 0 ? null : new Position(parts[0], offset, parts[2]);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The token for clients. */
    @Override
    public String toString() {
        return epoch + '-' + offset + '-' + tag;
    }
}
