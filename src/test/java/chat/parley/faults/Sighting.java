package chat.parley.faults;

import chat.parley.client.Heard;
import chat.parley.client.Shown;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * An entry as an observer knows it: a reader knows all of it; its author does not know its position before the ack.
 *
 * @param offset 0 if unknown
 * @param position null if unknown
 * @param author the member's id; null for a bare position
 * @param hash the hash of a message's text, or the {@link #change words} of a change; ends with {@link #GONE} if the
 *     text is no longer available; null for a bare position
 */
record Sighting(long offset, String position, String author, String ref, String hash) {
    /** Replaces a text that was edited or deleted. */
    static final String GONE = "*";

    private static final int HASH_BYTES = 8;
    private static final String MESSAGE = "";

    static Sighting place(long offset, String position) {
        return new Sighting(offset, position, null, null, null);
    }

    static Sighting post(String author, String ref, String hash) {
        return new Sighting(0, null, author, ref, hash);
    }

    Sighting at(long offset, String position) {
        return new Sighting(offset, position, author, ref, hash);
    }

    /** The words of a change. @param text null if it is gone */
    static String change(String kind, long target, String text) {
        return kind + ":" + target + ":" + (text == null ? GONE : hash(text));
    }

    /** An entry as a reader received it. The original text of a message that was edited or deleted is not visible. */
    static Sighting of(Heard event) {
        String kind = event.string("type");
        long target = event.json().containsKey("target")
                ? event.json().getJsonNumber("target").longValueExact()
                : 0;
        String hash = switch (kind) {
            case "message" ->
                event.json().containsKey("edited") || event.json().containsKey("deleted") ? GONE : hash(event.text());
            case "edited" -> change(kind, target, event.text());
            case "topic-changed" -> change(kind, target, event.string("topic"));
            default -> change(kind, target, event.json().getString("emoji", ""));
        };
        return new Sighting(event.offset(), event.position(), event.author(), event.ref(), hash);
    }

    /** Messages as a client or the history shows them. */
    static List<Sighting> shown(Shown messages) {
        return messages.messages().entrySet().stream()
                .map(message -> new Sighting(message.getKey(), null, null, null, hash(message.getValue())))
                .toList();
    }

    /** Whether both may be sightings of the same entry. */
    boolean agrees(Sighting other) {
        return other != null && withoutWords().equals(other.withoutWords()) && says(other.hash);
    }

    boolean says(String words) {
        return Objects.equals(hash, words)
                || hash != null && words != null && (isBegun(hash, words) || isBegun(words, hash));
    }

    private static boolean isBegun(String gone, String whole) {
        String begin = gone.endsWith(GONE) ? gone.substring(0, gone.length() - GONE.length()) : null;
        return begin != null && (begin.equals(MESSAGE) ? !whole.contains(":") : whole.startsWith(begin));
    }

    private Sighting withoutWords() {
        return new Sighting(offset, position, author, ref, null);
    }

    boolean isGone() {
        return hash.endsWith(GONE);
    }

    boolean isMessage() {
        return !hash.contains(":");
    }

    boolean is(String kind) {
        return hash.startsWith(kind + ":");
    }

    /** The message that a change applies to; for a message, its own offset. */
    long target() {
        return isMessage() ? offset : Long.parseLong(hash.split(":")[1]);
    }

    static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
