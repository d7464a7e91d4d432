package chat.parley.log;

import chat.parley.event.Body;
import chat.parley.event.Change;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Logged;
import chat.parley.event.Member;
import chat.parley.event.Present;
import chat.parley.event.Refusal;
import chat.parley.event.RoomDeletion;
import chat.parley.event.RoomSettings;
import chat.parley.event.ServerRoles;
import chat.parley.event.Standing;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Applies a transaction's entries to the messages that they change, and checks that they may. Requires locked rooms.
 */
final class Fold {
    private record MessageKey(RoomRow room, long offset) {}

    private final Connection connection;
    private final List<Follower> followers;
    private final Map<MessageKey, Entry> messages = new HashMap<>();
    private final Map<MessageKey, Present> changed = new LinkedHashMap<>();
    /** The newest edit or deletion of each message in this transaction. */
    private final Map<MessageKey, Long> rewritten = new HashMap<>();

    private final Map<RoomRow, String> topics = new LinkedHashMap<>();
    private final Map<RoomRow, Rules> rules = new LinkedHashMap<>();
    private final Set<RoomRow> begun = new HashSet<>();
    private final Map<RoomRow, Entry> deleted = new LinkedHashMap<>();
    private final RoomMembers members;
    private final Rulings rulings;
    private final SlowMode slowMode;

    /**
     * @param members follow the roles
     * @param now the time at which roles count
     * @param placed live view of what the transaction will store
     */
    Fold(
            Connection connection,
            List<Follower> followers,
            RoomMembers members,
            ServerRoles serverRoles,
            Instant now,
            List<PlacedEntry> placed) {
        this.connection = connection;
        this.followers = followers;
        this.members = members;
        this.rulings = new Rulings(connection, serverRoles, now);
        this.slowMode = new SlowMode(connection, now, placed);
    }

    /** Why the draft must be refused; null if it is allowed. */
    Refusal objection(RoomRow room, Draft draft) throws SQLException {
        if (deleted.containsKey(room)) {
            return RoomDeletion.GONE;
        }
        boolean isNew = room.isEmpty() && !begun.contains(room);
        Body.Place<SQLException> place = rulings.place(room, draft.client(), isNew);
        Refusal wrong = objection(room, draft, place);
        return wrong != null ? wrong : slowMode.objection(room, draft, place);
    }

    private Refusal objection(RoomRow room, Draft draft, Body.Place<SQLException> place) throws SQLException {
        Body body = draft.body();
        if (body.target() == 0) {
            return body.objection(draft.author(), place, null);
        }
        Refusal denied = place.refusal(body.right()); // first: outsiders must not learn which messages exist
        if (denied != null) {
            return denied;
        }
        Refusal missing = missing(room, body.target());
        return missing != null
                ? missing
                : body.objection(draft.author(), place, new Target(new MessageKey(room, body.target())));
    }

    /** The refusal of a draft that refers to a message which does not exist; null if it exists. Reads the message. */
    Refusal missing(RoomRow room, long target) throws SQLException {
        return message(new MessageKey(room, target)) == null
                ? new Refusal(ErrorCode.NOT_FOUND, "No such message")
                : null;
    }

    private Entry message(MessageKey key) throws SQLException {
        Entry known = messages.get(key);
        if (known == null && key.offset() > key.room().floor().offset()) {
            known = EntryRows.at(connection, key.room(), key.offset());
            messages.put(key, known);
        }
        return known != null && known.body().kind() == Body.Kind.MESSAGE ? known : null;
    }

    private Present now(MessageKey key) {
        return changed.getOrDefault(key, stored(key));
    }

    /** The state before this transaction. */
    private Present stored(MessageKey key) {
        Present before = messages.get(key).now();
        return before == null ? Present.UNCHANGED : before;
    }

    private final class Target implements Body.Target<SQLException> {
        private final MessageKey key;

        Target(MessageKey key) {
            this.key = key;
        }

        @Override
        public Member author() {
            return messages.get(key).author();
        }

        @Override
        public Present now() {
            return Fold.this.now(key);
        }

        @Override
        public int pinned() throws SQLException {
            int pinned = MessageRows.pinned(connection, key.room());
            for (Map.Entry<MessageKey, Present> one : changed.entrySet()) {
                if (one.getKey().room() == key.room()) {
                    pinned += (one.getValue().pinned() ? 1 : 0)
                            - (stored(one.getKey()).pinned() ? 1 : 0);
                }
            }
            return pinned;
        }
    }

    /** Applies an entry that will be stored. */
    void add(RoomRow room, Entry entry) {
        begun.add(room);
        entry.body().applyTo(new FoldedRoom(room), entry);
        if (!deleted.containsKey(room) && Rulings.isDecision(entry.body(), isOwn(room, entry))) {
            rulings.record(room, entry);
        }
    }

    private boolean isOwn(RoomRow room, Entry entry) {
        Entry message = messages.get(new MessageKey(room, entry.body().target()));
        return message != null && message.author().id().equals(entry.author().id());
    }

    final class FoldedRoom implements Body.RoomState {
        private final RoomRow room;

        FoldedRoom(RoomRow room) {
            this.room = room;
        }

        @Override
        public void add(Entry message) {
            messages.put(new MessageKey(room, message.offset()), message);
        }

        @Override
        public void apply(Logged.Changed change, Change body) {
            MessageKey key = new MessageKey(room, body.target());
            changed.put(key, body.applyTo(now(key), change));
            if (body.removesText()) {
                rewritten.put(key, change.offset());
            }
        }

        @Override
        public void delete(Entry last) {
            deleted.put(room, last);
        }

        @Override
        public void setRules(String text, long offset) {
            rules.put(room, new Rules(text, offset));
        }

        @Override
        public void setTopic(String topic) {
            topics.put(room, topic);
        }

        @Override
        public RoomSettings settings() {
            return rulings.settings(room);
        }

        @Override
        public void set(RoomSettings settings) {
            rulings.set(room, settings);
        }

        @Override
        public Standing standing(String member) {
            return rulings.known(room, member);
        }

        @Override
        public void set(Standing standing) {
            rulings.set(room, standing);
        }
    }

    /** Writes the results. Call it after inserting the entries, since it redacts some of them. */
    void write() throws SQLException {
        for (Map.Entry<MessageKey, Present> one : changed.entrySet()) {
            MessageKey key = one.getKey();
            MessageRows.put(connection, key.room(), key.offset(), one.getValue());
            if (rewritten.containsKey(key)) {
                long before = one.getValue().deleted() ? Long.MAX_VALUE : rewritten.get(key);
                EntryRows.redact(connection, key.room(), key.offset(), before);
                MentionRows.replace(
                        connection, key.room(), key.offset(), one.getValue().mentions());
                for (Follower follower : followers) {
                    follower.forget(connection, key.room().id(), key.offset() - 1, key.offset());
                }
            }
        }
        for (Map.Entry<RoomRow, String> one : topics.entrySet()) {
            RoomRow.setTopic(connection, one.getKey(), one.getValue());
        }
        for (Map.Entry<RoomRow, Rules> one : rules.entrySet()) {
            RoomRow.setRules(connection, one.getKey(), one.getValue());
        }
        rulings.write(members);
        for (Map.Entry<RoomRow, Entry> one : deleted.entrySet()) {
            DeletedRooms.delete(connection, one.getKey(), one.getValue());
            DecisionNotice.add(connection, one.getKey(), one.getValue());
        }
    }
}
