package chat.parley.log;

import chat.parley.event.Body;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Present;
import chat.parley.event.Reaction;
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
    /** The newest edit of each message in this transaction. */
    private final Map<Place, Long> edits = new HashMap<>();
    private final Map<RoomRow, String> topics = new LinkedHashMap<>();

    Fold(Connection connection, List<Follower> followers) {
        this.connection = connection;
        this.followers = followers;
    }

    /** Why the draft must be refused; null if it is allowed. */
    Refusal objection(RoomRow room, Draft draft) throws SQLException {
        Body body = draft.body();
        long target = Kind.target(body);
        if (target == 0) {
            return null;
        }
        Entry message = message(new Place(room, target));
        if (message == null) {
            return new Refusal(ErrorCode.NOT_FOUND, "No such message");
        }
        if (body instanceof Body.Said) {
            return null; // a reply may follow the deletion of its target
        }
        Present now = now(new Place(room, target));
        if (now.deleted()) {
            return new Refusal(ErrorCode.NOT_FOUND, "Message was deleted");
        }
        if (body instanceof Body.Reaction reaction) {
            boolean full = reaction.on() && now.reactions() != null
                    && now.reactions().stream().mapToInt(one -> one.members().size()).sum() >= Reaction.MAX;
            return full
                    ? new Refusal(ErrorCode.INVALID, "Message already has " + Reaction.MAX + " reactions, the maximum")
                    : null;
        }
        return message.author().id().equals(draft.author().id()) ? null
                : new Refusal(ErrorCode.FORBIDDEN, "Only the author can change a message");
    }

    private Entry message(Place place) throws SQLException {
        Entry known = messages.get(place);
        if (known == null && place.offset() > place.room().floor().offset()) {
            known = EntryRows.at(connection, place.room(), place.offset());
            messages.put(place, known);
        }
        return known != null && known.body() instanceof Body.Said ? known : null;
    }

    private Present now(Place place) {
        Present before = messages.get(place).now();
        return changed.getOrDefault(place, before == null ? Present.UNCHANGED : before);
    }

    /** Applies an entry that will be stored. */
    void add(RoomRow room, Entry entry) {
        if (entry.body() instanceof Body.Said) {
            messages.put(new Place(room, entry.offset()), entry);
        } else if (entry.body() instanceof Body.Topic topic) {
            topics.put(room, topic.topic());
        } else {
            Place place = new Place(room, Kind.target(entry.body()));
            Present now = now(place).after(entry.offset(), entry.at(), entry.author(), entry.body());
            changed.put(place, entry.body() instanceof Body.Edit ? now.withMentions(entry.mentions()) : now);
            if (entry.body() instanceof Body.Edit) {
                edits.put(place, entry.offset());
            }
        }
    }

    /** Writes the results. Call it after inserting the entries, since it redacts some of them. */
    void write() throws SQLException {
        for (Map.Entry<Place, Present> one : changed.entrySet()) {
            Place place = one.getKey();
            MessageRows.put(connection, place.room(), place.offset(), one.getValue());
            if (one.getValue().deleted() || edits.containsKey(place)) {
                long before = one.getValue().deleted() ? Long.MAX_VALUE : edits.get(place);
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
