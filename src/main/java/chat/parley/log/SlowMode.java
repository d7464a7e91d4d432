package chat.parley.log;

import chat.parley.event.Body;
import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.event.Right;
import chat.parley.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Limits how often a member posts in rooms with slow mode. Moderators are exempt. Asks the log, so the limit holds on all
 * servers and after restarts. Requires locked rooms.
 */
final class SlowMode {
    /** How many of the newest entries may count: a bound for the time that the room is locked. */
    private static final long SEARCHED = 10_000;

    private static final String LAST =
            "SELECT max(at) FROM entry WHERE room = ? AND \"offset\" > ? AND sender = ? AND kind = 'message'";

    private final Connection connection;
    private final Instant now;
    private final List<PlacedEntry> placed;

    /** @param placed live view of what this transaction will store */
    SlowMode(Connection connection, Instant now, List<PlacedEntry> placed) {
        this.connection = connection;
        this.now = now;
        this.placed = placed;
    }

    /** Why the draft comes too soon, with the time to wait; null if it does not. */
    Refusal objection(RoomRow room, Draft draft, Body.Place<SQLException> place) throws SQLException {
        int seconds = place.settings().slowMode();
        if (seconds == 0
                || draft.body().kind() != Body.Kind.MESSAGE
                || place.role().may(Right.MODERATE)) {
            return null;
        }
        Duration pause = Duration.ofSeconds(seconds);
        Instant next = last(room, draft.author().id()).plus(pause);
        if (!next.isAfter(now)) {
            return null;
        }
        Duration left = Duration.between(now, next);
        Duration wait = left.compareTo(pause) < 0 ? left : pause; // another server's clock may be ahead
        return new Refusal(
                ErrorCode.RATE_LIMITED,
                "Slow mode: one message every " + seconds + " s; retry in " + (wait.toMillis() + 999) / 1000 + " s",
                wait.plusMillis(1));
    }

    private Instant last(RoomRow room, String member) throws SQLException {
        boolean isHere = placed.stream()
                .anyMatch(one -> one.room() == room
                        && one.entry().body().kind() == Body.Kind.MESSAGE
                        && one.entry().author().id().equals(member));
        if (isHere) {
            return now;
        }
        long from = room.head().offset() - SEARCHED;
        return Sql.one(connection, LAST, row -> Instant.ofEpochMilli(row.getLong(1)), room.id(), from, member);
    }
}
