package chat.parley.load;

/** A load that cannot be run, or not to its end. The message says why and what to do. */
public final class LoadFailure extends Exception {
    private static final long serialVersionUID = 1L;
    static final int USAGE = 2;
    static final int INCOMPLETE = 3;

    private final int exitCode;

    private LoadFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static LoadFailure usage(String message) {
        return new LoadFailure(USAGE, message);
    }

    static LoadFailure incomplete(String message) {
        return new LoadFailure(INCOMPLETE, message);
    }

    int exitCode() {
        return exitCode;
    }
}
