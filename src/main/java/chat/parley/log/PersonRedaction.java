package chat.parley.log;

import chat.parley.event.Body;
import chat.parley.event.Change;
import chat.parley.event.Entry;
import chat.parley.event.Logged;
import chat.parley.event.Member;
import chat.parley.event.Mention;
import chat.parley.event.Position;
import chat.parley.event.Reaction;
import chat.parley.event.Refusal;
import chat.parley.event.RoomRef;
import chat.parley.event.ServerRoles;
import chat.parley.store.Database;
import chat.parley.store.Tags;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Removes a person from a room's log, in transactions of bounded size. Texts and reactions are removed by entries at
 * the end of the log, like those that the person could have sent, so that every client and {@link Follower} hears of
 * them; {@code @mentions} of the person by edits of the other members' messages. Only the person's name is replaced in
 * place. Offsets and refs stay. A second run finds nothing to do, and one after an interruption does the rest.
 */
public final class PersonRedaction {
    /** The name that takes the place of the person's own. */
    public static final String NAME = "Deleted member";
    /** Entries examined per transaction. */
    private static final int STEP = 500;
    /** Takes the place of the name in a text: no longer than any name, so the text does not grow too long. */
    private static final String MENTION = "@\u2026";

    /**
     * What was changed.
     *
     * @param messages deleted messages
     * @param reactions removed reactions
     * @param mentions other members' messages that mentioned the person
     * @param names entries with the person's name
     */
    public record Counts(long messages, long reactions, long mentions, long names) {
        public static final Counts NONE = new Counts(0, 0, 0, 0);

        public Counts plus(Counts other) {
            return new Counts(
                    messages + other.messages,
                    reactions + other.reactions,
                    mentions + other.mentions,
                    names + other.names);
        }
    }

    /** @param mentions those in the body's text, or null */
    private record Planned(Member author, Body body, List<Mention> mentions) {}

    private final Database database;
    private final List<Follower> followers;
    private final Member person;

    /** @param followers lose what they derived from the removed texts */
    public PersonRedaction(Database database, List<Follower> followers, String member) {
        this.database = database;
        this.followers = followers;
        this.person = new Member(member, NAME);
    }

    /**
     * Removes the person from all entries that the room has at the start.
     *
     * @param now the time of the new entries
     * @throws SQLException after some of the transactions; run it again
     */
    public Counts run(RoomRef room, Instant now) throws SQLException {
        Counts all = Counts.NONE;
        long head = head(room);
        for (long after = 0; after < head; after += STEP) {
            long from = after;
            long upTo = Math.min(after + STEP, head);
            all = all.plus(database.write(connection -> step(connection, room, from, upTo, now)));
        }
        return head == 0 ? all : all.plus(new Counts(0, 0, 0, database.write(connection -> rulings(connection, room))));
    }

    private long rulings(Connection connection, RoomRef room) throws SQLException {
        RoomRow row = RoomRow.lockIfPresent(connection, database, room.id());
        return row == null ? 0 : PersonRulings.redact(connection, row, person); // null: deleted meanwhile
    }

    private long head(RoomRef room) throws SQLException {
        try (Connection connection = database.readConnection()) {
            return RoomRow.find(connection, database, room).head().offset();
        }
    }

    /** Whether {@link #run} would change anything. */
    public boolean concerns(Connection connection, RoomRef ref) throws SQLException {
        RoomRow room = RoomRow.find(connection, database, ref);
        List<Planned> plan = new ArrayList<>();
        List<Entry> chunk = EntryRows.messagesAfter(connection, room, 0, STEP);
        while (!chunk.isEmpty() && plan.isEmpty()) {
            chunk.forEach(entry -> plan(entry.asMessage(), plan));
            chunk = EntryRows.messagesAfter(
                    connection, room, chunk.get(chunk.size() - 1).offset(), STEP);
        }
        return !plan.isEmpty()
                || PersonRulings.concerns(connection, room, person)
                || EntryRows.names(connection, room, person.id()).stream().anyMatch(name -> !name.equals(NAME));
    }

    private Counts step(Connection connection, RoomRef ref, long after, long upTo, Instant now) throws SQLException {
        RoomRow room = RoomRow.lockIfPresent(connection, database, ref.id());
        if (room == null) {
            return Counts.NONE; // deleted meanwhile
        }
        List<Planned> plan = new ArrayList<>();
        for (Entry entry : EntryRows.messagesAfter(connection, room, after, STEP)) {
            if (entry.offset() <= upTo) {
                plan(entry.asMessage(), plan);
            }
        }
        if (!plan.isEmpty()) {
            append(connection, room, plan, now);
        }
        return new Counts(
                count(plan, Change.Deletion.class),
                count(plan, Change.Reacting.class),
                count(plan, Change.Edit.class),
                EntryRows.rename(connection, room, after, upTo, person));
    }

    private static long count(List<Planned> plan, Class<? extends Change> kind) {
        return plan.stream().filter(one -> kind.isInstance(one.body())).count();
    }

    private void plan(Logged.Message message, List<Planned> plan) {
        if (message.deleted() != null) {
            return;
        }
        if (message.author().id().equals(person.id())) {
            plan.add(new Planned(person, new Change.Deletion(message.offset()), null));
            return;
        }
        List<Reaction> reactions = message.withReactionsOf(person.id()).reactions();
        if (reactions != null) {
            reactions.forEach(reaction -> plan.add(
                    new Planned(person, new Change.Reacting(message.offset(), reaction.emoji(), false), null)));
        }
        if (message.mentions(person.id())) {
            plan.add(withoutName(message));
        }
    }

    /** An edit that replaces the person's name, unless namesakes are mentioned at the same place. */
    private Planned withoutName(Logged.Message message) {
        StringBuilder text = new StringBuilder(message.text());
        List<Mention> kept = new ArrayList<>();
        int moved = 0;
        for (Mention mention : message.mentions()) {
            List<String> others = mention.members().stream()
                    .filter(member -> !member.equals(person.id()))
                    .toList();
            int start = mention.start() + moved;
            int end = mention.end() + moved;
            if (!others.isEmpty()) {
                kept.add(new Mention(start, end, others));
            } else {
                text.replace(start, end, MENTION);
                moved += MENTION.length() - (end - start);
            }
        }
        return new Planned(
                message.author(),
                new Change.Edit(message.offset(), text.toString()),
                kept.isEmpty() ? null : List.copyOf(kept));
    }

    /** Appends the planned entries. The rules of the log allow them, since authors change their own messages. */
    private void append(Connection connection, RoomRow room, List<Planned> plan, Instant now) throws SQLException {
        List<PlacedEntry> placed = new ArrayList<>();
        Fold fold = new Fold(connection, followers, null, ServerRoles.PROVEN, now, placed); // changes no roles
        Position head = room.head();
        for (Planned one : plan) {
            Draft draft = new Draft(room.ref(), one.author(), one.body(), EntryRows.SERVER_REF + UUID.randomUUID());
            Refusal missing = fold.missing(room, one.body().target()); // also reads the message
            if (missing != null) {
                throw missing;
            }
            head = new Position(head.epoch(), head.offset() + 1, Tags.entry());
            Entry entry = draft.at(room.name(), head, now, one.mentions());
            placed.add(new PlacedEntry(room, entry, new EntryRows.Stored(entry).digest()));
            fold.add(room, entry);
        }
        EntryRows.insert(connection, database, placed);
        RoomRow.moveHeads(connection, database, Map.of(room, head), now);
        fold.write();
    }
}
