package chat.parley.log;

import static chat.parley.model.Code.in;
import static chat.parley.model.Mistake.mistake;

import chat.parley.event.Body;
import chat.parley.event.Change;
import chat.parley.event.Entry;
import chat.parley.event.Logged;
import chat.parley.event.Position;
import chat.parley.event.Present;
import chat.parley.event.Reaction;
import chat.parley.index.Indexer;
import chat.parley.model.Edit;
import chat.parley.model.Mistake;
import chat.parley.model.SqlEdit;
import chat.parley.store.InDoubt;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Mistakes in this package. The static methods below stand in for calls of the production code; each mistake has its
 * own copy of this class.
 */
public final class LogMistakes {
    private static final Edit NO_UNIQUE_REF = new SqlEdit("UNIQUE (room, sender, ref)", "CHECK (1 = 1)");
    private static final Edit NO_CONFLICT = new SqlEdit("ON CONFLICT (room, sender, ref) DO NOTHING", "");

    private static AppendTransaction repeated;

    private LogMistakes() {}

    public static Stream<Mistake> all() {
        return Stream.concat(ofAppending(), ofChanges());
    }

    /** No mistake: keeps the index from taking turns on the lanes that write. */
    public static Edit withoutIndex() {
        return in(Indexer.class, "appended").doesNothing();
    }

    private static Stream<Mistake> ofAppending() {
        return Stream.of(
                mistake("refs are not unique", NO_UNIQUE_REF, NO_CONFLICT),
                mistake(
                        "a server does not know refs from before its start",
                        NO_UNIQUE_REF,
                        NO_CONFLICT,
                        new SqlEdit(
                                "AND e.sender = ? AND e.ref = ?",
                                "AND e.sender = ? AND e.ref = ? AND e.at >= :started"),
                        in(AppendLane.class, "write")
                                .call(AppendTransaction.class, "run")
                                .getsLast(true)),
                mistake(
                        "a repeated post uses up an offset",
                        in(AppendTransaction.class, "place")
                                .call(EntryRows.Stored.class, "matches")
                                .becomes(LogMistakes.class, "matchesAndIsRepeated"),
                        in(AppendTransaction.class, "store")
                                .call(Position.class, "offset")
                                .becomes(LogMistakes.class, "offsetAfterRepetition")),
                mistake(
                        "a post is acknowledged before the commit",
                        in(AppendTransaction.class, "store")
                                .call(Append.class, "forReaders")
                                .becomes(LogMistakes.class, "shownAndAnswered")),
                mistake(
                        "a failed commit counts as a success",
                        in(AppendTransaction.class, "attempt")
                                .call(InDoubt.class, "commit")
                                .becomes(LogMistakes.class, "commitOrNot")),
                mistake(
                        "a batch in doubt is given up",
                        in(AppendLane.class, "write")
                                .call(AppendTransaction.class, "run")
                                .becomes(LogMistakes.class, "runOnce")),
                mistake(
                                "a batch in doubt is retried as if it were surely not stored",
                                in(AppendLane.class, "attempt")
                                        .calls(AppendLane.class, "hold")
                                        .getsLast(false))
                        .rare(567),
                mistake(
                        "a message that the store rejects takes the rest of its batch with it",
                        in(AppendLane.class, "handleFailure")
                                .call(List.class, "size")
                                .returns(1)),
                mistake(
                                "a trim is not announced",
                                in(SqlRoomLog.class, "trim")
                                        .call(RoomLog.Listener.class, "trimmed")
                                        .isSkipped())
                        .rare(410),
                mistake(
                        "a trim forgets one entry more than it announces",
                        new SqlEdit(
                                "forgotten = ? WHERE room = ? AND \"offset\" > ? AND \"offset\" <= ?",
                                "forgotten = ? WHERE room = ? AND \"offset\" > ? AND \"offset\" <= ? + 1")));
    }

