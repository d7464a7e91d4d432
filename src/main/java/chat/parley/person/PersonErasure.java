package chat.parley.person;

import chat.parley.account.PersonalAccount;
import chat.parley.event.Member;
import chat.parley.event.RoomId;
import chat.parley.event.RoomRef;
import chat.parley.log.Clearing;
import chat.parley.log.DeletedRooms;
import chat.parley.log.Follower;
import chat.parley.log.LogSizes;
import chat.parley.log.PersonRedaction;
import chat.parley.membership.PersonalMemberships;
import chat.parley.rights.GuestAddresses;
import chat.parley.signin.PersonalName;
import chat.parley.signin.PersonalSessions;
import chat.parley.store.Database;
import chat.parley.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Erases a person from all rooms of a store, except those on legal hold. */
public final class PersonErasure {
    private final Database database;
    private final List<Follower> followers;
    private final Predicate<RoomId> held;
    private final String member;
    /** The names of rooms on hold that hold something of the person. */
    private final Set<String> skipped = new TreeSet<>();

    private PersonRedaction.Counts counts = PersonRedaction.Counts.NONE;
    private long memberships;
    private long sessions;
    private long names;
    private long accounts;

    /**
     * @param followers lose what they derived from the removed texts
     * @param held rooms on legal hold
     */
    public PersonErasure(Database database, List<Follower> followers, Predicate<RoomId> held, String member) {
        this.database = database;
        this.followers = followers;
        this.held = held;
        this.member = member;
    }

    /**
     * Erases the person, or finishes an interrupted erasure.
     *
     * @param now the time of the entries that are appended to the logs
     * @return what was erased
     * @throws StoreException if the erasure is incomplete: it failed, or rooms are on legal hold
     */
    public String run(Instant now) {
        try (Connection connection = database.readConnection()) {
            accounts =
                    database.write(writing -> PersonalAccount.remove(writing, member)); // first, so that it begins none
            sessions = database.write(writing -> PersonalSessions.remove(writing, member));
            database.write(writing -> GuestAddresses.remove(writing, member));
            names = database.write(writing -> PersonalName.remove(writing, member));
            for (PersonalMemberships.Membership one : PersonalMemberships.of(connection, member)) {
                leave(one.room());
            }
            new Clearing(database, followers, LogSizes.STANDARD.trim()).finish(); // what deleted rooms have left
            names += database.write(writing -> DeletedRooms.redact(writing, new Member(member, PersonRedaction.NAME)));
            PersonRedaction redaction = new PersonRedaction(database, followers, member);
            EachRoom.run(connection, room -> redact(connection, redaction, room, now));
        } catch (SQLException e) {
            throw new StoreException("Erasure failed and is incomplete; run it again: " + e.getMessage(), e);
        }
        rewrite();
        if (!skipped.isEmpty()) {
            throw new StoreException(
                    report() + ". Not touched because of legal-hold: " + String.join(", ", skipped)
                            + ". Run it again when the hold has ended",
                    null);
        }
        return report();
    }

    private void leave(RoomRef room) throws SQLException {
        if (held.test(room.id())) {
            skipped.add(room.name());
            return;
        }
        database.write(connection -> {
            PersonalMemberships.remove(connection, database, member, room);
            return null;
        });
        memberships++;
    }

    private void redact(Connection connection, PersonRedaction redaction, RoomRef room, Instant now)
            throws SQLException {
        if (!held.test(room.id())) {
            counts = counts.plus(redaction.run(room, now));
        } else if (redaction.concerns(connection, room)) {
            skipped.add(room.name());
        }
    }

    private void rewrite() {
        try {
            if (!database.rewrite()) {
                throw new StoreException(
                        report() + ". The write-ahead log still contains it, because another process reads the store."
                                + " Run it again",
                        null);
            }
        } catch (SQLException e) {
            throw new StoreException(report() + ". Cannot rewrite the file: " + e.getMessage() + ". Run it again", e);
        }
    }

    private String report() {
        if (counts.equals(PersonRedaction.Counts.NONE) && memberships + sessions + names + accounts == 0) {
            return "Found nothing of member " + member + ". Check the id, unless the member was erased before";
        }
        return "Erased member " + member + ". Messages: " + counts.messages() + "; reactions: " + counts.reactions()
                + "; messages with mentions: " + counts.mentions() + "; memberships: " + memberships + "; names: "
                + (counts.names() + names) + "; sessions: " + sessions + "; accounts: " + accounts;
    }
}
