package chat.parley.log;

import chat.parley.event.Body;
import chat.parley.event.Change;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Logged;
import chat.parley.event.Position;
import chat.parley.event.Present;
import chat.parley.event.Refusal;
import chat.parley.event.RoomChange;
import chat.parley.event.RoomExport;
import chat.parley.event.RoomKind;
import chat.parley.event.RoomRef;
import chat.parley.event.RoomSettings;
import chat.parley.event.Standing;
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
import java.util.TreeMap;
import java.util.UUID;

/** The transaction that imports a transcript into a room. */
final class Import {
    private static final int CHUNK = 500;
    private static final String MOVE = "UPDATE room SET head = ?, head_tag = ?, active = ? WHERE id = ?";

    private final Connection connection;
    private final Database database;
    private final RoomMembers members;
    private final String name;
    private RoomRow room;
    private final List<Standing> roles = new ArrayList<>();
    /** The offset before the first message. */
    private long start;

    /** New offsets by their old ones. */
    private final Map<Long, Long> moved = new HashMap<>();

    private final List<PlacedEntry> chunk = new ArrayList<>();
    private Position head;
    private Instant last = Instant.EPOCH;
    private long first;
    private long previous;
    private int pins;
    /** The number of the invalid line if it is not the last one read, else 0. */
    private long wrongLine;

    /** @param members follow the roles */
    Import(Connection connection, Database database, RoomMembers members, String name) {
        this.connection = connection;
        this.database = database;
        this.members = members;
        this.name = name;
    }

    /** @throws StoreException if the room is not empty, or of another kind than the file's */
    private void open(RoomSettings settings) throws SQLException {
        RoomRef ref = database.room(name);
        boolean unlisted = settings.kind() != RoomKind.PUBLIC;
        if (ref.id().isUnlisted() && !unlisted) {
            throw new StoreException(name + " is the address of a private room; import into a public one", null);
        }
        if (unlisted && !ref.id().isUnlisted()) {
            throw new StoreException("The file is of a private room; import it under its address", null);
        }
        if (unlisted && RoomStart.isSecond(RoomStart.of(connection, database, ref.id()))) {
            throw new StoreException("Room " + name + " was deleted; its address cannot be used again", null);
        }
        if (unlisted) {
            RoomRow.create(connection, database, ref, settings.kind());
        }
        room = RoomRow.lock(connection, database, ref);
        if (!room.isEmpty()) {
            throw new StoreException("Room " + room.name() + " already has messages; import into an empty room", null);
        }
        head = room.head();
        start = head.offset();
    }

    long messages() {
        return head.offset() - start;
    }

    /** The number of the invalid line. @param read the number of the last line read */
    long failedLine(long read) {
        return wrongLine > 0 ? wrongLine : read;
    }

    /** Inserts all lines. @throws Refusal if a line is invalid */
    void readAll(Lines lines) throws IOException, SQLException {
        String opening = lines.next();
        Transcript.Heading heading = Transcript.heading(opening == null ? "" : opening);
        RoomExport about = heading.about();
        open(about.settings());
        while (roles.size() < about.roles()) {
            String line = lines.next();
            require(line != null, "the file ends before the last of the " + about.roles() + " roles");
            roles.add(RoomExport.role(line));
            require(
                    roles.size() <= RoomChange.MAX_PEOPLE || about.settings().kind() == RoomKind.PUBLIC,
                    "more than " + RoomChange.MAX_PEOPLE + " roles");
        }
        for (String line = lines.next(); line != null; line = lines.next()) {
            add(Transcript.message(line));
            require(
                    messages() <= heading.messages(),
                    "more than the " + heading.messages() + " messages that the first line announces");
        }
        insert();
        require(
                messages() == heading.messages(),
                "the file ends after " + messages() + " of the " + heading.messages()
                        + " messages that its first line announces");
        Sql.update(connection, MOVE, head.offset(), head.tag(), last.toEpochMilli(), room.id());
        if (heading.topic() != null) {
            RoomRow.setTopic(connection, room, heading.topic());
        }
        if (about.rules() != null) {
            RoomRow.setRules(connection, room, new Rules(about.rules(), Math.max(1, head.offset())));
        }
        if (!about.settings().equals(RoomSettings.ORDINARY) || !roles.isEmpty()) {
            decide(about.settings());
        }
    }

