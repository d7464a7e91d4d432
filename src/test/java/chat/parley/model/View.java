package chat.parley.model;

import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Logged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One client's view of a room: consecutive messages from some position on. */
final class View {
    enum State {
        OUT,
        JOINING,
        IN,
        LEAVING
    }

    final String room;
    private final Truth truth;
    private final List<Logged> shown = new ArrayList<>();
    private final Map<Long, Folded> folded = new TreeMap<>();
    private String topic = "";
    private int forks;
    /** Messages that were known to be deleted when this client requested them. */
    private Set<Long> deleted = Set.of();

    private Set<Long> deletedWhenAsked = Set.of();
    /** The newest edit of each message that was known when this client requested it. */
    private Map<Long, Long> edited = Map.of();

    private Map<Long, Long> editedWhenAsked = Map.of();
    State state = State.OUT;
    /** Whether messages may arrive, and the next offset. */
    private boolean live;
    /** Whether the newest join is pending. */
    private boolean joining;

    private long expected;
    /** The current position, or null. */
    String position;

    String joinRef;
    String leaveRef;
    /** When to retry at the earliest. */
    long notBefore;

    private String since;
    /** The floor when the room was joined; 0 unless the server reported a complete resume. */
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
        truth.require(state != State.OUT && joined.ref().equals(joinRef), () -> "unexpected joined: " + joined);
        truth.require(truth.isPlace(room, joined.position()), () -> "no such position: " + joined);
        if (joined.recovered()) {
            truth.require(joined.position().equals(since), () -> "not recovered at " + since + ": " + joined);
            shown.removeIf(message -> message.offset() > offset(since));
            folded.keySet().removeIf(message -> message > offset(since));
            folded.values()
                    .forEach(message ->
                            message.astray |= message.changed() > offset(since) && forks != truth.forks(room));
            shown.forEach(truth::knows);
        } else {
            truth.require(
                    since == null
                            || !truth.isPlace(room, since)
                            || offset(since) < truth.ends(room).floor(),
                    () -> "not recovered from " + since + " without need: " + joined);
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
        truth.require(live, () -> "unexpected reset: " + reset);
        truth.require(
                expected <= truth.ends(room).floor(), () -> "unnecessary reset after " + (expected - 1) + ": " + reset);
        truth.require(
                expected > promisedFrom,
                () -> "recovered from below the floor " + promisedFrom + ", and then: " + reset);
        truth.require(truth.isPlace(room, reset.position()), () -> "no such position: " + reset);
        shown.clear();
        folded.clear();
        topic = reset.topic() == null ? "" : reset.topic();
        begin(reset.position());
    }

    private void begin(String from) {
        position = from;
        expected = offset(from) + 1;
    }

    void saw(Logged message) {
        truth.require(live, () -> "unexpected message: " + message);
        truth.require(message.offset() == expected, () -> expected + " was to come, and what came was " + message);
        truth.saw(message);
        shown.add(message);
        fold(message);
        position = message.position();
        expected++;
    }

    private void fold(Logged event) {
        truth.require(
                !(event instanceof Logged.Edited edit)
                        || edit.text() == null
                        || edit.offset() >= edited.getOrDefault(edit.target(), 0L),
                () -> "received text that was edited before: " + event);
        if (event instanceof Logged.Message message) {
            truth.require(
                    !deleted.contains(message.offset()) || message.deleted() != null,
                    () -> "received text that was deleted before: " + message);
            truth.sawFolded(message);
            folded.put(message.offset(), new Folded(message));
        } else if (event instanceof Logged.TopicChanged changed) {
            topic = changed.topic();
        } else if (folded.containsKey(((Logged.Changed) event).target())) {
            folded.get(((Logged.Changed) event).target())
                    .apply(event.offset(), event.at(), event.author().id(), Deed.kind(event), Deed.words(event));
        }
    }

    /** The visible messages. */
    List<Logged.Message> messages() {
        return shown.stream()
                .filter(Logged.Message.class::isInstance)
                .map(Logged.Message.class::cast)
                .toList();
    }

    /** The server has confirmed the leave; another join may be pending. */
    void left(String ref) {
        live = false;
        if (state == State.LEAVING && ref.equals(leaveRef)) {
            state = State.OUT;
        }
    }

    /** The session is still in the room, unless another join is pending. */
    void isRefusedToLeave(String ref, ErrorCode code) {
        if (code == ErrorCode.NOT_JOINED) {
            left(ref);
        } else if (state == State.LEAVING && ref.equals(leaveRef)) {
            state = joining ? State.JOINING : live ? State.IN : State.OUT;
        }
    }

    /** The join failed, and the session is not in the room. */
    void joinFailed() {
        joining = false;
        live = false;
        if (state == State.JOINING) {
            state = State.OUT;
        }
    }

    /** The session has left the room. */
    void ends() {
        joining = false;
        live = false;
        state = State.OUT;
    }

    /** Checks that every visible message equals the log. */
    void judge() {
        truth.require(expected - 1 == truth.ends(room).head(), () -> "not at the head");
        for (int i = 0; i < shown.size(); i++) {
            truth.require(shown.get(i).offset() == expected - shown.size() + i, () -> "a gap between visible messages");
            truth.knows(shown.get(i));
        }
        for (Logged.Message message : messages()) {
            Folded seen = folded.get(message.offset());
            Folded right = truth.fold(message, truth.ends(room).head());
            boolean forgotten = message.offset() <= truth.ends(room).floor(); // its edits have no text any more
            truth.require(
                    seen.astray || forgotten || seen.toString().equals(right.toString()),
                    () -> "shows " + seen + ", expected " + right + ": " + message);
        }
        truth.require(
                topic.equals(truth.changes.topic(room)),
                () -> "shows the topic " + topic + ", expected " + truth.changes.topic(room));
    }

    static long offset(String position) {
        return Long.parseLong(position.split("-")[1]);
    }

    /** The position before the first entry in the log that this client knows. */
    String beginning() {
        return position == null ? null : position.split("-")[0] + "-0-0";
    }
}
