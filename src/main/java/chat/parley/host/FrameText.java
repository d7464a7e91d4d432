package chat.parley.host;

/** The text of one message, put together from its fragments, never more than a number of bytes. Belongs to one connection; one thread at a time. */
public final class FrameText {
    private final int most;
    private final StringBuilder text = new StringBuilder(0);
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
        if (text.isEmpty() && only.isEmpty()) {
            only = part; // nearly all messages are one fragment, and need no copy
        } else {
            text.append(only).append(part);
            only = "";
        }
        return true;
    }

    /** The whole message; the next fragment begins another one. */
    public String take() {
        String whole = text.isEmpty() ? only : text.toString();
        drop();
        bytes = 0;
        return whole;
    }

    private void drop() {
        only = "";
        text.setLength(0);
        text.trimToSize(); // a session is quiet for most of its life
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
