package chat.parley.model;

import chat.parley.event.Json;
import chat.parley.event.Logged;
import chat.parley.event.Member;
import chat.parley.event.Reaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The state of a message after changes, by the rules of the protocol, without the server's code. */
final class Folded {
    /** The reactions as stored in the table. */
    public record Kept(List<Reaction> reactions) {}

    private String text;
    private Instant edited;
    private boolean deleted;
    private boolean pinned;
    private long changed;
    private final Map<String, List<String>> reactions = new TreeMap<>();
    /** Whether it includes changes that a restored older copy of the log does not have. */
    boolean astray;

    /** A message with its original text. */
    Folded(String text) {
        this.text = text;
    }

    /** A message as received from the server. */
    Folded(Logged.Message message) {
        text = message.text();
        edited = message.edited();
        deleted = message.deleted() != null;
        pinned = message.pinned() != null;
        changed = message.changed() == null ? 0 : message.changed();
        for (Reaction reaction : message.reactions() == null ? List.<Reaction>of() : message.reactions()) {
            reactions.put(
                    reaction.emoji(),
                    new ArrayList<>(reaction.members().stream().map(Member::id).toList()));
        }
    }

    /** A message as stored in the table. @param said the original text */
    Folded(String said, ResultSet row) throws SQLException {
        changed = row.getLong("changed");
        deleted = row.getLong("deleted") != 0;
        pinned = row.getLong("pinned") != 0;
        edited = row.getLong("edited") == 0 ? null : Instant.ofEpochMilli(row.getLong("edited"));
        text = deleted ? null : edited == null ? said : row.getString("text");
        String kept = row.getString("reactions");
        for (Reaction reaction : kept.isEmpty()
                ? List.<Reaction>of()
                : Json.read(kept, Kept.class).reactions()) {
            reactions.put(
                    reaction.emoji(),
                    new ArrayList<>(reaction.members().stream().map(Member::id).toList()));
        }
    }

    long changed() {
        return changed;
    }

    /** @param words the new text, null if it is no longer available; or the emoji */
    void apply(long offset, Instant at, String author, Deed.Kind kind, String words) {
        if (offset <= changed) {
            return;
        }
        changed = offset;
        switch (kind) {
            case EDIT -> {
                text = words == null ? text : words;
                edited = at;
            }
            case DELETION -> {
                text = null;
                edited = null;
                deleted = true;
                pinned = false;
                reactions.clear();
            }
            case REACTION -> {
                List<String> members = reactions.computeIfAbsent(words, emoji -> new ArrayList<>());
                if (!members.contains(author)) {
                    members.add(author);
                }
            }
            case UNREACTION -> {
                List<String> members = reactions.getOrDefault(words, new ArrayList<>());
                members.remove(author);
                if (members.isEmpty()) {
                    reactions.remove(words);
                }
            }
            case PIN -> pinned = true;
            case UNPIN -> pinned = false;
            default -> throw new IllegalArgumentException(kind + " changes no message");
        }
    }

    /** The edited text as stored in the table; null if the message was not edited. */
    String newText() {
        return edited == null ? null : text;
    }

    long editedAt() {
        return edited == null ? 0 : edited.toEpochMilli();
    }

    /** As stored in the table. */
    long pinned() {
        return pinned ? 1 : 0;
    }

    String reactions() {
        List<String> lines = reactions.entrySet().stream()
                .map(line -> "{\"emoji\":\"" + line.getKey() + "\",\"members\":["
                        + String.join(
                                ",",
                                line.getValue().stream()
                                        .map(id -> "{\"id\":\"" + id + "\",\"name\":\"somebody\"}")
                                        .toList())
                        + "]}")
                .toList();
        return lines.isEmpty() ? "" : "{\"reactions\":[" + String.join(",", lines) + "]}";
    }

    @Override
    public String toString() {
        return (deleted ? "deleted" : text) + (edited == null ? "" : " edited " + edited.toEpochMilli()) + " "
                + reactions + (pinned ? " pinned" : "") + " as of " + changed;
    }
}
