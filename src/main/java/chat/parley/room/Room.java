package chat.parley.room;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.delayedExecutor;

import chat.parley.event.Command;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.Position;
import chat.parley.event.Refusal;
import chat.parley.log.Draft;
import chat.parley.log.RoomLog;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The sessions that are in one room here, and what they are to be sent: the tail of the room's log, and the tail of who came and went. Everything that changes a room happens on
 * its lane. A room lives as long as a session is in it; its log lives on.
 */
final class Room {
    private static final System.Logger LOG = System.getLogger(Room.class.getName());
    private static final int TAIL = 256;
    private static final int RETRY_SECONDS = 1;

    /** Where a joining session starts: at {@code since}, or on the last page where that is null. */
    private record Start(Position since, RoomLog.Extent extent) {
        Position position() {
            if (since != null) {
                return since;
            }
            long offset = Math.max(extent.floor(), extent.head().offset() - Limits.PAGE);
            // nothing can be resumed from a place whose tag is not known: a client that comes back from there gets the page again
            return offset == extent.head().offset() ? extent.head() : new Position(extent.head().epoch(), offset, Position.NO_TAG);
        }
    }

    private final String name;
    private final Rooms rooms;
    private final RoomLog log;
    private final Executor lane;
    private final Map<Session, Cursor> sessions = new LinkedHashMap<>();
    private final Presence presence = new Presence();
    private final Tail changes = new Tail(TAIL, 0);
    private volatile Tail entries;
    private long known;
    private boolean fillingHole;
    private boolean ringing;

    Room(String name, Rooms rooms, RoomLog log, Executor lane) {
        this.name = name;
        this.rooms = rooms;
        this.log = log;
        this.lane = lane;
    }

    String name() {
        return name;
    }

    int online() {
        return presence.online();
    }

    boolean isEmpty() {
        return sessions.isEmpty();
    }

    Tail changes() {
        return changes;
    }

    /** Not null once a cursor of this room has been put somewhere. */
    Tail entries() {
        return entries;
    }

    void join(Session session, Command.Join join) {
        Cursor cursor = new Cursor(this, session);
        if (!session.enter(cursor)) {
            return;
        }
        if (sessions.put(session, cursor) == null) {
            came(session.member());
        }
        start(Position.parse(join.since())).whenComplete((start, failure) -> lane.execute(() -> {
            if (sessions.get(session) != cursor) {
                session.reply(new Refusal(ErrorCode.NOT_JOINED, "Another command for this room came before the join was done").asReplyTo(join.ref()));
            } else if (failure != null) {
                leave(session);
                rooms.dropIfEmpty(this);
                session.refuse(join.ref(), failure);
            } else {
                begin(session, cursor, start, join.ref());
            }
        }));
    }

    private void came(Member member) {
        switch (presence.came(member)) {
            case FIRST -> tell(new Event.MemberJoined(name, member, presence.online()));
            case RENAMED -> tell(members());
            default -> { }
        }
    }

    private Event.Members members() {
        return new Event.Members(name, presence.online(), presence.members(Limits.NAMES));
    }

    private CompletionStage<Start> start(Position since) {
        CompletionStage<Boolean> recovers = since == null ? completedFuture(false) : log.canResume(name, since);
        return recovers.thenCombine(log.open(name), (yes, extent) -> new Start(yes ? since : null, extent));
    }

    private void begin(Session session, Cursor cursor, Start start, String ref) {
        if (entries == null) {
            entries = new Tail(TAIL, start.extent().head().offset());
            fillHole();
        }
        session.reply(new Event.Joined(ref, name, start.position().toString(), start.extent().head().offset(), start.since() != null,
                presence.online(), presence.members(Limits.NAMES)));
        cursor.put(new Cursor.Step(null, start.position().offset(), changes.head()));
    }

