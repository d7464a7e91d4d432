package chat.parley.event;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** A command that reads. @param <R> the reply */
public sealed interface Query<R extends Event.Reply> extends Command {
    /** Answers queries, one method for each. @param <C> the sender of a query */
    interface Answerer<C> {
        CompletionStage<Event.History> history(C asker, History query);

        CompletionStage<Event.Pins> pins(C asker, Pins query);

        CompletionStage<Event.Rules> rules(C asker, Rules query);

        CompletionStage<Event.Found> search(C asker, Search query);

        CompletionStage<Event.MyRooms> myRooms(C asker, MyRooms query);

        CompletionStage<Event.RoomList> rooms(C asker, ListRooms query);

        CompletionStage<Event.Roles> roles(C asker, Roles query);

        CompletionStage<Event.Audit> audit(C asker, Audit query);

        CompletionStage<Event.DeletedRooms> deletedRooms(C asker, DeletedRooms query);
    }

    /** Calls the answerer's method for this query. The result fails with {@link Refusal}. */
    <C> CompletionStage<R> ask(Answerer<C> answerer, C asker);

    /** The room that it is about, or null. */
    default String room() {
        return null;
    }

    /** The right in the room that it takes. */
    default Right right() {
        return Right.READ;
    }

    /** Whether the session must have joined the room. */
    default boolean needsJoin() {
        return true;
    }

    /** Whether the reply is a page of messages, of which a session may await a few only. */
    default boolean paged() {
        return false;
    }

    @Override
    default <C> void execute(Handler<C> handler, C sender) {
        handler.query(sender, this);
    }

    /**
     * Requests a page of a room's messages. At most one of {@code before}, {@code after} and {@code around}, offsets in
     * the room's log, may be set; without them it is the newest page.
     *
     * @param limit maximum number of messages; null for the default
     */
    record History(String ref, String room, Long before, Long after, Long around, Integer limit)
            implements Query<Event.History> {
        private static final int DEFAULT = 50;
        private static final int MAX = 100;

        public History {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            if (Stream.of(before, after, around).filter(Objects::nonNull).count() > 1) {
                throw new Refusal(ErrorCode.INVALID, "Only one of before, after and around may be set");
            }
            if (Stream.of(before, after, around).anyMatch(offset -> offset != null && offset < 0)) {
                throw new Refusal(ErrorCode.INVALID, "before, after and around must be 0 or greater");
            }
            if (limit != null && (limit < 1 || limit > MAX)) {
                throw new Refusal(ErrorCode.INVALID, "limit must be between 1 and " + MAX);
            }
        }

        /** Maximum number of messages in the page. */
        public int size() {
            return limit == null ? DEFAULT : limit;
        }

        @Override
        public <C> CompletionStage<Event.History> ask(Answerer<C> answerer, C asker) {
            return answerer.history(asker, this);
        }

        @Override
        public boolean paged() {
            return true;
        }
    }

    /** Requests the pinned messages of a room. */
    record Pins(String ref, String room) implements Query<Event.Pins> {
        public Pins {
            ref = Text.ref(ref);
            room = Text.name("room", room);
        }

        @Override
        public <C> CompletionStage<Event.Pins> ask(Answerer<C> answerer, C asker) {
            return answerer.pins(asker, this);
        }

        @Override
        public boolean paged() {
            return true;
        }
    }

    /**
     * Searches the messages of all rooms that the member may read.
     *
     * @param order {@code newest} or {@code best}; null means {@code newest}
     * @param limit maximum number of hits; null for the default
     * @param cursor the cursor of an earlier result, or null
     */
    record Search(String ref, String query, String order, Integer limit, String cursor) implements Query<Event.Found> {
        private static final String NEWEST = "newest";
        private static final String BEST = "best";
        private static final int DEFAULT = 20;
        private static final int MAX = 50;

        public Search {
            ref = Text.ref(ref);
            if (query == null) {
                throw new Refusal(ErrorCode.INVALID, "query is missing");
            }
            if (order != null && !order.equals(NEWEST) && !order.equals(BEST)) {
                throw new Refusal(ErrorCode.INVALID, "order must be newest or best");
            }
            if (limit != null && (limit < 1 || limit > MAX)) {
                throw new Refusal(ErrorCode.INVALID, "limit must be between 1 and " + MAX);
            }
        }

