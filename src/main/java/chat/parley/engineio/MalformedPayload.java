package chat.parley.engineio;

/** Thrown if a text contains no valid packets. */
final class MalformedPayload extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedPayload(String message) {
        super(message);
    }
}
