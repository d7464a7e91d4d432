package chat.parley.model;

import chat.parley.event.Event;
import java.util.ArrayList;
import java.util.List;

/** What one client shows of a room: messages n, n+1, n+2 … from some position on. */
final class View {
    enum State { OUT, JOINING, IN, LEAVING }

    final String room;
    private final Truth truth;
    private final List<Event.Message> shown = new ArrayList<>();
    State state = State.OUT;
    /** Whether messages may come, and which one is next. */
    private boolean live;
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
        joinRef = ref;
        since = from;
        floorWhenAsked = truth.knownFloor(room);
    }

    void joined(Event.Joined joined) {
        truth.require(state != State.OUT && joined.ref().equals(joinRef), () -> "joined without having asked: " + joined);
        truth.require(truth.isPlace(room, joined.position()), () -> "no such place: " + joined);
        if (joined.recovered()) {
            truth.require(joined.position().equals(since), () -> "recovered somewhere else than at " + since + ": " + joined);
            shown.removeIf(message -> message.offset() > offset(since));
            for (Event.Message message : shown) {
                truth.saw(message);
            }
        } else {
            truth.require(since == null || !truth.isPlace(room, since) || offset(since) < truth.ends(room).floor(), () -> "not recovered from " + since + " without need: " + joined);
            shown.clear();
        }
        promisedFrom = joined.recovered() ? floorWhenAsked : 0;
        begin(joined.position());
        truth.require(joined.head() >= expected - 1, () -> "the head is before the start: " + joined);
        live = true;
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
        begin(reset.position());
    }

    private void begin(String from) {
        position = from;
        expected = offset(from) + 1;
    }

    void saw(Event.Message message) {
        truth.require(live, () -> "a message for nobody: " + message);
        truth.require(message.offset() == expected, () -> expected + " was to come, and what came was " + message);
        truth.saw(message);
        shown.add(message);
        position = message.position();
        expected++;
    }

    /** The server has done what a leave asked for; there may be another join under way. */
    void left(String ref) {
        live = false;
        if (state == State.LEAVING && ref.equals(leaveRef)) {
            state = State.OUT;
        }
    }

    /** The session is in the room no more. */
    void ends() {
        live = false;
        state = State.OUT;
    }

    /** Everything that is shown is as it is in the log. */
    void judge() {
        truth.require(expected - 1 == truth.ends(room).head(), () -> "not at the head");
        for (int i = 0; i < shown.size(); i++) {
            truth.require(shown.get(i).offset() == expected - shown.size() + i, () -> "a hole in what is shown");
            truth.saw(shown.get(i));
        }
    }

    static long offset(String position) {
        return Long.parseLong(position.split("-")[1]);
    }

    /** The place before everything, in the log that this client knows. */
    String beginning() {
        return position == null ? null : position.split("-")[0] + "-0-0";
    }
}