        public boolean byRank() {
            return BEST.equals(order);
        }

        /** Maximum number of hits in the result. */
        public int size() {
            return limit == null ? DEFAULT : limit;
        }

        @Override
        public <C> CompletionStage<Event.Found> ask(Answerer<C> answerer, C asker) {
            return answerer.search(asker, this);
        }

        @Override
        public boolean paged() {
            return true;
        }
    }

    /** Requests the rules of a room. */
    record Rules(String ref, String room) implements Query<Event.Rules> {
        public Rules {
            ref = Text.ref(ref);
            room = Text.name("room", room);
        }

        @Override
        public boolean needsJoin() {
            return false;
        }

        @Override
        public <C> CompletionStage<Event.Rules> ask(Answerer<C> answerer, C asker) {
            return answerer.rules(asker, this);
        }
    }

    /** Requests the rooms of the member. @param cursor the cursor of an earlier reply, or null */
    record MyRooms(String ref, String cursor) implements Query<Event.MyRooms> {
        public MyRooms {
            ref = Text.ref(ref);
        }

        @Override
        public <C> CompletionStage<Event.MyRooms> ask(Answerer<C> answerer, C asker) {
            return answerer.myRooms(asker, this);
        }
    }

    /** Requests the public rooms. @param find part of their names, or null */
    record ListRooms(String ref, String find) implements Query<Event.RoomList> {
        public ListRooms {
            ref = Text.ref(ref);
            find = find == null || find.isBlank() ? null : Text.name("find", find);
        }

        @Override
        public <C> CompletionStage<Event.RoomList> ask(Answerer<C> answerer, C asker) {
            return answerer.rooms(asker, this);
        }
    }

    /** Requests who has which role in a room. */
    record Roles(String ref, String room) implements Query<Event.Roles> {
        public Roles {
            ref = Text.ref(ref);
            room = Text.name("room", room);
        }

        @Override
        public boolean needsJoin() {
            return false;
        }

        @Override
        public <C> CompletionStage<Event.Roles> ask(Answerer<C> answerer, C asker) {
            return answerer.roles(asker, this);
        }
    }

    /**
     * Requests a page of a room's audit log, newest first.
     *
     * @param before entries before this offset; null for the newest
     * @param limit maximum number of entries; null for the default
     */
    record Audit(String ref, String room, Long before, Integer limit) implements Query<Event.Audit> {
        private static final int DEFAULT = 50;
        private static final int MAX = 100;

        public Audit {
            ref = Text.ref(ref);
            room = Text.name("room", room);
            if (before != null && before < 1) {
                throw new Refusal(ErrorCode.INVALID, "before must be 1 or greater");
            }
            if (limit != null && (limit < 1 || limit > MAX)) {
                throw new Refusal(ErrorCode.INVALID, "limit must be between 1 and " + MAX);
            }
        }

        /** Maximum number of entries in the page. */
        public int size() {
            return limit == null ? DEFAULT : limit;
        }

        @Override
        public Right right() {
            return Right.MODERATE;
        }

        @Override
        public boolean needsJoin() {
            return false;
        }

        @Override
        public boolean paged() {
            return true;
        }

        @Override
        public <C> CompletionStage<Event.Audit> ask(Answerer<C> answerer, C asker) {
            return answerer.audit(asker, this);
        }
    }

    /**
     * Requests who deleted which rooms, newest first. For owners of the server.
     *
     * @param before deletions before this time, as ISO 8601; null for the newest
     */
    record DeletedRooms(String ref, String before) implements Query<Event.DeletedRooms> {
        /** Maximum number of rooms in a reply. */
        public static final int MAX = 100;

        public DeletedRooms {
            ref = Text.ref(ref);
            time(before);
        }

        private static Instant time(String before) {
            try {
                return before == null ? Instant.ofEpochMilli(Long.MAX_VALUE) : Instant.parse(before);
            } catch (DateTimeParseException e) {
                throw new Refusal(ErrorCode.INVALID, "before must be a time such as 2026-11-22T09:31:07.215Z");
            }
        }

        /** The time before which the rooms were deleted. */
        public Instant end() {
            return time(before);
        }

        @Override
        public <C> CompletionStage<Event.DeletedRooms> ask(Answerer<C> answerer, C asker) {
            return answerer.deletedRooms(asker, this);
        }
    }
}
