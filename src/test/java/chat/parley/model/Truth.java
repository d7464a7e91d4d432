package chat.parley.model;

import chat.parley.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What the clients have been told so far, together, and what the tables say: neither may contradict itself or the other. */
final class Truth {
    /** A room's row; all zero where there is none. */
    record Ends(long head, String headTag, long floor, String floorTag) {}

    /** A row of a log. The text is null below the floor, and where it was deleted. */
    record Line(long offset, String tag, String author, String ref, String kind, long target, String text) {}

    private final Connection connection;
    private final Faults faults;
    /** All that was said and done. */
    private final List<Post> all = new ArrayList<>();
    /** Messages, by their texts. */
    private final Map<String, Post> posts = new HashMap<>();
    private final Map<List<String>, Post> byRef = new HashMap<>();
    private final Map<String, TreeMap<Long, Event.Logged>> seen = new HashMap<>();
    private final Map<String, Integer> forks = new HashMap<>();
    final Changes changes = new Changes(this);
    private final Map<Post, Long> places = new HashMap<>();
    private Violation violation;

    Truth(Connection connection, Faults faults) {
        this.connection = connection;
        this.faults = faults;
    }

    /** Remembers the first violation, for those who call may catch it. */
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

    void said(Post post) {
        all.add(post);
        if (post.kind == Post.Kind.MESSAGE) {
            posts.put(post.text, post);
        }
        if (post.ref != null) {
            byRef.put(List.of(post.room, post.author.id(), post.ref), post);
        }
    }

    /** What a client with this id asked for under this ref; null where there is no such thing. */
    Post byRef(String room, String author, String ref) {
        return byRef.get(List.of(room, author, ref));
    }

    private Post said(Event.Logged event) {
        return event.ref() != null ? byRef(event.room(), event.author().id(), event.ref()) : event instanceof Event.Message message ? posts.get(message.text()) : null;
    }

    /** What the message is after all that stands up to an offset. */
    Folded fold(Event.Message message, long upTo) {
        return changes.fold(message.room(), message.offset(), said(message), upTo);
    }

    void saw(Event.Logged message) {
        Post post = said(message);
        require(post != null && post.isTold(message), () -> "nobody said " + message);
        require(post.author.equals(message.author()) && post.room.equals(message.room()), () -> "not as it was said: " + message);
        require(post.ref == null ? message.ref() == null : post.ref.equals(message.ref()), () -> "not the ref of " + post + ": " + message);
        require(!post.refused, () -> "refused and yet there: " + message);
        Event.Logged known = seen.computeIfAbsent(message.room(), room -> new TreeMap<>()).putIfAbsent(message.offset(), message);
        require(known == null || known.position().equals(message.position()) && known.at().equals(message.at()) && said(known) == post, () -> "two things at one offset: " + known + " and " + message);
        require(!(message instanceof Event.Edited edited) || edited.text() != null || changes.isDeleted(message.room(), edited.target()), () -> "an edit without words of what was not deleted: " + message);
        stands(post, message.offset(), message.position());
        changes.told(post, message.offset());
    }

    /** It was just told so. */
    void sawFolded(Event.Message message) {
        Folded told = new Folded(message);
        Folded right = fold(message, told.changed());
        require(told.toString().equals(right.toString()), () -> "told was " + told + ", and right is " + right + ": " + message);
    }

    /** How many messages are between the two. */
    long between(String room, long first, long last) {
        return all("SELECT count(*) FROM entry e JOIN room r ON r.id = e.room WHERE r.name = ? AND e.kind = 'message' AND e.\"offset\" > " + first + " AND e.\"offset\" < " + last, room,
                row -> row.getLong(1)).get(0);
    }

    /** How often an older copy of the room has come back. */
    int forks(String room) {
        return forks.getOrDefault(room, 0);
    }

    void acknowledged(Post post, Event.Ack ack) {
        require(ack.room().equals(post.room), () -> "the ack names another room: " + ack);
        require(!post.refused, () -> "refused and yet acknowledged: " + post);
        stands(post, ack.offset(), ack.position());
        require(post.position == null || post.position.equals(ack.position()), () -> "the first ack of " + post + " said " + post.position + ", a later one " + ack.position());
        post.position = ack.position();
        changes.told(post, ack.offset());
    }

    private void stands(Post post, long offset, String position) {
        Long before = places.putIfAbsent(post, offset);
        require(before == null || before == offset, () -> post + " stands at " + before + " and at " + offset);
        require(position.split("-")[1].equals(Long.toString(offset)), () -> "the position of " + offset + " is " + position);
        require(post.position == null || post.position.equals(position), () -> post + " stands at " + post.position + " and at " + position);
    }

