package chat.parley.sdk;

import java.util.function.Consumer;

/**
 * Follows a room's log: skips entries that it has seen, notices missing ones, and passes on the others in order. If the
 * listener is behind, it drops entries and later has the room joined again at the last one passed on. For the lane,
 * except where noted.
 */
final class LogFollower {
    private static final int PAGE = 100;
    private static final long NONE = -1;

    /** The room whose log it is. */
    interface Room {
        String id();

        /** Joins again, from {@link LogFollower#position}. */
        void rejoin();

        /** An entry of ours is in the log. */
        void settled(WireEvent entry);

        /** An entry about the room that {@code joined} did not include. */
        void changed(RoomEntry entry);

        void topic(String topic, ChatMember author);
    }

    private final Room room;
    private final RoomWire wire;
    private final RoomListener listener;
    /** The newest entry passed on. */
    private volatile long offset = NONE;

    private volatile String position;
    private boolean asked;
    private boolean begun;
    private long headAtJoin = NONE;
    private Cause backlog = Cause.HISTORY;
    /** Whether entries are dropped until the room has been joined again. */
    private boolean paused;
    /** Counts joins, so that what an earlier one has begun is left alone. */
    private int stretch;
    /** After which entry some were missing: if they are missing again, the server does not have them. */
    private long missingAfter = NONE;
    /** The last entry before the log started over, until what retention has left after it has been passed on. */
    private long overtakenAt = NONE;

    /** @param since where to begin, or null */
    LogFollower(Room room, RoomWire wire, RoomListener listener, String since) {
        this.room = room;
        this.wire = wire;
        this.listener = listener;
        position = since;
        asked = since != null;
    }

    /** The offset of the newest entry passed on, or -1. For all threads. */
    long offset() {
        return offset;
    }

    /** Where to go on. For all threads. */
    String position() {
        return position;
    }

    boolean isPaused() {
        return paused;
    }

    /** We are in the room. */
    void begin(WireEvent joined) {
        stretch++;
        paused = false;
        long head = joined.number("head", 0);
        String start = joined.text("position");
        if (joined.flag("recovered")) {
            headAtJoin = head;
            backlog = Cause.RESUME;
        } else if (!begun && !asked) {
            headAtJoin = head;
            backlog = Cause.HISTORY;
            position = start;
        } else {
            restart(head, start);
        }
        begun = true;
        fill();
    }

    /** The server does not have what follows what we have. */
    void reset(WireEvent event) {
        boolean dropping = paused;
        stretch++;
        paused = false;
        restart(event.number("head", 0), event.text("position"));
        fill();
        if (dropping) {
            pause();
        }
    }

    private void restart(long head, String start) {
        if (offset != NONE) {
            overtakenAt = offset;
        }
        if (overtakenAt >= head) {
            overtakenAt = NONE; // another log
        }
        position = start;
        offset = NONE;
        missingAfter = NONE;
        headAtJoin = head;
        backlog = Cause.HISTORY;
        wire.listeners().put(() -> listener.reset(head));
    }

    /**
     * Passes on the oldest messages that the server still has, and joins again after the last of them: pages of history
     * do not have the changes that are made while they are read. Only if retention has removed what came next:
     * otherwise this is another log, and the offsets say nothing.
     */
    private void fill() {
        if (overtakenAt == NONE) {
            return;
        }
        paused = true;
        int current = stretch;
        WireCommand page = WireCommand.of("history", null, "room", room.id(), "after", overtakenAt, "limit", PAGE);
        Consumer<WireEvent> take = reply -> {
            if (current == stretch) {
                if (reply.number("floor", 0) > overtakenAt) {
                    reply.list("messages", each -> WireRecords.message(each, wire.me()))
                            .forEach(message -> pass(message, Cause.HISTORY));
                }
                overtakenAt = NONE;
                rejoinWhenHeard();
            }
        };
        wire.queries().ask(page, () -> current == stretch, take, refused -> {
            if (current == stretch) {
                overtakenAt = NONE;
                room.rejoin();
            }
        });
    }

    private void pass(ChatMessage message, Cause cause) {
        offset = message.offset();
        position = message.position();
        wire.listeners().put(() -> listener.message(message, cause));
    }

    /** Drops everything until the listener has taken what waits for it. */
    void pause() {
        if (paused) {
            return;
        }
        paused = true;
        rejoinWhenHeard();
    }

    /** Joins again when the listener has taken what waits for it. */
    private void rejoinWhenHeard() {
        int current = stretch;
        wire.listeners()
                .put(() -> wire.lane().execute(() -> {
                    if (current == stretch) {
                        room.rejoin();
                    }
                }));
    }

    void take(WireEvent event) {
        Long at = event.number("offset");
        String place = event.text("position");
        if (at == null || place == null || at <= offset) {
            return;
        }
        if (offset != NONE && at > offset + 1 && missingAfter != offset) {
            missingAfter = offset;
            paused = true;
            room.rejoin();
            return;
        }
        Cause cause = at <= headAtJoin ? backlog : Cause.LIVE;
        ChatMember me = wire.me();
        if (event.type().equals("message")) {
            ChatMessage message = WireRecords.message(event, me);
            pass(message, cause);
        } else if (WireRecords.isChange(event)) {
            MessageChange change = WireRecords.change(event, me);
            wire.listeners().put(() -> listener.change(change, cause));
        } else if (WireRecords.isRoomEntry(event)) {
            RoomEntry entry = WireRecords.entry(event);
            if (cause == Cause.LIVE) {
                room.changed(entry);
            }
            wire.listeners().put(() -> listener.entry(entry, cause));
        }
        ChatMember author = event.member("author");
        if (event.type().equals("topic-changed") && cause == Cause.LIVE) { // joined includes what came before
            room.topic(event.text("topic", ""), author);
        }
        offset = at; // entries of unknown types take up an offset, too
        position = place;
        if (author != null && author.id().equals(me.id())) {
            room.settled(event);
        }
    }
}
