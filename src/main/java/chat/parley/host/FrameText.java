package chat.parley.host;

/** The text of one message, put together from its fragments, never more than a number of bytes. Belongs to one connection; one thread at a time. */
public final class FrameText {
    private final int most;
    /** Null while there is no more than one fragment: nearly all messages are one, and need no copy. */
    private StringBuilder text;
    private String only = "";
    private long bytes;

    /** @param most bytes in UTF-8 */
    public FrameText(int most) {
        this.most = most;
    }

    /** Adds a fragment. False when the message is too big: then nothing of it is kept. */
    public boolean add(String part) {
        bytes += bytes(part);
        if (bytes > most) {
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

    /** The whole message; the next fragment begins another one. */
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

    /** The length in UTF-8. */
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
