package chat.parley.log;

import chat.parley.event.Body;
import chat.parley.event.Entry;
import chat.parley.event.Event;
import chat.parley.event.Json;
import chat.parley.event.Position;
import chat.parley.event.Present;
import chat.parley.event.Refusal;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A room as a file of JSON lines in UTF-8: first an {@link Heading}, then every message as it is now, as the protocol's event {@code message}, oldest first. The heading counts the messages, so that a file that
 * was cut off is noticed.
 */
public final class Archive {
    private static final int FORMAT = 1;
    private static final int CHUNK = 500;
    private static final String COUNT = "SELECT count(*) FROM entry WHERE room = ? AND \"offset\" > ? AND \"offset\" <= ? AND kind = 'message'";

    /** @param parley the format's version */
    public record Heading(int parley, String room, long messages) {}

    private final Database database;

    public Archive(Database database) {
        this.database = database;
    }

    /**
     * Writes what the room holds at this moment into a new file.
     *
     * @return the number of messages
     * @throws StoreException where that cannot be done
     */
    public long export(String room, Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        if (Files.exists(file)) {
            throw new StoreException(file + " is there already", null);
        }
        try {
            long messages = write(RoomName.of(room), part);
            Files.move(part, file);
            return messages;
        } catch (Refusal e) {
            throw new StoreException("That is no name of a room: " + e.getMessage(), e);
        } catch (IOException | SQLException e) {
            throw new StoreException("The room cannot be exported: " + e, e);
        }
    }

    private long write(String room, Path part) throws IOException, SQLException {
        try (Connection connection = database.reading(); BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
            RoomRow row = RoomRow.find(connection, database, room);
            if (row.id() == 0) {
                throw new StoreException("There is no room " + room, null);
            }
            long messages = Sql.one(connection, COUNT, count -> count.getLong(1), row.id(), row.floor().offset(), row.head().offset());
            long written = 0;
            out.write(Json.write(new Heading(FORMAT, room, messages)) + "\n");
            List<Entry> chunk = EntryRows.messagesAfter(connection, row, row.floor().offset(), CHUNK);
            while (!chunk.isEmpty()) {
                for (Entry entry : chunk) {
                    out.write(Json.text(entry.asMessage()) + "\n");
                    written++;
                }
                chunk = EntryRows.messagesAfter(connection, row, chunk.get(chunk.size() - 1).offset(), CHUNK);
            }
            if (written != messages || !RoomRow.find(connection, database, room).floor().equals(row.floor())) {
                throw new StoreException("Messages were forgotten meanwhile; try again", null);
            }
            return messages;
        }
    }

    /**
     * Puts the messages of a file into a room that has none, with their authors, times and refs; their offsets begin with 1. All of them or, where something is wrong, none.
     *
     * @return the number of messages
     * @throws StoreException where that cannot be done; it says which line is wrong
     */
    public long load(String room, Path file) {
        int number = 1;
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            Heading heading = heading(in.readLine());
            Connection connection = database.writing();
            try {
                RoomRow row = RoomRow.lock(connection, database, RoomName.of(room));
                if (row.head().offset() > 0) {
                    throw new StoreException("The room " + row.name() + " has messages already", null);
                }
                Position head = row.head();
                Instant last = Instant.EPOCH;
                Map<Long, Long> moved = new HashMap<>();
                List<Entry> chunk = new ArrayList<>();
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    number++;
                    head = new Position(head.epoch(), head.offset() + 1, Tags.entry());
                    Event.Message message = Json.message(line);
                    moved.put(message.offset(), head.offset());
                    last = message.at();
                    chunk.add(entry(message, row.name(), head, message.replyTo() == null ? null : moved.get(message.replyTo())));
                    if (chunk.size() == CHUNK) {
                        insert(connection, row, chunk);
                    }
                }
                insert(connection, row, chunk);
                if (head.offset() != heading.messages()) {
                    throw new StoreException("The file has " + head.offset() + " messages, and says that it has " + heading.messages(), null);
                }
                Sql.update(connection, "UPDATE room SET head = ?, head_tag = ?, active = ? WHERE id = ?", head.offset(), head.tag(), last.toEpochMilli(), row.id());
                connection.commit();
                return head.offset();
            } finally {
                database.discard(connection); // rolls back what is not committed
            }
        } catch (Refusal e) {
            throw new StoreException("Line " + number + " of " + file + " is wrong: " + e.getMessage(), e);
        } catch (IOException | SQLException e) {
            throw new StoreException("The room cannot be imported: " + e, e);
        }
    }

    private void insert(Connection connection, RoomRow row, List<Entry> chunk) throws SQLException {
        if (!chunk.isEmpty() && !EntryRows.insert(connection, database, chunk.stream().map(entry -> new EntryRows.Placed(row, entry)).toList())) {
            throw new StoreException("Two messages have the same author and ref", null);
        }
        for (Entry entry : chunk) {
            if (entry.now() != null) {
                MessageRows.put(connection, row, entry.offset(), entry.now());
            }
            if (entry.now() != null && entry.now().deleted()) {
                EntryRows.redact(connection, row, entry.offset(), Long.MAX_VALUE);
            }
        }
        chunk.clear();
    }

    private static Heading heading(String line) {
        Heading heading = line == null ? null : Json.read(line, Heading.class);
        if (heading == null || heading.parley() != FORMAT || heading.room() == null) {
            throw new StoreException("This is no exported room", null);
        }
        return heading;
    }

    /** @param replyTo where the message that it answers is now; null where it is not in the file */
    private static Entry entry(Event.Message message, String room, Position position, Long replyTo) {
        String ref = message.ref() == null ? EntryRows.SERVER_REF + UUID.randomUUID() : message.ref();
        boolean deleted = message.deleted() != null;
        Present now = message.edited() == null && !deleted && message.reactions() == null ? null
                : new Present(position.offset(), null, message.edited(), deleted, message.reactions());
        return new Entry(room, position, message.at(), message.author(), new Body.Said(deleted ? "" : message.text(), replyTo), now, ref);
    }
}
