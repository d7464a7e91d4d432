package chat.parley.room;

import static chat.parley.model.Code.in;
import static chat.parley.model.Mistake.mistake;

import chat.parley.delivery.Batch;
import chat.parley.delivery.Cursor;
import chat.parley.delivery.Dispatcher;
import chat.parley.delivery.Step;
import chat.parley.delivery.Tail;
import chat.parley.event.Entry;
import chat.parley.event.Position;
import chat.parley.event.RoomRef;
import chat.parley.log.RoomLog;
import chat.parley.model.Edit;
import chat.parley.model.Mistake;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Deliberate mistakes in this package. The static methods below replace calls in the production code; each mistake has
 * its own copy of this class.
 */
public final class RoomMistakes {
    private RoomMistakes() {}

    /** @param batch the number of events in a full batch */
    public static Stream<Mistake> all(int batch) {
        return Stream.of(ofFeeds(batch), ofPositions(), ofCursors()).flatMap(mistakes -> mistakes);
    }

    /** Not a mistake: disables memberships, so that they do not use the writing lanes. */
    public static List<Edit> withoutMemberships() {
        return List.of(
                in(Entrance.class, "store")
                        .call(Session.class, "hasPersistentMember")
                        .returns(false),
                in(Commands.class, "leave")
                        .call(Session.class, "hasPersistentMember")
                        .returns(false));
    }

    private static Stream<Mistake> ofFeeds(int batch) {
        return Stream.of(
                mistake(
                        "a feed takes any entry for the next one",
                        in(Feed.class, "accept").calls(Tail.class, "head").becomes(RoomMistakes.class, "justBefore")),
                mistake(
                                "a gap is not read from the log",
                                in(Feed.class, "fillGap").doesNothing())
                        .rare(458),
                mistake(
                                "an entry that comes while a room is opened is ignored",
                                in(Rooms.class, "accept")
                                        .call(Feed.class, "accept")
                                        .becomes(RoomMistakes.class, "acceptIfOpen"))
                        .rare(3991),
                mistake(
                                "a partial stretch of the log is kept after the log has grown",
                                in(Stretches.class, "ask")
                                        .call(List.class, "size")
                                        .returns(batch))
                        .rare(712),
                mistake(
                        "a room that has grown wakes no session",
                        in(Feed.class, "accept").call(Consumer.class, "accept").isSkipped()),
                mistake(
                        "memory keeps deleted texts",
                        in(Feed.class, "take").call(Tail.class, "rewrite").isSkipped()),
                mistake(
                        "a new session gets the topic from when the room was opened",
                        in(Heading.class, "take").doesNotSet("topic")));
    }

    private static Stream<Mistake> ofPositions() {
        return Stream.of(
                mistake(
                        "a position in memory is accepted whatever its tag",
                        in(Feed.class, "start")
                                .secondCall(String.class, "equals")
                                .returns(true)),
                mistake(
                                "a position in the log is accepted whatever its tag",
                                in(Feed.class, "start")
                                        .call(Optional.class, "filter")
                                        .becomes(RoomMistakes.class, "unfiltered"))
                        .rare(2823),
                mistake(
                        "a position after the head is accepted",
                        in(Feed.class, "start")
                                .call(Optional.class, "isPresent")
                                .returns(true)),
                mistake(
                        "a position before the floor is accepted",
                        in(Feed.class, "start")
                                .calls(Position.class, "offset")
                                .becomes(RoomMistakes.class, "offsetUnlessFloor"),
                        in(Feed.class, "start")
                                .call(RoomLog.class, "position")
                                .becomes(RoomMistakes.class, "positionOrSince")));
    }

    private static Stream<Mistake> ofCursors() {
        return Stream.of(
                mistake(
                        "a join goes live at the head and skips what came meanwhile",
                        in(Room.class, "begin").call(Start.class, "offset").becomes(RoomMistakes.class, "head")),
                mistake(
                        "a cursor moves one entry too little",
                        in(Cursor.class, "nextEntries")
                                .call(Batch.class, "last")
                                .becomes(RoomMistakes.class, "beforeLast")),
                mistake(
                        "a cursor is put one entry too far after reading the log",
                        in(Feed.class, "catchUp").call(Batch.class, "last").becomes(RoomMistakes.class, "afterLast")),
                mistake(
                        "a cursor forgets that it waits for the log",
                        in(Cursor.class, "nextEntries").doesNotSet("awaitingStep")),
                mistake(
                        "a slow reader loses what it missed",
                        in(Room.Seat.class, "catchUp")
                                .call(Feed.class, "catchUp")
                                .becomes(RoomMistakes.class, "skipToHead")),
                mistake(
                        "a send that is done does not wake its session",
                        in(Dispatcher.class, "sent")
                                .call(Dispatcher.class, "wake")
                                .isSkipped()));
    }

    static long justBefore(Tail tail, Feed feed, Entry entry) {
        return entry.offset() - 1;
    }

    static void acceptIfOpen(Feed feed, Entry entry) {
        if (feed.tail() != null) {
            feed.accept(entry);
        }
    }

    static Optional<?> unfiltered(Optional<?> stored, Predicate<?> filter) {
        return stored;
    }

    static long offsetUnlessFloor(Position position, Feed feed, Position since) {
        return position == since ? since.offset() : -1;
    }

    static CompletionStage<Optional<Position>> positionOrSince(
            RoomLog log, RoomRef room, long offset, Feed feed, Position since) {
        return log.position(room, offset).thenApply(stored -> stored.or(() -> Optional.of(since)));
    }

    static long head(Start start, Room room) {
        return room.feed().tail().head();
    }

    public static long beforeLast(Batch batch) {
        return batch.last() - 1;
    }

    static long afterLast(Batch batch) {
        return batch.last() + 1;
    }

    static void skipToHead(Feed feed, long offset, long change, int maxChars, Consumer<Step> answer, Runnable again) {
        answer.accept(new Step(null, feed.tail().head(), change));
    }
}
