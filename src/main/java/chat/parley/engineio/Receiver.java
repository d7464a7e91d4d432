package chat.parley.engineio;

/** Receives the messages of a session. Called by one thread at a time, and not after {@link #ended}. */
public interface Receiver {
    void text(String message);

    void bytes(byte[] message);

    /** @param reason in Engine.IO's terms, such as {@code ping timeout} */
    void ended(String reason);
}
