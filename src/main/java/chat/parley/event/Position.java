package chat.parley.event;

/**
 * A place in a room's log: the log's identity ({@code epoch}), the offset, and the tag of the entry there, so that a log that forked (a restored
 * backup) is recognised. Clients keep its text as an opaque token.
 *
 * @param offset 0 stands before the first entry; its tag is {@link #NO_TAG}
 */
public record Position(String epoch, long offset, String tag) {
    public static final String NO_TAG = "0";

    /** The place before a log's first entry. */
    public static Position start(String epoch) {
        return new Position(epoch, 0, NO_TAG);
    }

    /** Reads a client's token; null where it is none of ours, which means that nothing can be resumed from it. */
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
