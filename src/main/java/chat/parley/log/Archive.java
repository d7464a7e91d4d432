package chat.parley.log;

import chat.parley.event.Entry;
import chat.parley.event.Refusal;
import chat.parley.event.Transcript;
import chat.parley.store.Database;
import chat.parley.store.NewFile;
import chat.parley.store.Sql;
import chat.parley.store.StoreException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A room as a file of lines in UTF-8, a {@link Transcript}. Its first line counts the messages, so that a file that
 * was cut off is noticed.
 */
public final class Archive {
    private static final int CHUNK = 500;
    private static final String COUNT = "SELECT count(*) FROM entry"
            + " WHERE room = ? AND \"offset\" > ? AND \"offset\" <= ? AND kind = 'message'";

    private final Database database;

    public Archive(Database database) {
        this.database = database;
    }

    /**
     * Writes what the room holds at this moment into a new file.
     *
     * @return the number of messages
     * @throws StoreException where that cannot be done; then there is no such file
     */
    public long export(String room, Path file) {
        String name = name(room);
        try (NewFile made = new NewFile(file)) {
            long messages = write(name, made.part());
            made.publish();
            return messages;
        } catch (IOException | SQLException e) {
            throw new StoreException("The room cannot be exported: " + e, e);
        }
    }

    private static String name(String room) {
        try {
            return RoomName.of(room);
        } catch (Refusal e) {
            throw new StoreException("That is no name of a room: " + e.getMessage(), e);
        }
    }

    private long write(String room, Path part) throws IOException, SQLException {
        try (Connection connection = database.reading();
                BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
            RoomRow row = RoomRow.find(connection, database, room);
            if (row.id() == 0) {
                throw new StoreException("There is no room " + room, null);
            }
            long floor = row.floor().offset();
            long messages = Sql.one(connection, COUNT, count -> count.getLong(1), row.id(), floor, row.head().offset());
            long written = 0;
            String topic = row.topic().isEmpty() ? null : row.topic();
            out.write(Transcript.line(new Transcript.Heading(row.name(), messages, topic)) + "\n");
            List<Entry> chunk = EntryRows.messagesAfter(connection, row, floor, CHUNK);
            while (!chunk.isEmpty()) {
                for (Entry entry : chunk) {
                    out.write(line(entry) + "\n");
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

    private static String line(Entry entry) {
        try {
            return Transcript.line(entry.asMessage());
        } catch (Refusal e) {
            throw new StoreException("The message at offset " + entry.offset() + " could not be imported again: "
                    + e.getMessage(), e);
        }
    }

    /**
     * Puts the messages of a file into a room that has none, with their authors, times and refs, and the topic; their
     * offsets begin with 1. All of them or, where something is wrong, none.
     *
     * @return the number of messages
     * @throws StoreException where that cannot be done; it says which line is wrong
     */
    public long load(String room, Path file) {
        String name = name(room);
        try (Lines lines = new Lines(file)) {
            return load(name, lines, file);
        } catch (NoSuchFileException e) {
            throw new StoreException("There is no " + file.toAbsolutePath(), e);
        } catch (IOException | SQLException e) {
            throw new StoreException("The room cannot be imported: " + e, e);
        }
    }

    private long load(String name, Lines lines, Path file) throws IOException, SQLException {
        Connection connection = database.writing();
        Import load = null;
        try {
            load = new Import(connection, database, name);
            load.all(lines);
            connection.commit();
            return load.messages();
        } catch (Refusal e) {
            long line = Math.max(1, load.line(lines.number()));
            throw new StoreException("Line " + line + " of " + file + " is wrong: " + e.getMessage(), e);
        } finally {
            database.discard(connection); // rolls back what is not committed
        }
    }
}
