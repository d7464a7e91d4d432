package chat.parley.log;

import chat.parley.event.Body;
import chat.parley.event.Change;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Logged;
import chat.parley.event.Member;
import chat.parley.event.Present;
import chat.parley.event.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    Fold(Connection connection, List<Follower> followers) {
        this.connection = connection;
        this.followers = followers;
    }

    /** Why the draft must be refused; null if it is allowed. */
    Refusal objection(RoomRow room, Draft draft) throws SQLException {
        Body body = draft.body();
        long target = body.target();
        if (target == 0) {
            return null;
        }
        Entry message = message(new MessageKey(room, target));
        if (message == null) {
            return new Refusal(ErrorCode.NOT_FOUND, "No such message");
        }
        return body.objection(draft.author(), new Target(new MessageKey(room, target)));
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
        entry.body().applyTo(new FoldedRoom(room), entry);
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
        public void setTopic(String topic) {
            topics.put(room, topic);
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
    }
}
