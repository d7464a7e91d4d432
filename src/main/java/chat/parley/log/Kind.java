package chat.parley.log;

import chat.parley.event.Body;
import chat.parley.event.Reaction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Locale;

/** The kinds of entries, and their format in the columns {@code kind}, {@code target} and {@code body}. */
public enum Kind {
    MESSAGE, EDIT, DELETION, REACTION, UNREACTION, TOPIC;

    /** The digest of redacted content: the real digest would allow guessing the content. */
    static final long GONE = 0;

    static Kind of(Body body) {
        if (body instanceof Body.Edit) {
            return EDIT;
        } else if (body instanceof Body.Deletion) {
            return DELETION;
        } else if (body instanceof Body.Reaction reaction) {
            return reaction.on() ? REACTION : UNREACTION;
        }
        return body instanceof Body.Topic ? TOPIC : MESSAGE;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The offset of the message that the body refers to, or 0. */
    static long target(Body body) {
        if (body instanceof Body.Said said) {
            return said.replyTo() == null ? 0 : said.replyTo();
        } else if (body instanceof Body.Edit edit) {
            return edit.target();
        } else if (body instanceof Body.Deletion deletion) {
            return deletion.target();
        }
        return body instanceof Body.Reaction reaction ? reaction.target() : 0;
    }

    /** The column {@code body}; null if redacted. */
    static String text(Body body) {
        if (body instanceof Body.Said said) {
            return said.text();
        } else if (body instanceof Body.Edit edit) {
            return edit.text();
        } else if (body instanceof Body.Reaction reaction) {
            return reaction.emoji();
        }
        return body instanceof Body.Topic topic ? topic.topic() : "";
    }

    /** The inverse of the columns. @throws SQLException if the kind is unknown */
    static Body body(String kind, long target, String text) throws SQLException {
        return switch (kind) {
            case "message" -> new Body.Said(text, target == 0 ? null : target);
            case "edit" -> new Body.Edit(target, text);
            case "deletion" -> new Body.Deletion(target);
            case "reaction" -> new Body.Reaction(target, text == null ? "" : Reaction.normal(text), true);
            case "unreaction" -> new Body.Reaction(target, text == null ? "" : Reaction.normal(text), false);
            case "topic" -> new Body.Topic(text == null ? "" : text);
            default -> throw new SQLException("Unknown entry kind " + kind + "; a newer Parley may have written it");
        };
    }

    /**
     * The digest by which a repetition is recognised after redaction. For a message that is no reply, it covers the
     * text alone; for all others, it also covers a prefix that no text begins with.
     */
    static long digest(Body body) {
        String text = text(body);
        return digest(of(body) == MESSAGE && target(body) == 0 ? text : "\0" + of(body).word() + " " + target(body) + " " + text);
    }

    private static long digest(String text) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
