package chat.parley.io;

/** Makes text from outside safe to print: it cannot forge lines, move the cursor or reverse what follows. */
public final class OneLine {
    private static final String HEX = "0123456789abcdef";
    private static final int DIGIT_BITS = 4;
    private static final int DIGIT = 0xf;

    private OneLine() {}

    /** The text with control, format and separator characters as escapes such as {@code \n} and {@code \u202e}. */
    public static String of(String text) {
        int first = 0;
        while (first < text.length() && isPlain(text.charAt(first))) {
            first++;
        }
        return first == text.length() ? text : escaped(text, first);
    }

    /** The text as a JSON string, with the same characters escaped. */
    public static String json(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '"' || next == '\\') {
                quoted.append('\\').append(next);
            } else if (isPlain(next)) {
                quoted.append(next);
            } else {
                escape(next, quoted);
            }
        }
        return quoted.append('"').toString();
    }

    private static String escaped(String text, int first) {
        StringBuilder line = new StringBuilder(text.length() + 2 * DIGIT_BITS).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char next = text.charAt(i);
            if (isPlain(next)) {
                line.append(next);
            } else {
                escape(next, line);
            }
        }
        return line.toString();
    }

    private static void escape(char next, StringBuilder line) {
        switch (next) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                line.append("\\u");
                for (int shift = 3 * DIGIT_BITS; shift >= 0; shift -= DIGIT_BITS) {
                    line.append(HEX.charAt(next >> shift & DIGIT));
                }
            }
        }
    }

    private static boolean isPlain(char next) {
        if (next >= ' ' && next < '\u007f') {
            return true;
        }
        int type = Character.getType(next);
        return type != Character.CONTROL
                && type != Character.FORMAT // such as the marks that change the direction of text
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.UNASSIGNED;
    }
}
