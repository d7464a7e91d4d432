package chat.parley.model;

import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What one client shows of a room: messages n, n+1, n+2 … from some position on. */
final class View {
    enum State { OUT, JOINING, IN, LEAVING }

    final String room;
    private final Truth truth;
    private final List<Event.Logged> shown = new ArrayList<>();
    private final Map<Long, Folded> folded = new TreeMap<>();
    private String topic = "";
    private int forks;
    /** Messages of which somebody knew that they are deleted when this client asked for them. */
    private Set<Long> deleted = Set.of();
    private Set<Long> deletedWhenAsked = Set.of();
    /** The same for edits: the newest one of each message. */
    private Map<Long, Long> edited = Map.of();
    private Map<Long, Long> editedWhenAsked = Map.of();
    State state = State.OUT;
    /** Whether messages may come, and which one is next. */
    private boolean live;
    /** Whether the newest join has no answer yet. */
    private boolean joining;
    private long expected;
    /** The newest position, or null. */
    String position;
    String joinRef;
    String leaveRef;
    /** When it is worth trying again. */
    long notBefore;
    private String since;
    /** Gone already when the room was joined; 0 unless the server has said that all was there. */
    private long promisedFrom;
    private long floorWhenAsked;

    View(String room, Truth truth) {
        this.room = room;
        this.truth = truth;
    }

    long last() {
        return live ? expected - 1 : -1;
    }

    void joins(String ref, String from) {
        state = State.JOINING;
        joining = true;
        joinRef = ref;
        since = from;
        floorWhenAsked = truth.knownFloor(room);
        deletedWhenAsked = truth.changes.deleted(room);
        editedWhenAsked = truth.changes.edits(room);
    }

    void joined(Event.Joined joined) {
        truth.require(state != State.OUT && joined.ref().equals(joinRef), () -> "joined without having asked: " + joined);
        truth.require(truth.isPlace(room, joined.position()), () -> "no such place: " + joined);
        if (joined.recovered()) {
            truth.require(joined.position().equals(since), () -> "recovered somewhere else than at " + since + ": " + joined);
            shown.removeIf(message -> message.offset() > offset(since));
            folded.keySet().removeIf(message -> message > offset(since));
            folded.values().forEach(message -> message.astray |= message.changed() > offset(since) && forks != truth.forks(room));
            shown.forEach(truth::knows);
        } else {
            truth.require(since == null || !truth.isPlace(room, since) || offset(since) < truth.ends(room).floor(), () -> "not recovered from " + since + " without need: " + joined);
            shown.clear();
            folded.clear();
        }
        promisedFrom = joined.recovered() ? floorWhenAsked : 0;
        begin(joined.position());
        forks = truth.forks(room);
        deleted = deletedWhenAsked;
        edited = editedWhenAsked;
        topic = joined.topic() == null ? "" : joined.topic();
        truth.require(joined.head() >= expected - 1, () -> "the head is before the start: " + joined);
        live = true;
        joining = false;
        if (state == State.JOINING) {
            state = State.IN;
        }
    }

    void reset(Event.Reset reset) {
        truth.require(live, () -> "a reset for nobody: " + reset);
        truth.require(expected <= truth.ends(room).floor(), () -> "a reset without need, after " + (expected - 1) + ": " + reset);
        truth.require(expected > promisedFrom, () -> "recovered from below the floor " + promisedFrom + ", and then: " + reset);
        truth.require(truth.isPlace(room, reset.position()), () -> "no such place: " + reset);
        shown.clear();
        folded.clear();
        topic = reset.topic() == null ? "" : reset.topic();
        begin(reset.position());
    }

    private void begin(String from) {
        position = from;
        expected = offset(from) + 1;
    }

    void saw(Event.Logged message) {
        truth.require(live, () -> "a message for nobody: " + message);
        truth.require(message.offset() == expected, () -> expected + " was to come, and what came was " + message);
        truth.saw(message);
        shown.add(message);
        fold(message);
        position = message.position();
        expected++;
    }

    private void fold(Event.Logged event) {
        truth.require(!(event instanceof Event.Edited edit) || edit.text() == null || edit.offset() >= edited.getOrDefault(edit.target(), 0L),
                () -> "somebody who came later is told what was edited away: " + event);
        if (event instanceof Event.Message message) {
            truth.require(!deleted.contains(message.offset()) || message.deleted() != null, () -> "somebody who came later is told what was deleted: " + message);
            truth.sawFolded(message);
            folded.put(message.offset(), new Folded(message));
        } else if (event instanceof Event.TopicChanged changed) {
            topic = changed.topic();
        } else if (folded.containsKey(((Event.Change) event).target())) {
            folded.get(((Event.Change) event).target()).apply(event.offset(), event.at(), event.author().id(), Deed.kind(event), Deed.words(event));
        }
    }

    /** The messages that are shown. */
    List<Event.Message> messages() {
        return shown.stream().filter(Event.Message.class::isInstance).map(Event.Message.class::cast).toList();
    }

    /** The server has done what a leave asked for; there may be another join under way. */
    void left(String ref) {
        live = false;
        if (state == State.LEAVING && ref.equals(leaveRef)) {
            state = State.OUT;
        }
    }

    /** The session is where it was, unless there is another join under way. */
    void isRefusedToLeave(String ref, ErrorCode code) {
        if (code == ErrorCode.NOT_JOINED) {
            left(ref);
        } else if (state == State.LEAVING && ref.equals(leaveRef)) {
            state = joining ? State.JOINING : live ? State.IN : State.OUT;
        }
    }

    /** The join failed, and the session is out of the room. */
    void joinFailed() {
        joining = false;
        live = false;
        if (state == State.JOINING) {
            state = State.OUT;
        }
    }

    /** The session is in the room no more. */
    void ends() {
        joining = false;
        live = false;
        state = State.OUT;
    }

    /** Everything that is shown is as it is in the log. */
    void judge() {
        truth.require(expected - 1 == truth.ends(room).head(), () -> "not at the head");
        for (int i = 0; i < shown.size(); i++) {
            truth.require(shown.get(i).offset() == expected - shown.size() + i, () -> "a hole in what is shown");
            truth.knows(shown.get(i));
        }
        for (Event.Message message : messages()) {
            Folded seen = folded.get(message.offset());
            Folded right = truth.fold(message, truth.ends(room).head());
            boolean forgotten = message.offset() <= truth.ends(room).floor(); // its edits tell no words any more
            truth.require(seen.astray || forgotten || seen.toString().equals(right.toString()), () -> "shown is " + seen + ", and right is " + right + ": " + message);
        }
        truth.require(topic.equals(truth.changes.topic(room)), () -> "the topic that is shown is " + topic + ", and it should be " + truth.changes.topic(room));
    }

    static long offset(String position) {
        return Long.parseLong(position.split("-")[1]);
    }

    /** The place before everything, in the log that this client knows. */
    String beginning() {
        return position == null ? null : position.split("-")[0] + "-0-0";
    }
}