    private static Stream<Mistake> ofChanges() {
        return Stream.of(
                mistake(
                        "a deletion leaves the texts of edits in the log",
                        new SqlEdit(
                                "NULL, digest = 0 WHERE room = ? AND target > ?",
                                "body WHERE room = ? AND target > ?")),
                mistake(
                        "a deletion leaves the text in the log",
                        new SqlEdit(
                                "NULL, digest = 0 WHERE room = ? AND \"offset\" = ?",
                                "body WHERE room = ? AND \"offset\" = ?")),
                mistake(
                        "a deletion leaves the digest of the text",
                        new SqlEdit(
                                "NULL, digest = 0 WHERE room = ? AND \"offset\" = ?",
                                "NULL WHERE room = ? AND \"offset\" = ?")),
                mistake(
                        "an edit leaves the earlier text in the log",
                        in(Fold.class, "write").call(Map.class, "containsKey").returns(false)),
                mistake(
                                "an edit outlives its message",
                                new SqlEdit(
                                        "NULL, digest = 0 WHERE room = ? AND kind = 'edit' AND body",
                                        "body WHERE room = ? AND kind = 'edit' AND body"))
                        .rare(2852),
                mistake(
                                "a deletion leaves the reactions",
                                in(Fold.FoldedRoom.class, "apply")
                                        .call(Change.class, "applyTo")
                                        .becomes(LogMistakes.class, "deletedWithReactions"))
                        .rare(589),
                mistake(
                                "a repeated deletion fails because the message is already deleted",
                                in(AppendTransaction.class, "place")
                                        .secondCall(AppendTransaction.class, "stored")
                                        .isSkipped())
                        .rare(403),
                mistake(
                        "changes in one transaction do not see each other",
                        in(Fold.class, "now").call(Map.class, "getOrDefault").becomes(LogMistakes.class, "byDefault")),
                mistake(
                        "anyone may edit or delete any message",
                        in(Change.class, "objection")
                                .call(String.class, "equals")
                                .returns(true)),
                mistake(
                        "a deleted message can be edited",
                        in(Change.class, "objection")
                                .call(Present.class, "deleted")
                                .returns(false)),
                mistake(
                        "a member that reacts twice counts twice",
                        in(Reaction.class, "with")
                                .call(Stream.class, "anyMatch")
                                .returns(false)),
                mistake(
                        "an edit drops the reactions",
                        in(Fold.FoldedRoom.class, "apply")
                                .call(Change.class, "applyTo")
                                .becomes(LogMistakes.class, "editedWithoutReactions")),
                mistake(
                        "an edit is announced but not stored",
                        in(Fold.class, "write")
                                .call(MessageRows.class, "put")
                                .becomes(LogMistakes.class, "putUnlessEdited")),
                mistake(
                                "the state of a changed message outlives the message",
                                in(Trim.class, "step")
                                        .call(MessageRows.class, "forget")
                                        .isSkipped())
                        .rare(410),
                mistake(
                        "a new topic is announced but not stored",
                        in(Fold.class, "write").call(RoomRow.class, "setTopic").isSkipped()),
                mistake(
                        "a page of history contains entries that are not messages",
                        new SqlEdit(
                                "AND e.kind = 'message' ORDER BY e.\"offset\" DESC", "ORDER BY e.\"offset\" DESC")));
    }

    static boolean matchesAndIsRepeated(EntryRows.Stored earlier, Body body, AppendTransaction transaction) {
        repeated = transaction;
        return earlier.matches(body);
    }

    static long offsetAfterRepetition(Position head, AppendTransaction transaction) {
        boolean skips = repeated == transaction;
        repeated = null;
        return skips ? head.offset() + 1 : head.offset();
    }

    static Entry shownAndAnswered(Append append, Entry stored) {
        append.answer().complete(append.forReaders(stored));
        return append.forReaders(stored);
    }

    static void commitOrNot(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            // the mistake: a failure counts as a success
        }
    }

    static List<AppendTransaction.Outcome> runOnce(AppendSetup setup, List<Append> batch, Instant now, boolean doubtful)
            throws SQLException {
        try {
            return AppendTransaction.run(setup, batch, now, doubtful);
        } catch (InDoubt e) {
            throw new IllegalStateException(e); // the lane continues with the next batch
        }
    }

    static Present deletedWithReactions(Change body, Present before, Logged.Changed change) {
        Present after = body.applyTo(before, change);
        return body instanceof Change.Deletion
                ? new Present(after.changed(), null, null, true, before.reactions(), null, false)
                : after;
    }

    static Present editedWithoutReactions(Change body, Present before, Logged.Changed change) {
        Present after = body.applyTo(before, change);
        return body instanceof Change.Edit
                ? new Present(
                        after.changed(), after.text(), after.edited(), after.deleted(), null, null, after.pinned())
                : after;
    }

    static Object byDefault(Map<?, ?> map, Object key, Object byDefault) {
        return byDefault;
    }

    static void putUnlessEdited(Connection connection, RoomRow room, long offset, Present now) throws SQLException {
        if (now.edited() == null) {
            MessageRows.put(connection, room, offset, now);
        }
    }
}
