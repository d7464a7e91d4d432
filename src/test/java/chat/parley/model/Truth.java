package chat.parley.model;

import chat.parley.event.Event;
import chat.parley.event.Logged;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Everything that the clients have been told, and the contents of the tables, which must agree. */
final class Truth {
    /** A room's row; all zero if missing. */
    record Ends(long head, String headTag, long floor, String floorTag) {}

    /** A row of a log. The text is null below the floor, and if it was deleted. */
    record Row(long offset, String tag, String author, String ref, String kind, long target, String text) {}

    final ModelTables tables;
    private final Faults faults;
    /** All deeds. */
    private final List<Deed> all = new ArrayList<>();
    /** Messages by text. */
    private final Map<String, Deed> posts = new HashMap<>();

    private final Map<List<String>, Deed> byRef = new HashMap<>();
    private final Map<String, TreeMap<Long, Logged>> seen = new HashMap<>();
    private final Map<String, Integer> forks = new HashMap<>();
    final Changes changes = new Changes(this);
    private final Map<Deed, Long> places = new HashMap<>();
    private Violation violation;

    Truth(Connection connection, Faults faults) {
        this.tables = new ModelTables(connection);
        this.faults = faults;
    }

    /** Records the first violation, because the caller may catch it. */
    Violation broken(String what) {
        if (violation == null) {
            violation = new Violation(what);
        }
        return violation;
    }

    void check() {
        if (violation != null) {
            throw violation;
        }
    }

    void require(boolean right, Supplier<String> what) {
        if (!right) {
            throw broken(what.get());
        }
    }

    void said(Deed deed) {
        all.add(deed);
        if (deed.kind == Deed.Kind.MESSAGE) {
            posts.put(deed.text, deed);
        }
        if (deed.ref != null) {
            byRef.put(List.of(deed.room, deed.author.id(), deed.ref), deed);
        }
    }

    /** The deed of this member with this ref; null if there is none. */
    Deed byRef(String room, String author, String ref) {
        return byRef.get(List.of(room, author, ref));
    }

    private Deed said(Logged event) {
        if (event.ref() != null) {
            return byRef(event.room(), event.author().id(), event.ref());
        } else if (event instanceof Logged.Message message) {
            return hasOtherWords(message) ? placed(message.room(), message.offset()) : posts.get(message.text());
        }
        return null;
    }

    /** Speakers change only messages with a ref, but after a fork another message may have the same offset. */
    private static boolean hasOtherWords(Logged.Message message) {
        return message.edited() != null || message.deleted() != null;
    }

    private Deed placed(String room, long offset) {
        return all.stream()
                .filter(deed -> deed.kind == Deed.Kind.MESSAGE
                        && deed.room.equals(room)
                        && Long.valueOf(offset).equals(places.get(deed)))
                .findFirst()
                .orElse(null);
    }

    /** The state of the message after all changes up to an offset. */
    Folded fold(Logged.Message message, long upTo) {
        Deed deed = said(message);
        return changes.fold(message.room(), message.offset(), deed == null ? "" : deed.text, upTo);
    }

    /** A speaker has just received this. */
    void saw(Logged message) {
        knows(message);
        require(
                !(message instanceof Logged.Edited edited)
                        || edited.text() != null
                        || changes.isEditGone(message.room(), edited.target(), edited.offset()),
                () -> "the newest edit has no text: " + message);
    }

    /** A speaker received this earlier; a deleted message may reappear in an older copy of the log. */
    void knows(Logged message) {
        Deed deed = said(message);
        if (deed == null
                && message instanceof Logged.Message changed
                && changed.ref() == null
                && hasOtherWords(changed)) {
            return; // only the original text identifies its author, and nobody has read it
        }
        require(deed != null && deed.isTold(message), () -> "nobody posted " + message);
        require(
                deed.author.equals(message.author()) && deed.room.equals(message.room()),
                () -> "differs from the post: " + message);
        require(
                deed.ref == null ? message.ref() == null : deed.ref.equals(message.ref()),
                () -> "wrong ref for " + deed + ": " + message);
        require(!deed.refused, () -> "refused, but delivered: " + message);
        Logged known =
                seen.computeIfAbsent(message.room(), room -> new TreeMap<>()).putIfAbsent(message.offset(), message);
        require(
                known == null
                        || known.position().equals(message.position())
                                && known.at().equals(message.at())
                                && said(known) == deed,
                () -> "two entries at one offset: " + known + " and " + message);
        stands(deed, message.offset(), message.position());
        changes.told(deed, message.offset());
    }

