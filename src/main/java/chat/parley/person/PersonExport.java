package chat.parley.person;

import chat.parley.account.PersonalAccount;
import chat.parley.event.Body;
import chat.parley.event.Entry;
import chat.parley.event.Json;
import chat.parley.event.Logged;
import chat.parley.event.Member;
import chat.parley.event.RoomChange;
import chat.parley.event.RoomRef;
import chat.parley.log.DeletedRooms;
import chat.parley.log.EntryRows;
import chat.parley.log.PersonRulings;
import chat.parley.log.RoomRow;
import chat.parley.membership.PersonalMemberships;
import chat.parley.signin.PersonalName;
import chat.parley.signin.PersonalSessions;
import chat.parley.store.Database;
import chat.parley.store.NewFile;
import chat.parley.store.StoreException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Exports what the store holds of a person as JSON lines in UTF-8: a {@link Heading}, then one line per entry that the
 * person wrote and per mention. Messages are in their present state, without the reactions of others; edits and
 * deletions are part of that state and have no lines. Of messages that mention the person, only the place is exported.
 */
public final class PersonExport {
    private static final int FORMAT = 1;
    private static final int CHUNK = 500;
    private static final Set<Body.Kind> IN_STATE = Set.of(Body.Kind.EDIT, Body.Kind.DELETION);

    /**
     * The first line.
     *
     * @param parley format version
     * @param names all names under which the person wrote or signed in
     * @param account null if the person has none
     */
    public record Heading(
            int parley,
            String member,
            List<String> names,
            List<JoinedRoom> rooms,
            List<PersonalSessions.SignedIn> sessions,
            PersonalAccount account) {}

    /** A room that the person is a member of. @param read the offset up to which the person has read */
    public record JoinedRoom(String room, String name, long read) {}

    /** A message of somebody else that mentions the person. */
    public record MentionedIn(String type, String room, long offset, Instant at) {
        MentionedIn(Entry message) {
            this("mention", message.room(), message.offset(), message.at());
        }
    }

    private final Database database;
    private final String member;
    private long lines;

    public PersonExport(Database database, String member) {
        this.database = database;
        this.member = member;
    }

    /**
     * Writes a new file. The server may run.
     *
     * @return the number of lines after the first
     * @throws StoreException if the store holds nothing of the person, or the export fails; no file is left behind
     */
    public long writeTo(Path file) {
        try (NewFile target = new NewFile(file)) {
            try (Connection connection = database.readConnection();
                    BufferedWriter out = Files.newBufferedWriter(target.part(), StandardCharsets.UTF_8)) {
                out.write(Json.write(heading(connection)) + "\n");
                EachRoom.run(connection, room -> write(connection, room, out));
                DeletedRooms.by(connection, member).forEach(deletion -> write(line(deletion), out));
            }
            target.publish();
            return lines;
        } catch (IOException | UncheckedIOException | SQLException e) {
            throw new StoreException("Export failed: " + e, e);
        }
    }

    private Heading heading(Connection connection) throws SQLException {
        Set<String> names = new TreeSet<>();
        EachRoom.run(
                connection,
                room -> names.addAll(EntryRows.names(connection, RoomRow.find(connection, database, room), member)));
        names.addAll(PersonRulings.names(connection, member));
        names.addAll(DeletedRooms.names(connection, member));
        List<PersonalMemberships.Membership> memberships = PersonalMemberships.of(connection, member);
        memberships.forEach(membership -> names.add(membership.name()));
        List<PersonalSessions.SignedIn> sessions = PersonalSessions.of(connection, member);
        sessions.forEach(session -> names.add(session.name()));
        Optional.ofNullable(PersonalName.of(connection, member)).ifPresent(names::add);
        PersonalAccount account = PersonalAccount.of(connection, member);
        if (account != null) {
            names.add(account.name());
        }
        if (names.isEmpty()) {
            throw new StoreException("Member not found: " + member, null);
        }
        return new Heading(
                FORMAT,
                member,
                List.copyOf(names),
                memberships.stream()
                        .map(one -> new JoinedRoom(one.room().name(), one.name(), one.read()))
                        .toList(),
                sessions,
                account);
    }

    private void write(Connection connection, RoomRef room, BufferedWriter out) throws SQLException {
        long after = 0;
        List<Entry> chunk;
        do {
            chunk = EntryRows.after(connection, RoomRow.find(connection, database, room), after, CHUNK);
            for (Entry entry : chunk) {
                String line = line(entry);
                if (line != null) {
                    write(line, out);
                }
                after = entry.offset();
            }
        } while (!chunk.isEmpty());
    }

    private void write(String line, BufferedWriter out) {
        try {
            out.write(line + "\n");
            lines++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the entry gives the person a role. */
    private boolean isAbout(Body body) {
        return body instanceof RoomChange.Grant grant && grant.member().id().equals(member)
                || body instanceof RoomChange.Ending ending
                        && ending.member().id().equals(member)
                || body instanceof RoomChange.Creation creation
                        && creation.members().stream().anyMatch(one -> one.id().equals(member));
    }

    /** The event without the names of others. */
    private Logged withoutOthers(Entry entry) {
        Body body = entry.body();
        if (body instanceof RoomChange.Grant grant) {
            body = grant.named(ownName(grant.member()));
        } else if (body instanceof RoomChange.Ending ending) {
            body = new RoomChange.Ending(ownName(ending.member()), ending.role());
        } else if (body instanceof RoomChange.Creation creation) {
            List<Member> members =
                    creation.members().stream().map(this::ownName).toList();
            body = new RoomChange.Creation(creation.roomKind(), creation.title(), members, creation.sharesHistory());
        }
        return new Entry(
                        entry.room(),
                        entry.position(),
                        entry.at(),
                        ownName(entry.author()),
                        body,
                        null,
                        entry.ref(),
                        null)
                .asEvent();
    }

    private Member ownName(Member one) {
        return one.id().equals(member) ? one : new Member(one.id(), null);
    }

    /** Null if the entry is nothing of the person's. */
    private String line(Entry entry) {
        boolean own = entry.author().id().equals(member);
        Body.Kind kind = entry.body().kind();
        if (kind != Body.Kind.MESSAGE) {
            return own && !IN_STATE.contains(kind) || isAbout(entry.body()) ? Json.text(withoutOthers(entry)) : null;
        }
        Logged.Message message = entry.asMessage();
        if (own) {
            return Json.text(message.withReactionsOf(member));
        }
        return message.mentions(member) ? Json.write(new MentionedIn(entry)) : null;
    }
}