    /** Whether the token names a place in the log as it is now. */
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
        return all("SELECT e.tag FROM entry e JOIN room r ON r.id = e.room WHERE r.name = ? AND e.\"offset\" = " + offset, room, row -> row.getString(1)).stream().findFirst().orElse(null);
    }

    /** The floor that the server knows of, at least; 0 where it may have lost count. */
    long knownFloor(String room) {
        return faults.isFloorUntold() ? 0 : ends(room).floor();
    }

    Ends ends(String room) {
        List<Ends> found = all("SELECT head, head_tag, floor, floor_tag FROM room WHERE name = ?", room,
                row -> new Ends(row.getLong(1), row.getString(2), row.getLong(3), row.getString(4)));
        return found.isEmpty() ? new Ends(0, "0", 0, "0") : found.get(0);
    }

    List<Line> log(String room) {
        return all("SELECT e.\"offset\", e.tag, e.sender, e.ref, e.kind, e.target, e.body FROM entry e JOIN room r ON r.id = e.room WHERE r.name = ? ORDER BY e.\"offset\"", room,
                row -> new Line(row.getLong(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5), row.getLong(6), row.getString(7)));
    }

    /** An older copy of the room's log takes its place: what was after the offset is gone. */
    void fork(String room, long offset) {
        String tag = offset == 0 ? "0" : tag(room, offset);
        change("DELETE FROM entry WHERE \"offset\" > " + offset + " AND room = (SELECT id FROM room WHERE name = '" + room + "')");
        changes.fork(room, offset);
        forks.merge(room, 1, Integer::sum);
        change("UPDATE room SET head = " + offset + ", head_tag = '" + tag + "' WHERE name = '" + room + "'");
        seen.getOrDefault(room, new TreeMap<>()).tailMap(offset, false).clear();
        for (Post post : all) {
            Long place = places.get(post);
            if (post.room.equals(room) && place != null && place > offset) {
                post.voided = true;
                post.position = null;
                places.remove(post);
            }
        }
    }

    void clear() {
        change("DELETE FROM entry");
        change("DELETE FROM message");
        change("DELETE FROM room");
    }

    /** At the end, when nothing is under way: the tables against all that was said, seen and acknowledged. */
    void judge(String room) {
        Ends ends = ends(room);
        List<Line> log = log(room);
        require(log.size() == ends.head(), () -> "the head is " + ends.head() + ", and there are " + log.size() + " rows");
        require(log.isEmpty() || log.get(log.size() - 1).tag().equals(ends.headTag()), () -> "the head's tag is not that of the last row");
        Map<String, Integer> newest = new HashMap<>();
        Map<Post, Long> stored = new HashMap<>();
        for (Line line : log) {
            require(line.offset() == stored.size() + 1L, () -> "after " + stored.size() + " comes " + line);
            Post named = byRef(room, line.author(), line.ref());
            Post post = named != null ? named : line.text() != null ? posts.get(line.text()) : known(room, line);
            require(line.text() != null || line.offset() <= ends.floor() || isDeleted(room, line), () -> "forgotten above the floor: " + line);
            require(post == null || line.text() == null || post.kind == Post.Kind.DELETION || line.text().equals(post.text), () -> "not what was said: " + line);
            require(post == null || line.kind().equals(post.kind.word()) && line.target() == post.target, () -> "not what was done: " + line);
            require(!line.kind().equals("edit") && !line.kind().equals("deletion") || log.get((int) line.target() - 1).author().equals(line.author()), () -> "not its author changed this: " + line);
            if (post == null) { // forgotten, without a ref of its own, and seen by nobody
                stored.put(new Post(null, room, null, Post.Kind.MESSAGE, 0, null, true, 0), line.offset());
                continue;
            }
            require(post.author.id().equals(line.author()) && post.room.equals(room) && (post.ref == null || post.ref.equals(line.ref())), () -> "stored as another's: " + line);
            require(!post.refused, () -> "refused and yet stored: " + post);
            Long before = stored.put(post, line.offset());
            require(before == null, () -> post + " is stored twice, at " + before + " and " + line.offset());
            require(places.getOrDefault(post, line.offset()) == line.offset(), () -> post + " was told to stand at " + places.get(post) + ", and stands at " + line.offset());
            require(post.position == null || post.position.endsWith("-" + line.offset() + "-" + line.tag()), () -> post + " was acknowledged as " + post.position + ": " + line);
            if (!post.voided) {
                int last = newest.getOrDefault(post.author.id() + post.once, -1);
                require(last < post.number, () -> post + " stands after a later one of its author");
                newest.put(post.author.id() + post.once, post.number);
            }
        }
        for (Post post : all) {
            require(post.position == null || !post.room.equals(room) || stored.containsKey(post), () -> "acknowledged as " + post.position + " and lost: " + post);
        }
        changes.judge(room);
        seen.getOrDefault(room, new TreeMap<>()).forEach((offset, message) -> {
            require(offset <= ends.head(), () -> "seen and not there: " + message);
            Line line = log.get((int) (offset - 1));
            require(message.position().endsWith("-" + offset + "-" + line.tag()), () -> "seen as " + message + ", stored as " + line);
        });
    }

    private boolean isDeleted(String room, Line line) {
        return line.kind().equals("message") && changes.isDeleted(room, line.offset()) || line.kind().equals("edit") && changes.isDeleted(room, line.target());
    }

    private Post known(String room, Line line) {
        Event.Logged message = seen.getOrDefault(room, new TreeMap<>()).get(line.offset());
        return message == null ? null : said(message);
    }

    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> all(String query, String room, Reader<T> reader) {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, room);
            List<T> all = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(reader.read(rows));
                }
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void change(String command, Object... parameters) {
        try (PreparedStatement statement = connection.prepareStatement(command)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
