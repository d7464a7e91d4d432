package chat.parley.io;

/** Collects the fragments of one text message, up to a limit. Belongs to one connection; for one thread at a time. */
public final class FrameText {
    private final int maxBytes;
    /** Null while there is at most one fragment: almost all messages have one and need no copy. */
    private StringBuilder text;

    private String only = "";
    private long bytes;

    /** @param maxBytes limit for a message in UTF-8 */
    public FrameText(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Adds a fragment. Returns false and discards the text if the message exceeds the limit. */
    public boolean add(String part) {
        bytes += bytes(part);
        if (bytes > maxBytes) {
            drop();
            return false;
        }
        if (text != null) {
            text.append(part);
        } else if (only.isEmpty()) {
            only = part;
        } else {
            text = new StringBuilder(only).append(part);
        }
        return true;
    }

    /** Removes and returns the whole message; the next fragment starts another one. */
    public String take() {
        String whole = text == null ? only : text.toString();
        drop();
        bytes = 0;
        return whole;
    }

    private void drop() {
        only = "";
        text = null;
    }

    /** Length in UTF-8. */
    private static long bytes(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }
}
