package chat.parley.room;

import chat.parley.event.Command;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.Position;
import chat.parley.event.Refusal;
import chat.parley.event.Write;
import chat.parley.host.Memory;
import chat.parley.lane.Lane;
import chat.parley.lane.Workers;
import chat.parley.log.Draft;
import chat.parley.log.RoomLog;
import chat.parley.membership.Memberships;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * The sessions that are in one room here, and what they are to be sent: the feed of the room's log, and the tail of who came and went. Everything that changes a room happens on
 * its lane. A room lives as long as a session is in it; its log lives on.
 */
final class Room {
    /** Sessions for which it is worth the while to wake another thread. */
    private static final int SHARE = 128;

    private final Rooms rooms;
    private final RoomLog log;
    private final History history;
    private final Lane lane;
    private final Workers workers;
    private final Feed feed;
    private final Map<Session, Cursor> sessions = new LinkedHashMap<>();
    private final Occupants occupants;
    private final Presence presence;
    private final Entrance entrance;
    private final Typing typing;
    private final Tail changes;
    private boolean ringing;

    Room(String name, Rooms rooms, RoomQuotas quotas, RoomLog log, Memberships memberships, Lane lane, Workers workers, RoomSizes sizes, Memory memory, LongSupplier nanos) {
        this.rooms = rooms;
        this.occupants = new Occupants(quotas);
        this.log = log;
        this.history = new History(log, sizes.batchChars());
        this.lane = lane;
        this.workers = workers;
        this.feed = new Feed(name, log, lane, sizes, memory, this::ring);
        this.changes = new Tail(0, sizes, memory);
        this.entrance = new Entrance(this::name, memberships);
        this.presence = new Presence(this::name, lane, this::tell);
        this.typing = new Typing(this::name, lane, nanos, presence, this::ring);
    }

    /** Its own name, whatever spelling it was asked for by; until the log has said it, that one. */
    String name() {
        return feed.room();
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
        return feed.tail();
    }

    /** Who is writing. For any thread. */
    Typing.Now typing() {
        return typing.now();
    }

    /** The last session has gone. */
    void close() {
        presence.close();
        changes.forget(changes.head());
        feed.close();
    }

    /** Answered once it is stored that the member takes part. */
    void join(Session session, Command.Join join) {
        Cursor cursor = new Cursor(this, session);
        if (!enter(session, cursor)) {
            return;
        }
        if (sessions.put(session, cursor) == null && !session.wire().isUnseen()) {
            presence.came(session);
        }
        CompletionStage<Start> starts = feed.start(Position.parse(join.since())).thenCombine(entrance.enter(session, join), (start, done) -> start);
        starts.whenComplete((start, failure) -> lane.execute(() -> {
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

    /** False when the session is closed already. @throws Refusal where it, its member or its address is in too many rooms */
    private boolean enter(Session session, Cursor cursor) {
        boolean comes = !sessions.containsKey(session);
        if (comes) {
            occupants.add(session);
        }
        boolean entered = false;
        try {
            entered = session.enter(cursor);
        } finally {
            if (comes && !entered) {
                occupants.remove(session);
            }
        }
        return entered;
    }

    /** A session that was unseen here gives its name. */
    void appear(Session session, String name) {
        requireHere(session);
        if (presence.sessions(session.member()).contains(session)) {
            throw new Refusal(ErrorCode.ALREADY_NAMED, "This session has a name");
        }
        session.name(new Member(session.member().id(), name), session.isLasting());
        presence.came(session);
    }

    /** The member goes by another name. For any thread. */
    void renamed(Member member) {
        lane.execute(() -> presence.renamed(member).ifPresent(entrance::renamed));
    }

    private void begin(Session session, Cursor cursor, Start start, String ref) {
        entrance.open();
        session.reply(new Event.Joined(ref, name(), start.position(), feed.tail().head(), start.recovered(), presence.online(), presence.members(Limits.NAMES),
                feed.topic()));
        cursor.put(new Cursor.Step(null, start.offset(), changes.head()));
    }

    /** The session goes, in whatever way, if it is here. */
    void leave(Session session) {
        Cursor cursor = sessions.remove(session);
        if (cursor == null) {
            return;
        }
        session.exit(cursor);
        occupants.remove(session);
        if (presence.went(session)) {
            typing.stop(session.member());
        }
    }

    /** The same, unless the session has joined again since it stood there. */
    void leave(Session session, Cursor cursor) {
        if (sessions.get(session) == cursor) {
            leave(session);
            rooms.dropIfEmpty(this);
        }
    }

    /** Writes for a session, which need not be here. */
    CompletionStage<Entry> write(Session session, Write write) {
        if (write instanceof Write.Post) {
            typing.stop(session.member());
        }
        return log.append(draft(session.member(), write));
    }

    Draft draft(Member author, Write write) {
        return new Draft(name(), author, write.body(), write.ref(), presence.namedIn(write.body()));
    }

    void typing(Session session) {
        requireHere(session);
        typing.renew(session.member());
    }

    /** Tells the member's other sessions here. */
    void tellRead(Session session, Event.Read read) {
        for (Session other : presence.sessions(session.member())) {
            Cursor cursor = sessions.get(other);
            if (other != session && cursor != null) {
                cursor.tell(read);
            }
        }
    }

    /** Where the session stands. @throws Refusal where it has not joined the room */
    Cursor requireHere(Session session) {
        Cursor cursor = sessions.get(session);
        if (cursor == null) {
            throw new Refusal(ErrorCode.NOT_JOINED, "Join the room first");
        }
        return cursor;
    }

    CompletionStage<Event.History> history(Session session, Command.History asked) {
        requireHere(session);
        return history.page(asked);
    }

    Feed feed() {
        return feed;
    }

    /** For a cursor that stands behind the tail: puts it where the log can go on. */
    void catchUp(Session session, Cursor cursor, long offset, long change, int mostChars) {
        lane.execute(() -> {
            if (sessions.get(session) == cursor) {
                feed.catchUp(offset, change, mostChars, cursor::put, () -> catchUp(session, cursor, offset, change, mostChars));
            }
        });
    }

    /** For a cursor that fell behind who came and went: who is here now. */
    void tellMembers(Cursor cursor, long offset) {
        lane.execute(() -> cursor.put(new Cursor.Step(Batch.of(List.of(presence.everybody())), offset, changes.head())));
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
                workers.forEach(sessions.keySet(), SHARE, Session::wake);
            });
        }
    }
}
