package chat.parley.embedded;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Checks the requests on a connection against the grammar of HTTP/1.1 (RFC 9112) before Grizzly parses them. Prevents
 * request smuggling: Grizzly and a proxy in front of it may be lenient in different ways and see different requests.
 * Buffers only the beginning of the current line. Not thread-safe.
 */
final class RequestGuard {
    private static final int MAX_LINE_KEPT = 256;
    private static final int MAX_LEADING_LINES = 2;
    private static final int SPACE = 0x20;
    private static final int DELETE = 0x7f;
    private static final int HEXADECIMAL = 16;
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern METHOD = Pattern.compile(TOKEN + " .*");
    private static final Pattern VERSION = Pattern.compile("HTTP/1\\.[01]");
    private static final Pattern NAME = Pattern.compile(TOKEN);
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CHUNK = Pattern.compile("[0-9A-Fa-f]{1,15}(;.*)?");

    /** The kind of the current line. */
    private enum Part {
        REQUEST,
        HEADER,
        CHUNK,
        AFTER_CHUNK,
        TRAILER
    }

    private Part part = Part.REQUEST;
    private final StringBuilder line = new StringBuilder();
    /** The request line after its last space: the version. */
    private final StringBuilder word = new StringBuilder();

    private boolean afterReturn;
    private int spaces;
    private int emptyLines;
    private boolean needsHost;
    private boolean hasHost;
    private boolean chunked;
    private long length = -1;
    /** Remaining bytes of the current body or chunk. */
    private long content;

    /** @return false if the bytes are not valid HTTP/1.1; must not be called again after that */
    boolean take(ByteBuffer bytes) {
        for (int at = bytes.position(); at < bytes.limit(); ) {
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
        if (afterReturn) {
            afterReturn = false;
            return next == '\n' && endLine();
        }
        if (next == '\r') {
            afterReturn = true;
            return true;
        }
        if (next < SPACE && next != '\t' || next == DELETE) {
            return false; // control characters, including a bare line feed
        }
        if (line.length() < MAX_LINE_KEPT) {
            line.append((char) next);
        }
        if (part == Part.REQUEST) {
            trackWord(next);
        }
        return true;
    }

    private void trackWord(int next) {
        if (next == ' ') {
            spaces++;
            word.setLength(0);
        } else if (word.length() < MAX_LINE_KEPT) {
            word.append((char) next);
        }
    }

    private boolean endLine() {
        String text = line.toString();
        line.setLength(0);
        return switch (part) {
            case REQUEST -> text.isEmpty() ? ++emptyLines <= MAX_LEADING_LINES : startRequest(text);
            case HEADER -> text.isEmpty() ? endHead() : isField(text) && readHeader(text);
            case CHUNK -> text.length() < MAX_LINE_KEPT && CHUNK.matcher(text).matches() && startChunk(text);
            case AFTER_CHUNK -> {
                part = Part.CHUNK;
                yield text.isEmpty();
            }
            case TRAILER -> text.isEmpty() ? endRequest() : isField(text);
        };
    }

    private boolean startRequest(String text) {
        boolean good = spaces == 2
                && METHOD.matcher(text).matches()
                && VERSION.matcher(word).matches();
        needsHost = word.toString().endsWith("1");
        part = Part.HEADER;
        return good;
    }

    /** Rejects spaces before the colon, and before the name, which was the obsolete line folding. */
    private static boolean isField(String text) {
        int colon = text.indexOf(':');
        return colon > 0 && NAME.matcher(text.substring(0, colon)).matches();
    }

    private boolean readHeader(String text) {
        int colon = text.indexOf(':');
        String value = text.substring(colon + 1).strip();
        switch (text.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "host" -> {
                boolean first = !hasHost;
                hasHost = true;
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

    private boolean endHead() {
        if (needsHost && !hasHost || chunked && (length >= 0 || !needsHost)) {
            return false;
        }
        if (chunked) {
            part = Part.CHUNK;
            return true;
        }
        content = Math.max(0, length);
        return endRequest();
    }

    private boolean startChunk(String text) {
        int end = text.indexOf(';');
        content = Long.parseLong(end < 0 ? text : text.substring(0, end), HEXADECIMAL);
        part = content == 0 ? Part.TRAILER : Part.AFTER_CHUNK;
        return true;
    }

    private boolean endRequest() {
        part = Part.REQUEST;
        word.setLength(0);
        spaces = 0;
        emptyLines = 0;
        hasHost = false;
        chunked = false;
        length = -1;
        return true;
    }
}
