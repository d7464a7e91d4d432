package chat.parley.room;

import chat.parley.cluster.Cluster;
import chat.parley.delivery.Batch;
import chat.parley.delivery.Cursor;
import chat.parley.delivery.DeliverySizes;
import chat.parley.delivery.Ephemeral;
import chat.parley.delivery.Step;
import chat.parley.delivery.Tail;
import chat.parley.event.Body;
import chat.parley.event.Command;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.Position;
import chat.parley.event.Refusal;
import chat.parley.event.RoomRef;
import chat.parley.event.RoomSettings;
import chat.parley.event.Write;
import chat.parley.identity.Client;
import chat.parley.io.Memory;
import chat.parley.lane.Lane;
import chat.parley.lane.Workers;
import chat.parley.log.Draft;
import chat.parley.log.RoomLog;
import chat.parley.membership.Memberships;
import chat.parley.rights.Rights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The sessions in one room and what they receive: the feed of the room's log and the tail of presence changes.
 * Modified only on the room's lane. Exists while a session is in it; the log remains.
 */
final class Room {
    private final Consumer<Room> onEmpty;
    private final RoomLog log;
    private final Rights rights;
    private final Lane lane;
    private final WakeUp wakeUp;
    private final Feed feed;
    private final Map<Session, Cursor<JoinedRoom>> sessions = new LinkedHashMap<>();
    private final Occupants occupants;
    private final Company company;
    private final Presence presence;
    private final ReadNews readNews;
    private final Entrance entrance;
    private final Tail changes;
    /** Whether the room was deleted. Nothing from here is sent any more. */
    private volatile boolean gone;

    Room(
            RoomRef ref,
            Consumer<Room> onEmpty,
            RoomQuotas quotas,
            RoomLog log,
            Memberships memberships,
            Rights rights,
            Cluster cluster,
            Lane lane,
            Workers workers,
            DeliverySizes sizes,
            Memory memory,
            LongSupplier nanos) {
        this.onEmpty = onEmpty;
        this.occupants = new Occupants(quotas);
        this.log = log;
        this.rights = rights;
        this.lane = lane;
        this.wakeUp = new WakeUp(lane, workers, sessions.keySet());
        this.feed = new Feed(ref, log, lane, sizes, memory, this::added);
        this.changes = new Tail(0, sizes, memory);
        this.entrance = new Entrance(this::ref, feed::epoch, memberships);
        this.company = new Company(this::ref, cluster, lane, nanos, this::publish, wakeUp::soon);
        this.presence = company.presence();
        this.readNews = new ReadNews(sessions, company);
    }

    private void added(Entry entry) {
        if (entry.body().kind() == Body.Kind.MESSAGE) {
            company.posts(entry.author());
        }
        wakeUp.soon();
    }

    /** The room, under its own name; until that is read from the log, under the requested spelling. */
    RoomRef ref() {
        return feed.room();
    }

    Lane lane() {
        return lane;
    }

    int online() {
        return presence.online();
    }

    boolean isEmpty() {
        return sessions.isEmpty();
    }

    /** Releases the memory, after the last session left. */
    void close() {
        company.close();
        changes.forget(changes.head());
        feed.close();
    }

    /** Adds the session. The reply follows once the membership is stored. */
    void join(Session session, Command.Join join) {
        Cursor<JoinedRoom> cursor = new Cursor<>(new Seat(session), session::wake);
        Cursor<JoinedRoom> before = sessions.get(session);
        if (before != null
                ? !session.enter(cursor, before)
                : !occupants.admit(session, () -> session.enter(cursor, null))) {
            return; // the session is closed
        }
        if (sessions.put(session, cursor) == null && !session.wire().isHidden()) {
            presence.add(session);
        }
        CompletionStage<Start> starts = entrance.enter(
                session,
                join,
                feed.startAfter(rights.from(session.client(), ref().id()), Position.parse(join.since())),
                feed::isGone);
        starts.whenComplete((start, failure) -> lane.execute(() -> {
            if (sessions.get(session) != cursor) {
                session.refuse(
                        join,
                        !gone && rights.mayRead(session.client(), ref().id())
                                ? new Refusal(ErrorCode.NOT_JOINED, "Join superseded by a later command for this room")
                                : RoomSettings.NOT_FOUND);
            } else if (failure != null || gone) { // nothing of a deleted room goes out any more
                leave(session);
                onEmpty.accept(this);
                session.refuse(join, gone ? RoomSettings.NOT_FOUND : failure);
            } else {
                if (join.since() != null) {
                    session.meter().resumed(start.recovered());
                }
                begin(session, cursor, start, join.ref());
            }
        }));
    }

    /** Makes a hidden session visible under this name. */
    void appear(Session session, String name) {
        requireJoined(session);
        if (presence.sessions(session.member().id()).contains(session)) {
            throw new Refusal(ErrorCode.ALREADY_NAMED, "This session already has a name");
        }
        session.rename(new Member(session.member().id(), name));
        presence.add(session);
    }

