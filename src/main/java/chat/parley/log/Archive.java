package chat.parley.log;

import chat.parley.event.Entry;
import chat.parley.event.Refusal;
import chat.parley.event.RoomExport;
import chat.parley.event.Standing;
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
 * Exports and imports a room as JSON lines in UTF-8, a {@link Transcript}: its messages, topic, rules, settings and
 * roles. The first line states the number of messages, so that a truncated file is detected.
 */
public final class Archive {
    private static final int CHUNK = 500;
    private static final String COUNT = "SELECT count(*) FROM entry"
            + " WHERE room = ? AND \"offset\" > ? AND \"offset\" <= ? AND kind = 'message'";

    private final Database database;
    private final RoomMembers members;

    /** @param members follow the roles of an imported room */
    public Archive(Database database, RoomMembers members) {
        this.database = database;
        this.members = members;
    }

    /**
     * Writes the room as it is now to a new file.
     *
     * @return the number of messages
     * @throws StoreException if the export fails; no file is left behind
     */
    public long export(String room, Path file) {
        String name = name(room);
        try (NewFile target = new NewFile(file)) {
            long messages = write(name, target.part());
            target.publish();
            return messages;
        } catch (IOException | SQLException e) {
            throw new StoreException("Export failed: " + e, e);
        }
    }

    private static String name(String room) {
        try {
            return RoomName.of(room);
        } catch (Refusal e) {
            throw new StoreException("Invalid room name: " + e.getMessage(), e);
        }
    }

    private long write(String room, Path part) throws IOException, SQLException {
        try (Connection connection = database.readConnection();
                BufferedWriter out = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
            RoomRow row = RoomRow.find(connection, database, database.room(room));
            if (row.id() == 0) {
                throw new StoreException("Room not found: " + room, null);
            }
            long floor = row.floor().offset();
            long messages = Sql.one(
                    connection,
                    COUNT,
                    count -> count.getLong(1),
                    row.id(),
                    floor,
                    row.head().offset());
            long written = 0;
            String topic = row.topic().isEmpty() ? null : row.topic();
            List<Standing> roles = row.guarded() ? StandingRows.in(connection, row) : List.of();
            String rules = RoomRow.rules(connection, row).text();
            RoomExport about = new RoomExport(row.settings(), rules.isEmpty() ? null : rules, roles.size());
            out.write(Transcript.line(new Transcript.Heading(row.name(), messages, topic, about)) + "\n");
            for (Standing role : roles) {
                out.write(RoomExport.line(role) + "\n");
            }
            List<Entry> chunk = EntryRows.messagesAfter(connection, row, floor, CHUNK);
            while (!chunk.isEmpty()) {
                for (Entry entry : chunk) {
                    out.write(line(entry) + "\n");
                    written++;
                }
                chunk = EntryRows.messagesAfter(
                        connection, row, chunk.get(chunk.size() - 1).offset(), CHUNK);
            }
            if (written != messages
                    || !RoomRow.find(connection, database, database.room(room))
                            .floor()
                            .equals(row.floor())) {
                throw new StoreException("Retention removed messages during the export; run it again", null);
            }
            return messages;
        }
    }

    private static String line(Entry entry) {
        try {
            return Transcript.line(entry.asMessage());
        } catch (Refusal e) {
            throw new StoreException(
                    "Cannot export the message at offset " + entry.offset()
                            + ", as import would reject it: "
                            + e.getMessage(),
                    e);
        }
    }

    /**
     * Imports a file into an empty room: the messages with their authors, times and refs, the topic, the rules, the
     * settings and the roles. A private room keeps its address. Imports everything or, on any error, nothing.
     *
     * @return the number of messages
     * @throws StoreException if the import fails; the message names the line
     */
    public long load(String room, Path file) {
        String name = name(room);
        try (Lines lines = new Lines(file)) {
            return load(name, lines, file);
        } catch (NoSuchFileException e) {
            throw new StoreException("File not found: " + file.toAbsolutePath(), e);
        } catch (IOException | SQLException e) {
            throw new StoreException("Import failed: " + e, e);
        }
    }

    private long load(String name, Lines lines, Path file) throws IOException, SQLException {
        Connection connection = database.writeConnection();
        Import load = null;
        try {
            load = new Import(connection, database, members, name);
            load.readAll(lines);
            connection.commit();
            return load.messages();
        } catch (Refusal e) {
            long line = Math.max(1, load.failedLine(lines.number()));
            throw new StoreException("Line " + line + " of " + file + ": " + e.getMessage(), e);
        } finally {
            database.discard(connection); // rolls back unless committed
        }
    }
}
