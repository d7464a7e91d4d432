package chat.parley.model;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All changes of messages, from the tables and the deeds of their authors, and which of them a client has been told
 * about.
 */
final class Changes {
    /** A row that is not a message. */
    private record Row(long offset, String sender, String ref, long at) {}

    private record Change(Row row, Deed deed) {}

    private final Truth truth;
    private final Map<String, TreeMap<Long, Change>> changes = new HashMap<>();
    /** The offset of the deletion, by room and deleted message. */
    private final Map<String, Map<Long, Long>> deletions = new HashMap<>();
    /** The offset of the newest edit that a client knows, by room and edited message. */
    private final Map<String, Map<Long, Long>> edits = new HashMap<>();

    Changes(Truth truth) {
        this.truth = truth;
    }

    private TreeMap<Long, Change> of(String room) {
        TreeMap<Long, Change> known = changes.computeIfAbsent(room, name -> new TreeMap<>());
        long last = known.isEmpty() ? 0 : known.lastKey();
        List<Row> more = truth.tables.all(
                "SELECT e.\"offset\", e.sender, e.ref, e.at FROM entry e JOIN room r ON r.id = e.room WHERE r.name = ? AND e.kind <> 'message' AND e.\"offset\" > "
                        + last + " ORDER BY e.\"offset\"",
                room,
                row -> new Row(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4)));
        for (Row row : more) {
            Deed deed = truth.byRef(room, row.sender(), row.ref());
            truth.require(deed != null, () -> "nobody sent the entry at " + row);
            known.put(row.offset(), new Change(row, deed));
        }
        return known;
    }

    /** The state of the message after all changes up to an offset. */
    Folded fold(String room, long message, String said, long upTo) {
        Folded folded = new Folded(said);
        of(room).headMap(upTo, true).values().stream()
                .filter(change ->
                        change.deed().target == message && change.deed().kind.isChange())
                .forEach(change -> folded.apply(
                        change.row().offset(),
                        Instant.ofEpochMilli(change.row().at()),
                        change.row().sender(),
                        change.deed().kind,
                        change.deed().text));
        return folded;
    }

    boolean isDeleted(String room, long message) {
        return of(room).values().stream()
                .anyMatch(change -> change.deed().kind == Deed.Kind.DELETION && change.deed().target == message);
    }

    /** Whether the original text of the message must be gone. */
    boolean isMessageGone(String room, long message) {
        return isDeleted(room, message) || isEditedAfter(room, message, 0);
    }

    /** Whether the text of the edit must be gone. */
    boolean isEditGone(String room, long message, long edit) {
        return isDeleted(room, message)
                || isEditedAfter(room, message, edit)
                || message <= truth.ends(room).floor();
    }

    private boolean isEditedAfter(String room, long message, long offset) {
        return of(room).tailMap(offset, false).values().stream()
                .anyMatch(change -> change.deed().kind == Deed.Kind.EDIT && change.deed().target == message);
    }

    String topic(String room) {
        return of(room).descendingMap().values().stream()
                .filter(change -> change.deed().kind == Deed.Kind.TOPIC)
                .map(change -> change.deed().text)
                .findFirst()
                .orElse("");
    }

    /** Records that a client knows this change. */
    void told(Deed deed, long offset) {
        if (deed.kind == Deed.Kind.DELETION) {
            deletions.computeIfAbsent(deed.room, room -> new HashMap<>()).put(deed.target, offset);
        } else if (deed.kind == Deed.Kind.EDIT) {
            edits.computeIfAbsent(deed.room, room -> new HashMap<>()).merge(deed.target, offset, Math::max);
        }
    }

    /** The messages that a client knows to be deleted. */
    Set<Long> deleted(String room) {
        return new HashSet<>(deletions.getOrDefault(room, Map.of()).keySet());
    }

    /** The newest edit of each message that a client knows. */
    Map<Long, Long> edits(String room) {
        return Map.copyOf(edits.getOrDefault(room, Map.of()));
    }

    /** Restores the changes to the state when the log ended at this offset; only later entries are lost. */
    void fork(String room, long offset) {
        changes.getOrDefault(room, new TreeMap<>()).tailMap(offset, false).clear();
        deletions.getOrDefault(room, new HashMap<>()).values().removeIf(place -> place > offset);
        edits.getOrDefault(room, new HashMap<>()).values().removeIf(place -> place > offset);
        for (Truth.Row line : truth.log(room)) {
            Deed deed = truth.deed(room, line);
            if (line.text() == null
                    && deed != null
                    && !truth.isGone(room, line)
                    && line.offset() > truth.ends(room).floor()) {
                truth.tables.change(
                        "UPDATE entry SET body = ? WHERE \"offset\" = ? AND room = (SELECT id FROM room WHERE name = ?)",
                        deed.text,
                        line.offset(),
                        room);
            }
        }
        for (long message : truth.tables.all(
                "SELECT m.\"offset\" FROM message m JOIN room r ON r.id = m.room WHERE r.name = ? AND m.changed > "
                        + offset,
                room,
                row -> row.getLong(1))) {
            Folded before = message > offset ? new Folded("") : fold(room, message, "", offset);
            truth.tables.change(
                    "DELETE FROM message WHERE \"offset\" = ? AND room = (SELECT id FROM room WHERE name = ?)",
                    message,
                    room);
            if (before.changed() > 0) {
                truth.tables.change(
                        "INSERT INTO message (room, \"offset\", changed, text, edited, deleted, reactions, pinned) SELECT id, ?, ?, ?, ?, 0, ?, ? FROM room WHERE name = ?",
                        message,
                        before.changed(),
                        before.newText(),
                        before.editedAt(),
                        before.reactions(),
                        before.pinned(),
                        room);
            }
        }
        truth.tables.change("UPDATE room SET topic = ? WHERE name = ?", topic(room), room);
    }

    /** Final check: no text that was edited or deleted remains in the tables, and their folded states are correct. */
    void judge(String room) {
        for (Truth.Row line : truth.log(room)) {
            truth.require(
                    line.text() == null || !truth.isGone(room, line),
                    () -> "edited or deleted, but its text is still stored: " + line);
        }
        String digests =
                "SELECT e.\"offset\" FROM entry e JOIN room r ON r.id = e.room WHERE r.name = ? AND e.body IS NULL AND e.digest <> 0";
        for (String trace : truth.tables.all(digests, room, row -> row.getString(1))) {
            throw truth.broken("gone, but its digest is still at " + trace);
        }
        String stray =
                "SELECT m.\"offset\" FROM message m JOIN room r ON r.id = m.room WHERE r.name = ? AND (m.\"offset\" <= r.floor OR m.deleted = 1 AND (m.text IS NOT NULL OR m.reactions <> '' OR m.pinned <> 0))";
        for (String trace : truth.tables.all(stray, room, row -> row.getString(1))) {
            throw truth.broken("gone, but a part is still stored: " + trace);
        }
        judgeFolded(room);
        String topic = truth.tables.all("SELECT topic FROM room WHERE name = ?", room, row -> row.getString(1)).stream()
                .findFirst()
                .orElse("");
        truth.require(topic.equals(topic(room)), () -> "the room's topic is " + topic + ", expected " + topic(room));
    }

    /** Checks that the state of each message in the tables is the result of its changes. */
    private void judgeFolded(String room) {
        String folded = "SELECT m.* FROM message m JOIN room r ON r.id = m.room WHERE r.name = ? AND m.\"offset\" = ";
        long floor = truth.ends(room).floor();
        Set<Long> changed = of(room).values().stream()
                .map(Change::deed)
                .filter(deed -> deed.kind.isChange())
                .map(deed -> deed.target)
                .collect(Collectors.toSet());
        for (Truth.Row line : truth.log(room)) {
            if (line.offset() > floor && changed.contains(line.offset())) {
                Deed deed = truth.deed(room, line);
                String said = deed == null ? "" : deed.text;
                Folded found = truth.tables.all(folded + line.offset(), room, row -> new Folded(said, row)).stream()
                        .findFirst()
                        .orElse(new Folded(said));
                Folded right = fold(room, line.offset(), said, Long.MAX_VALUE);
                truth.require(
                        found.toString().equals(right.toString()),
                        () -> "the table has " + found + ", expected " + right + ": " + line);
            }
        }
    }
}