    /** The session goes, in whatever way. False when it was not here. */
    boolean leave(Session session) {
        Cursor cursor = sessions.remove(session);
        if (cursor == null) {
            return false;
        }
        session.exit(cursor);
        presence.went(session.member()).ifPresent(member -> tell(new Event.MemberLeft(name, member, presence.online())));
        return true;
    }

    CompletionStage<Entry> post(Session session, Command.Post post) {
        if (!sessions.containsKey(session)) {
            throw new Refusal(ErrorCode.NOT_JOINED, "Join the room first");
        }
        return log.append(new Draft(name, session.member(), post.text(), post.ref()));
    }

    /** An entry is in the log. Whatever the order in which entries are heard of, the tail takes them as 1, 2, 3 …: a hole is read from the log. */
    void accept(Entry entry) {
        known = Math.max(known, entry.offset());
        if (entries != null && entry.offset() == entries.head() + 1) {
            entries.add(entry.asEvent());
            ring();
        }
        fillHole();
    }

    private void fillHole() {
        if (entries == null || fillingHole || known <= entries.head()) {
            return;
        }
        fillingHole = true;
        log.read(name, entries.head(), Tail.BATCH).whenComplete((missed, failure) -> lane.execute(() -> {
            fillingHole = false;
            if (failure == null) {
                takeUp(missed);
            } else {
                LOG.log(Level.WARNING, "Room {0} cannot read its log; trying again", name);
                delayedExecutor(RETRY_SECONDS, TimeUnit.SECONDS, lane).execute(this::fillHole);
            }
        }));
    }

    private void takeUp(List<Entry> missed) {
        if (!missed.isEmpty() && missed.get(0).offset() > entries.head() + 1) {
            entries = new Tail(TAIL, missed.get(0).offset() - 1); // the log has forgotten what was between; cursors there will notice
        }
        missed.forEach(this::accept);
    }

    /** For a cursor that fell behind the tail: the next page from the log, or a new start where the log does not reach back as far. */
    void catchUp(Session session, Cursor cursor, long offset, long change) {
        lane.execute(() -> {
            if (sessions.get(session) != cursor) {
                return; // gone meanwhile, and perhaps the room with it: its log is not to be opened any more
            }
            log.read(name, offset, Tail.BATCH)
                    .thenCombine(log.open(name), (page, extent) -> step(page, extent, offset, change))
                    .whenComplete((step, failure) -> {
                        if (failure == null) {
                            cursor.put(step);
                        } else {
                            LOG.log(Level.WARNING, "A reader of room {0} cannot read the log; trying again", name);
                            delayedExecutor(RETRY_SECONDS, TimeUnit.SECONDS).execute(() -> catchUp(session, cursor, offset, change));
                        }
                    });
        });
    }

    private Cursor.Step step(List<Entry> page, RoomLog.Extent extent, long offset, long change) {
        if (page.isEmpty() || page.get(0).offset() != offset + 1) {
            Position start = new Start(null, extent).position();
            return new Cursor.Step(Batch.of(List.of(new Event.Reset(name, start.toString(), extent.head().offset()))), start.offset(), change);
        }
        List<Entry> fitting = new ArrayList<>();
        int chars = 0;
        for (Entry entry : page) {
            if (chars < Tail.BATCH_CHARS) {
                fitting.add(entry);
                chars += entry.text().length();
            }
        }
        return new Cursor.Step(Batch.of(fitting.stream().map(Entry::asEvent).toList()), offset + fitting.size(), change);
    }

    /** For a cursor that fell behind who came and went: who is here now. */
    void tellMembers(Cursor cursor, long offset) {
        lane.execute(() -> {
            cursor.put(new Cursor.Step(Batch.of(List.of(members())), offset, changes.head()));
        });
    }

    private void tell(Event change) {
        changes.add(change);
        ring();
    }

    /** Wakes the sessions once for all that happens before the lane comes to it. */
    private void ring() {
        if (!ringing) {
            ringing = true;
            lane.execute(() -> {
                ringing = false;
                sessions.keySet().forEach(Session::wake);
            });
        }
    }
}
