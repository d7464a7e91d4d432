package chat.parley.embedded;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Follows the requests on a connection by the grammar of HTTP/1.1 (RFC 9112), before Grizzly gets their bytes. Grizzly
 * is lenient where a proxy before it may be lenient in another way, so that the two would see different requests. Keeps
 * the beginning of the current line and nothing else. For one thread at a time.
 */
final class RequestGuard {
    private static final int KEPT = 256;
    private static final int LEADING_LINES = 2;
    private static final int SPACE = 0x20;
    private static final int DELETE = 0x7f;
    private static final int HEXADECIMAL = 16;
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern METHOD = Pattern.compile(TOKEN + " .*");
    private static final Pattern VERSION = Pattern.compile("HTTP/1\\.[01]");
    private static final Pattern NAME = Pattern.compile(TOKEN);
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CHUNK = Pattern.compile("[0-9A-Fa-f]{1,15}(;.*)?");

    /** What the current line is. */
    private enum Part { REQUEST, HEADER, CHUNK, AFTER_CHUNK, TRAILER }

    private Part part = Part.REQUEST;
    private final StringBuilder line = new StringBuilder();
    /** What follows the last space of a request line. */
    private final StringBuilder word = new StringBuilder();
    private boolean returned;
    private int spaces;
    private int emptyLines;
    private boolean hostNeeded;
    private boolean hosted;
    private boolean chunked;
    private long length = -1;
    /** Bytes of a body or a chunk that come next. */
    private long content;

    /** @return false once the bytes are not HTTP/1.1 as it must be; then no more may be taken */
    boolean take(ByteBuffer bytes) {
        for (int at = bytes.position(); at < bytes.limit();) {
            if (content > 0) {
                int step = (int) Math.min(content, bytes.limit() - at);
                content -= step;
                at += step;
            } else if (!take(bytes.get(at++) & 0xff)) {
                return false;
            }
        }
        return true;
    }

    private boolean take(int next) {
        if (returned) {
            returned = false;
            return next == '\n' && lineEnds();
        }
        if (next == '\r') {
            returned = true;
            return true;
        }
        if (next < SPACE && next != '\t' || next == DELETE) {
            return false; // a bare line feed, a zero
        }
        if (line.length() < KEPT) {
            line.append((char) next);
        }
        if (part == Part.REQUEST) {
            followWords(next);
        }
        return true;
    }

    private void followWords(int next) {
        if (next == ' ') {
            spaces++;
            word.setLength(0);
        } else if (word.length() < KEPT) {
            word.append((char) next);
        }
    }

    private boolean lineEnds() {
        String text = line.toString();
        line.setLength(0);
        return switch (part) {
            case REQUEST -> text.isEmpty() ? ++emptyLines <= LEADING_LINES : begins(text);
            case HEADER -> text.isEmpty() ? headEnds() : isField(text) && header(text);
            case CHUNK -> text.length() < KEPT && CHUNK.matcher(text).matches() && chunk(text);
            case AFTER_CHUNK -> {
                part = Part.CHUNK;
                yield text.isEmpty();
            }
            case TRAILER -> text.isEmpty() ? requestEnds() : isField(text);
        };
    }

    private boolean begins(String text) {
        boolean good = spaces == 2 && METHOD.matcher(text).matches() && VERSION.matcher(word).matches();
        hostNeeded = word.toString().endsWith("1");
        part = Part.HEADER;
        return good;
    }

    /** No space before the colon, and none before the name: such a line used to continue the one before. */
    private static boolean isField(String text) {
        int colon = text.indexOf(':');
        return colon > 0 && NAME.matcher(text.substring(0, colon)).matches();
    }

    private boolean header(String text) {
        int colon = text.indexOf(':');
        String value = text.substring(colon + 1).strip();
        switch (text.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "host" -> {
                boolean first = !hosted;
                hosted = true;
                return first;
            }
            case "content-length" -> {
                boolean good = length < 0 && LENGTH.matcher(value).matches();
                length = good ? Long.parseLong(value) : 0;
                return good;
            }
            case "transfer-encoding" -> {
                boolean good = !chunked && value.equalsIgnoreCase("chunked");
                chunked = true;
                return good;
            }
            default -> {
                return true;
            }
        }
    }

    private boolean headEnds() {
        if (hostNeeded && !hosted || chunked && (length >= 0 || !hostNeeded)) {
            return false;
        }
        if (chunked) {
            part = Part.CHUNK;
            return true;
        }
        content = Math.max(0, length);
        return requestEnds();
    }

    private boolean chunk(String text) {
        int end = text.indexOf(';');
        content = Long.parseLong(end < 0 ? text : text.substring(0, end), HEXADECIMAL);
        part = content == 0 ? Part.TRAILER : Part.AFTER_CHUNK;
        return true;
    }

    private boolean requestEnds() {
        part = Part.REQUEST;
        word.setLength(0);
        spaces = 0;
        emptyLines = 0;
        hosted = false;
        chunked = false;
        length = -1;
        return true;
    }
}