    /** A speaker has just received this state. */
    void sawFolded(Logged.Message message) {
        Folded told = new Folded(message);
        Folded right = fold(message, told.changed());
        require(
                told.toString().equals(right.toString()),
                () -> "received " + told + ", expected " + right + ": " + message);
    }

    /** The number of messages between two offsets. */
    long between(String room, long first, long last) {
        return tables.all(
                        "SELECT count(*) FROM entry e JOIN room r ON r.id = e.room WHERE r.name = ? AND e.kind = 'message' AND e.\"offset\" > "
                                + first + " AND e.\"offset\" < " + last,
                        room,
                        row -> row.getLong(1))
                .get(0);
    }

    /** How often an older copy of the room was restored. */
    int forks(String room) {
        return forks.getOrDefault(room, 0);
    }

    void acknowledged(Deed deed, Event.Ack ack) {
        require(ack.room().equals(deed.room), () -> "the ack names another room: " + ack);
        require(!deed.refused, () -> "refused, but acknowledged: " + deed);
        stands(deed, ack.offset(), ack.position());
        require(
                deed.position == null || deed.position.equals(ack.position()),
                () -> "the first ack of " + deed + " said " + deed.position + ", a later one " + ack.position());
        deed.position = ack.position();
        changes.told(deed, ack.offset());
    }

    private void stands(Deed deed, long offset, String position) {
        Long before = places.putIfAbsent(deed, offset);
        require(before == null || before == offset, () -> deed + " stands at " + before + " and at " + offset);
        require(
                position.split("-")[1].equals(Long.toString(offset)),
                () -> "the position of " + offset + " is " + position);
        require(
                deed.position == null || deed.position.equals(position),
                () -> deed + " stands at " + deed.position + " and at " + position);
    }

    /** Whether the token is a position in the current log. */
    boolean isPlace(String room, String position) {
        String[] parts = position.split("-");
        long offset = Long.parseLong(parts[1]);
        Ends ends = ends(room);
        if (offset == 0 || offset > ends.head()) {
            return offset == 0 && parts[2].equals("0");
        }
        return parts[2].equals(tag(room, offset));
    }

    private String tag(String room, long offset) {
        return tables
                .all(
                        "SELECT e.tag FROM entry e JOIN room r ON r.id = e.room WHERE r.name = ? AND e.\"offset\" = "
                                + offset,
                        room,
                        row -> row.getString(1))
                .stream()
                .findFirst()
                .orElse(null);
    }

    /** A lower bound of the floor that the server knows; 0 if it may not know any. */
    long knownFloor(String room) {
        return faults.isFloorUntold() ? 0 : ends(room).floor();
    }

    Ends ends(String room) {
        List<Ends> found = tables.all(
                "SELECT head, head_tag, floor, floor_tag FROM room WHERE name = ?",
                room,
                row -> new Ends(row.getLong(1), row.getString(2), row.getLong(3), row.getString(4)));
        return found.isEmpty() ? new Ends(0, "0", 0, "0") : found.get(0);
    }

    List<Row> log(String room) {
        return tables.all(
                "SELECT e.\"offset\", e.tag, e.sender, e.ref, e.kind, e.target, e.body FROM entry e JOIN room r ON r.id = e.room WHERE r.name = ? ORDER BY e.\"offset\"",
                room,
                row -> new Row(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getLong(6),
                        row.getString(7)));
    }

    /** Restores an older copy of the room's log without the entries after the offset. */
    void fork(String room, long offset) {
        String tag = offset == 0 ? "0" : tag(room, offset);
        tables.change("DELETE FROM entry WHERE \"offset\" > " + offset
                + " AND room = (SELECT id FROM room WHERE name = '" + room + "')");
        changes.fork(room, offset);
        forks.merge(room, 1, Integer::sum);
        tables.change("UPDATE room SET head = " + offset + ", head_tag = '" + tag + "' WHERE name = '" + room + "'");
        seen.getOrDefault(room, new TreeMap<>()).tailMap(offset, false).clear();
        for (Deed deed : all) {
            Long place = places.get(deed);
            if (deed.room.equals(room) && place != null && place > offset) {
                deed.voided = true;
                deed.position = null;
                places.remove(deed);
            }
        }
    }