    private void begin(Session session, Cursor<JoinedRoom> cursor, Start start, String ref) {
        entrance.open(session);
        rights.renamed(ref().id(), session.member());
        session.reply(RoomView.of(rights, ref().id(), session.client())
                .joined(ref, ref().name(), start, feed, presence.online(), presence.members()));
        cursor.put(new Step(null, start.offset(), changes.head()));
    }

    /** Removes the session, if it is here. */
    void leave(Session session) {
        Cursor<JoinedRoom> cursor = sessions.remove(session);
        if (cursor == null) {
            return;
        }
        session.exit(cursor);
        entrance.left(session);
        occupants.remove(session);
        company.leave(session);
    }

    /** Takes sessions out whose member may no longer read the room. Nothing from here follows. Returns them. */
    List<Session> expel(Predicate<Session> lost) {
        List<Session> expelled = sessions.keySet().stream().filter(lost).toList();
        for (Session session : expelled) {
            sessions.get(session).source().shut();
            leave(session);
        }
        return expelled;
    }

    /** Ends delivery, because the room was deleted. Safe from any thread. */
    void condemn() {
        gone = true;
    }

    boolean isCondemned() {
        return gone;
    }

    /** Removes the session, unless it has joined again with another cursor. */
    void leave(Session session, Cursor<JoinedRoom> cursor) {
        if (sessions.get(session) == cursor) {
            leave(session);
            onEmpty.accept(this);
        }
    }

    /**
     * Appends an entry for a session, which need not be in the room.
     *
     * @param epoch see {@link Draft}; null for that of the log that the session has seen
     */
    CompletionStage<Entry> write(Session session, Write write, String epoch) {
        if (write instanceof Write.Post) {
            company.posts(session.member());
        }
        return log.append(draft(session.client(), write, epoch == null ? epochOf(session) : epoch));
    }

    Draft draft(Client author, Write write, String epoch) {
        return new Draft(ref(), author, write.body(), write.ref(), presence.mentionedIn(write.body()), epoch);
    }

    /** The epoch of the log that the session has seen; null if that is not known. */
    String epochOf(Session session) {
        return entrance.epochOf(session);
    }

    void typing(Session session) {
        requireJoined(session);
        company.types(session.member());
    }

    /** The session's cursor. @throws Refusal if the session has not joined the room */
    Cursor<JoinedRoom> requireJoined(Session session) {
        Cursor<JoinedRoom> cursor = sessions.get(session);
        if (cursor == null) {
            throw new Refusal(ErrorCode.NOT_JOINED, "Join the room first");
        }
        return cursor;
    }

    /** Who is here, and who is elsewhere. */
    Company company() {
        return company;
    }

    /** What its members have read. */
    ReadNews readNews() {
        return readNews;
    }

    Feed feed() {
        return feed;
    }

    private void publish(Event change) {
        changes.add(change);
        wakeUp.soon();
    }

    /** One session's place in this room. */
    final class Seat implements JoinedRoom {
        private final Session session;
        private volatile boolean shut;

        Seat(Session session) {
            this.session = session;
        }

        /** A role that ends by itself is noticed here, before whatever comes next. */
        @Override
        public boolean isOpen() {
            if (gone) {
                return false;
            }
            if (!shut && !rights.mayRead(session.client(), ref().id())) {
                shut = true;
                lane.execute(this::leaveUnlessReplaced);
            }
            return !shut;
        }

        private void leaveUnlessReplaced() {
            Cursor<JoinedRoom> cursor = sessions.get(session);
            if (cursor != null && cursor.source() == this) {
                Room.this.leave(session, cursor);
            }
        }

        @Override
        public void shut() {
            shut = true;
        }

        @Override
        public Tail changes() {
            return changes;
        }

        @Override
        public Tail entries() {
            return feed.tail();
        }

        @Override
        public Ephemeral ephemeral() {
            return company.typing();
        }

        @Override
        public void catchUp(long offset, long change, int maxChars, Consumer<Step> answer) {
            lane.execute(() -> {
                Cursor<JoinedRoom> cursor = sessions.get(session);
                if (cursor != null && cursor.source() == this) {
                    feed.catchUp(offset, change, maxChars, answer, () -> catchUp(offset, change, maxChars, answer));
                }
            });
        }

        @Override
        public void catchUpChanges(long offset, Consumer<Step> answer) {
            lane.execute(() -> answer.accept(new Step(Batch.of(List.of(presence.snapshot())), offset, changes.head())));
        }

        @Override
        public void leave() {
            lane.execute(() -> {
                Room.this.leave(session);
                onEmpty.accept(Room.this);
            });
        }

        @Override
        public void renamed(Member member) {
            lane.execute(() -> {
                rights.renamed(ref().id(), member);
                presence.renamed(member).ifPresent(entrance::renamed);
            });
        }
    }
}
