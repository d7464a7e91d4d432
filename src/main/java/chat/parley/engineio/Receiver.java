package chat.parley.engineio;

/** The upper end of a session. Called by one thread at a time; nothing comes after the end. */
public interface Receiver {
    void text(String message);

    void bytes(byte[] message);

    /** @param why in the words of Engine.IO, such as {@code ping timeout} */
    void ended(String why);
}