    void clear() {
        tables.change("DELETE FROM entry");
        tables.change("DELETE FROM message");
        tables.change("DELETE FROM room");
    }

    /** Final check, with nothing pending: compares the tables with everything that was said, seen and acknowledged. */
    void judge(String room) {
        Ends ends = ends(room);
        List<Row> log = log(room);
        require(
                log.size() == ends.head(),
                () -> "the head is " + ends.head() + ", and there are " + log.size() + " rows");
        require(
                log.isEmpty() || log.get(log.size() - 1).tag().equals(ends.headTag()),
                () -> "the head's tag is not that of the last row");
        Map<String, Integer> newest = new HashMap<>();
        Map<Deed, Long> stored = new HashMap<>();
        for (Row line : log) {
            require(line.offset() == stored.size() + 1L, () -> "after " + stored.size() + " comes " + line);
            Deed deed = deed(room, line);
            require(
                    line.text() != null || line.offset() <= ends.floor() || isGone(room, line),
                    () -> "trimmed above the floor: " + line);
            require(
                    deed == null
                            || line.text() == null
                            || deed.kind == Deed.Kind.DELETION
                            || line.text().equals(deed.text),
                    () -> "wrong text: " + line);
            require(
                    deed == null || line.kind().equals(deed.kind.word()) && line.target() == deed.target,
                    () -> "wrong change: " + line);
            require(
                    !line.kind().equals("edit") && !line.kind().equals("deletion")
                            || log.get((int) line.target() - 1).author().equals(line.author()),
                    () -> "not changed by its author: " + line);
            if (deed == null) { // trimmed, without a ref of its own, and never seen
                stored.put(new Deed(null, room, null, Deed.Kind.MESSAGE, 0, null, true, 0), line.offset());
                continue;
            }
            require(
                    deed.author.id().equals(line.author())
                            && deed.room.equals(room)
                            && (deed.ref == null || deed.ref.equals(line.ref())),
                    () -> "stored for another author: " + line);
            require(!deed.refused, () -> "refused, but stored: " + deed);
            Long before = stored.put(deed, line.offset());
            require(before == null, () -> deed + " is stored twice, at " + before + " and " + line.offset());
            require(
                    places.getOrDefault(deed, line.offset()) == line.offset(),
                    () -> deed + " was told to stand at " + places.get(deed) + ", and stands at " + line.offset());
            require(
                    deed.position == null || deed.position.endsWith("-" + line.offset() + "-" + line.tag()),
                    () -> deed + " was acknowledged as " + deed.position + ": " + line);
            if (!deed.voided) {
                int last = newest.getOrDefault(deed.author.id() + deed.once, -1);
                require(last < deed.number, () -> deed + " stands after a later one of its author");
                newest.put(deed.author.id() + deed.once, deed.number);
            }
        }
        for (Deed deed : all) {
            require(
                    deed.position == null || !deed.room.equals(room) || stored.containsKey(deed),
                    () -> "acknowledged as " + deed.position + " but lost: " + deed);
        }
        changes.judge(room);
        seen.getOrDefault(room, new TreeMap<>()).forEach((offset, message) -> {
            require(offset <= ends.head(), () -> "seen, but not stored: " + message);
            Row line = log.get((int) (offset - 1));
            require(
                    message.position().endsWith("-" + offset + "-" + line.tag()),
                    () -> "seen as " + message + ", stored as " + line);
        });
    }

    /** Whether its text was edited, deleted or trimmed. */
    boolean isGone(String room, Row line) {
        return line.kind().equals("message")
                ? changes.isMessageGone(room, line.offset())
                : line.kind().equals("edit") && changes.isEditGone(room, line.target(), line.offset());
    }

    /** The deed in this row; null if it was trimmed, had no ref of its own, and was never seen. */
    Deed deed(String room, Row line) {
        Deed named = byRef(room, line.author(), line.ref());
        return named != null ? named : line.text() != null ? posts.get(line.text()) : known(room, line);
    }

    /** Whether the log can be restored to this end: the model must know all texts that have gone since. */
    boolean canFork(String room, long offset) {
        return log(room).stream()
                .noneMatch(line -> line.offset() > ends(room).floor()
                        && line.offset() <= offset
                        && line.text() == null
                        && deed(room, line) == null);
    }

    private Deed known(String room, Row line) {
        Logged message = seen.getOrDefault(room, new TreeMap<>()).get(line.offset());
        return message == null ? placed(room, line.offset()) : said(message);
    }
}