    /** Stores the settings and the roles, and lets the members of a private room enter. */
    private void decide(RoomSettings settings) throws SQLException {
        RoomRow.set(connection, room, settings);
        TreeMap<Long, Long> offsets = new TreeMap<>(moved);
        List<Standing> placed = new ArrayList<>();
        for (Standing role : roles) {
            Map.Entry<Long, Long> from = offsets.floorEntry(role.from());
            long after = role.from() == 0 ? 0 : from == null ? start : from.getValue();
            Standing standing =
                    new Standing(role.member(), role.role(), role.until(), role.then(), after, role.ban(), role.kept());
            StandingRows.put(connection, room, settings, standing);
            placed.add(standing);
        }
        if (settings.kind() != RoomKind.PUBLIC) {
            members.follow(connection, Map.of(room.ref(), placed));
        }
        ImportNotice.add(connection, room);
    }

    private static void require(boolean valid, String error) {
        if (!valid) {
            throw new Refusal(ErrorCode.INVALID, error);
        }
    }

    private void add(Logged.Message message) throws SQLException {
        require(message.offset() > previous, "offset must be greater than that of the previous message");
        pins += message.pinned() == null ? 0 : 1;
        require(pins <= Change.Pinning.MAX, "more than " + Change.Pinning.MAX + " pinned messages");
        first = previous == 0 ? message.offset() : first;
        previous = message.offset();
        last = message.at();
        head = new Position(head.epoch(), head.offset() + 1, Tags.entry());
        moved.put(message.offset(), head.offset());
        chunk.add(placed(message));
        if (chunk.size() == CHUNK) {
            insert();
        }
    }

    /** The new offset of the reply's target; null if there is none or retention had removed it before the export. */
    private Long replyTo(Logged.Message message) {
        Long target = message.replyTo();
        require(
                target == null || target < first || moved.containsKey(target),
                "replyTo must be the offset of an earlier message");
        return target == null ? null : moved.get(target);
    }

    private PlacedEntry placed(Logged.Message message) {
        boolean deleted = message.deleted() != null;
        boolean changed = deleted || message.edited() != null;
        Present now = !changed && message.reactions() == null && message.pinned() == null
                ? null
                : new Present(
                        head.offset(),
                        changed ? message.text() : null,
                        message.edited(),
                        deleted,
                        message.reactions(),
                        message.mentions(),
                        message.pinned() != null);
        String ref = message.ref() == null ? EntryRows.SERVER_REF + UUID.randomUUID() : message.ref();
        Body.Said said = new Body.Said(changed ? null : message.text(), replyTo(message));
        Entry entry = new Entry(room.name(), head, message.at(), message.author(), said, now, ref, message.mentions());
        // The original content is unknown if it was edited away, and a digest would contain the target's old offset:
        // without a digest, any repetition counts.
        return new PlacedEntry(room, entry, changed || message.replyTo() != null ? Digest.GONE : Digest.of(said));
    }

    private void insert() throws SQLException {
        if (!chunk.isEmpty() && !EntryRows.insert(connection, database, chunk)) {
            rejectDuplicateRef();
        }
        for (PlacedEntry placed : chunk) {
            if (placed.entry().now() != null) {
                MessageRows.put(
                        connection,
                        room,
                        placed.entry().offset(),
                        placed.entry().now());
            }
        }
        chunk.clear();
    }

    /** The number of a message's line. Messages have consecutive lines, after the heading and the roles. */
    private long line(long offset) {
        return offset - start + roles.size() + 1;
    }

    /** Finds the duplicate. */
    private void rejectDuplicateRef() throws SQLException {
        for (PlacedEntry placed : chunk) {
            Entry entry = placed.entry();
            long earlier = EntryRows.byRef(connection, room, entry.author().id(), entry.ref())
                    .entry()
                    .offset();
            if (earlier != entry.offset()) {
                wrongLine = line(entry.offset());
                throw new Refusal(
                        ErrorCode.INVALID, "duplicate ref: line " + line(earlier) + " has the same author and ref");
            }
        }
    }
}
