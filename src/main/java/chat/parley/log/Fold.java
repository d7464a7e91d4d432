package chat.parley.log;

import chat.parley.event.Body;
import chat.parley.event.Change;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
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
    private record Place(RoomRow room, long offset) {}

    private final Connection connection;
    private final List<Follower> followers;
    private final Map<Place, Entry> messages = new HashMap<>();
    private final Map<Place, Present> changed = new LinkedHashMap<>();
    /** The newest edit or deletion of each message in this transaction. */
    private final Map<Place, Long> rewritten = new HashMap<>();
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
        Entry message = message(new Place(room, target));
        if (message == null) {
            return new Refusal(ErrorCode.NOT_FOUND, "No such message");
        }
        return body.objection(draft.author(), new Target(new Place(room, target)));
    }

    private Entry message(Place place) throws SQLException {
        Entry known = messages.get(place);
        if (known == null && place.offset() > place.room().floor().offset()) {
            known = EntryRows.at(connection, place.room(), place.offset());
            messages.put(place, known);
        }
        return known != null && known.body().kind() == Body.Kind.MESSAGE ? known : null;
    }

    private Present now(Place place) {
        return changed.getOrDefault(place, stored(place));
    }

    /** The state before this transaction. */
    private Present stored(Place place) {
        Present before = messages.get(place).now();
        return before == null ? Present.UNCHANGED : before;
    }

    private final class Target implements Body.Target<SQLException> {
        private final Place place;

        Target(Place place) {
            this.place = place;
        }

        @Override
        public Member author() {
            return messages.get(place).author();
        }

        @Override
        public Present now() {
            return Fold.this.now(place);
        }

        @Override
        public int pinned() throws SQLException {
            int pinned = MessageRows.pinned(connection, place.room());
            for (Map.Entry<Place, Present> one : changed.entrySet()) {
                if (one.getKey().room() == place.room()) {
                    pinned += (one.getValue().pinned() ? 1 : 0) - (stored(one.getKey()).pinned() ? 1 : 0);
                }
            }
            return pinned;
        }
    }

    /** Applies an entry that will be stored. */
    void add(RoomRow room, Entry entry) {
        entry.body().applyTo(new InRoom(room), entry);
    }

    final class InRoom implements Body.Room {
        private final RoomRow room;

        InRoom(RoomRow room) {
            this.room = room;
        }

        @Override
        public void add(Entry message) {
            messages.put(new Place(room, message.offset()), message);
        }

        @Override
        public void apply(Event.Changed change, Change body) {
            Place place = new Place(room, body.target());
            changed.put(place, body.applyTo(now(place), change));
            if (body.removesText()) {
                rewritten.put(place, change.offset());
            }
        }

        @Override
        public void setTopic(String topic) {
            topics.put(room, topic);
        }
    }

    /** Writes the results. Call it after inserting the entries, since it redacts some of them. */
    void write() throws SQLException {
        for (Map.Entry<Place, Present> one : changed.entrySet()) {
            Place place = one.getKey();
            MessageRows.put(connection, place.room(), place.offset(), one.getValue());
            if (rewritten.containsKey(place)) {
                long before = one.getValue().deleted() ? Long.MAX_VALUE : rewritten.get(place);
                EntryRows.redact(connection, place.room(), place.offset(), before);
                MentionRows.replace(connection, place.room(), place.offset(), one.getValue().mentions());
                for (Follower follower : followers) {
                    follower.forget(connection, place.room().id(), place.offset() - 1, place.offset());
                }
            }
        }
        for (Map.Entry<RoomRow, String> one : topics.entrySet()) {
            RoomRow.setTopic(connection, one.getKey(), one.getValue());
        }
    }
}
