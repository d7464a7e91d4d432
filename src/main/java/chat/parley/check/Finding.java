package chat.parley.check;

/**
 * Something that is wrong or risky.
 *
 * @param error whether the server would not start, or would soon fail
 * @param text what is wrong and what to do, in one line
 */
record Finding(boolean error, String text) {
    static Finding error(String text) {
        return new Finding(true, text);
    }

    static Finding warning(String text) {
        return new Finding(false, text);
    }

    @Override
    public String toString() {
        return (error ? "error: " : "warning: ") + text;
    }
}
