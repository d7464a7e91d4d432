package chat.parley.store;

/** The store cannot be opened or used; the message says what is wrong in words for the one who runs the server. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
