package chat.parley.log;

import chat.parley.event.Body;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Position;
import chat.parley.event.Present;
import chat.parley.event.Refusal;
import chat.parley.event.Transcript;
import chat.parley.store.Database;
import chat.parley.store.Sql;
import chat.parley.store.StoreException;
import chat.parley.store.Tags;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The transaction that puts a transcript into a room. */
final class Import {
    private static final int CHUNK = 500;
    private static final String MOVE = "UPDATE room SET head = ?, head_tag = ?, active = ? WHERE id = ?";

    private final Connection connection;
    private final Database database;
    private final RoomRow room;
    /** Where each message is now, by where it was. */
    private final Map<Long, Long> moved = new HashMap<>();
    private final List<EntryRows.Placed> chunk = new ArrayList<>();
    private Position head;
    private Instant last = Instant.EPOCH;
    private long first;
    private long before;
    /** The line that is wrong, where that is not the one that was read last; or 0. */
    private long wrong;

    /** @throws StoreException where the room is not empty */
    Import(Connection connection, Database database, String name) throws SQLException {
        this.connection = connection;
        this.database = database;
        this.room = RoomRow.lock(connection, database, name);
        this.head = room.head();
        if (head.offset() > 0) {
            throw new StoreException("The room " + room.name() + " has messages already", null);
        }
    }

    long messages() {
        return head.offset();
    }

    /** @param read the number of the line that was read last */
    long line(long read) {
        return wrong > 0 ? wrong : read;
    }

    /** @throws Refusal where a line is wrong */
    void all(Lines lines) throws IOException, SQLException {
        String opening = lines.next();
        Transcript.Heading heading = Transcript.heading(opening == null ? "" : opening);
        for (String line = lines.next(); line != null; line = lines.next()) {
            add(Transcript.message(line));
            require(head.offset() <= heading.messages(),
                    "the first line names " + heading.messages() + " messages, and this is one more");
        }
        insert();
        require(head.offset() == heading.messages(), "the file ends here, after " + head.offset() + " of the "
                + heading.messages() + " messages that its first line names");
        Sql.update(connection, MOVE, head.offset(), head.tag(), last.toEpochMilli(), room.id());
        if (heading.topic() != null) {
            RoomRow.setTopic(connection, room, heading.topic());
        }
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new Refusal(ErrorCode.INVALID, otherwise);
        }
    }

    private void add(Event.Message message) throws SQLException {
        require(message.offset() > before, "offset must be higher than that of the message before");
        first = before == 0 ? message.offset() : first;
        before = message.offset();
        last = message.at();
        head = new Position(head.epoch(), head.offset() + 1, Tags.entry());
        moved.put(message.offset(), head.offset());
        chunk.add(placed(message));
        if (chunk.size() == CHUNK) {
            insert();
        }
    }

    /** Null where the message that is answered was forgotten before the room was exported. */
    private Long replyTo(Event.Message message) {
        Long target = message.replyTo();
        require(target == null || target < first || moved.containsKey(target),
                "replyTo is not the offset of a message");
        return target == null ? null : moved.get(target);
    }

    private EntryRows.Placed placed(Event.Message message) {
        boolean deleted = message.deleted() != null;
        boolean changed = deleted || message.edited() != null;
        Present now = !changed && message.reactions() == null ? null
                : new Present(head.offset(), changed ? message.text() : null, message.edited(), deleted,
                        message.reactions(), message.mentions());
        String ref = message.ref() == null ? EntryRows.SERVER_REF + UUID.randomUUID() : message.ref();
        Body.Said said = new Body.Said(changed ? null : message.text(), replyTo(message));
        Entry entry = new Entry(room.name(), head, message.at(), message.author(), said, now, ref, message.mentions());
        // what a repeated post would say is not known where that was edited away, or refers to what has another
        // offset now
        return new EntryRows.Placed(room, entry, changed || message.replyTo() != null ? Kind.GONE : Kind.digest(said));
    }

    private void insert() throws SQLException {
        if (!chunk.isEmpty() && !EntryRows.insert(connection, database, chunk)) {
            nameTheDouble();
        }
        for (EntryRows.Placed placed : chunk) {
            if (placed.entry().now() != null) {
                MessageRows.put(connection, room, placed.entry().offset(), placed.entry().now());
            }
        }
        chunk.clear();
    }

    /** Every message has a line, after the first one of the file. */
    private void nameTheDouble() throws SQLException {
        for (EntryRows.Placed placed : chunk) {
            Entry entry = placed.entry();
            long earlier = EntryRows.byRef(connection, room, entry.author().id(), entry.ref()).entry().offset();
            if (earlier != entry.offset()) {
                wrong = entry.offset() + 1;
                throw new Refusal(ErrorCode.INVALID, "it has the author and the ref of line " + (earlier + 1));
            }
        }
    }
}
