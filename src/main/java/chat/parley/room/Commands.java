package chat.parley.room;

import static java.util.concurrent.CompletableFuture.completedFuture;

import chat.parley.delivery.Cursor;
import chat.parley.event.Command;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.event.Query;
import chat.parley.event.Refusal;
import chat.parley.event.Right;
import chat.parley.event.RoomCommand;
import chat.parley.event.RoomId;
import chat.parley.event.RoomRef;
import chat.parley.event.Write;
import chat.parley.identity.Identities;
import chat.parley.identity.Identity;
import chat.parley.lane.Lane;
import chat.parley.lane.Lanes;
import chat.parley.membership.Memberships;
import chat.parley.rights.Rights;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Executes the commands of sessions. Thread-safe; never blocks. */
final class Commands implements Command.Handler<Session> {
    private final Identities identities;
    private final Rights rights;
    private final Decisions decisions;
    private final Sessions sessions;
    private final Rooms rooms;
    private final Queries queries;
    private final Memberships memberships;
    private final Lanes lanes;
    private final Limits limits;

    Commands(
            Identities identities,
            Rights rights,
            Decisions decisions,
            Sessions sessions,
            Rooms rooms,
            Queries queries,
            Memberships memberships,
            Lanes lanes,
            Limits limits) {
        this.identities = identities;
        this.rights = rights;
        this.decisions = decisions;
        this.sessions = sessions;
        this.rooms = rooms;
        this.queries = queries;
        this.memberships = memberships;
        this.lanes = lanes;
        this.limits = limits;
    }

    /** @throws Refusal if the command fails at once; later failures go to the session as replies */
    void carryOut(Session session, Command command) {
        if (command.needsMember() && session.member() == null) {
            throw new Refusal(ErrorCode.HELLO_FIRST, "Send hello first");
        }
        command.execute(this, session);
    }

    @Override
    public void ping(Session session, Command.Ping ping) {
        session.reply(new Event.Pong(ping.ref()));
    }

    /** Identifies the client, or renews the token of a session that has one. */
    @Override
    public void hello(Session session, Command.Hello hello) {
        Member before = session.member();
        if (before != null && !(session.isSignedIn() && hello.token() != null)) {
            throw new Refusal(ErrorCode.ALREADY_NAMED, "This session already has a name");
        }
        Identity identity = identities.identify(hello, session.wire().authentication());
        if (before != null && !before.id().equals(identity.member().id())) {
            throw new Refusal(ErrorCode.FORBIDDEN, "This token is another member's; open a new connection");
        }
        identify(session, identity);
        session.reply(new Event.Welcome(
                hello.ref(),
                Event.PROTOCOL,
                session.id(),
                session.member(),
                limits.pingInterval().toMillis(),
                identity.validFor() == null ? null : (Long) identity.validFor().toMillis()));
    }

    /** Sets the session's member. The newest proof of a signed-in member names it in all its sessions. */
    private synchronized void identify(Session session, Identity identity) {
        Set<Session> open =
                identity.isSignedIn() ? sessions.of(identity.member().id()) : Set.of();
        Identity latest = open.stream().map(Session::identity).reduce(identity, Identity::latestNamed);
        List<Session> outdated = open.stream()
                .filter(each -> !each.member().equals(latest.member()))
                .toList();
        session.identify(identity.namedLike(latest));
        sessions.identified(session);
        open.forEach(each -> each.nameLike(latest));
        rename(outdated, latest.member(), null, null);
    }

    @Override
    public void rename(Session session, Command.Rename rename) {
        if (session.isSignedIn()) {
            throw new Refusal(ErrorCode.FORBIDDEN, "Your name comes from your sign-in");
        }
        rename(identities.renamed(session.identity(), rename.name()), session, rename.ref());
    }

    /** Renames the member in all its sessions. Synchronized so that all end up with the same name. */
    private synchronized void rename(Member member, Session asking, String ref) {
        rename(sessions.of(member.id()), member, asking, ref);
    }

    /** Renames the member in these sessions and their rooms. */
    private void rename(Collection<Session> renamed, Member member, Session asking, String ref) {
        List<JoinedRoom> joinedRooms = new ArrayList<>();
        for (Session session : renamed) {
            session.rename(member);
            joinedRooms.addAll(session.joinedRooms());
            session.reply(new Event.Renamed(session == asking ? ref : null, member));
        }
        joinedRooms.forEach(joined -> joined.renamed(member));
    }

    @Override
    public void join(Session session, Command.Join join) {
        onRoomLane(join.room(), session, Right.READ, join, room -> room.join(session, join));
    }

    @Override
    public void appear(Session session, Command.Appear appear) {
        onRoomLane(appear.room(), session, Right.READ, appear, room -> {
            room.appear(
                    session,
                    identities.renamed(session.identity(), appear.name()).name());
            session.reply(Event.Ack.done(appear.ref(), null));
        });
    }

    @Override
    public void leave(Session session, Command.Leave leave) {
        onRoomLane(leave.room(), session, null, leave, room -> leave(room, session, leave));
    }

    @Override
    public void write(Session session, Write write) {
        onRoomLane(write.room(), session, write.body().right(), write, room -> {
            room.requireJoined(session);
            write(room, session, write, null);
        });
    }

    @Override
    public void writeAnywhere(Session session, Command.WriteAnywhere anywhere) {
        Write write = anywhere.write();
        onRoomLane(
                write.room(),
                session,
                write.body().right(),
                anywhere,
                room -> write(room, session, write, anywhere.epoch()));
    }

    @Override
    public void createRoom(Session session, RoomCommand.Create create) {
        if (!session.hasPersistentMember()) {
            throw new Refusal(ErrorCode.FORBIDDEN, "Only members with a key or a sign-in can create private rooms");
        }
        RoomRef room = decisions.addressOf(create, session.member());
        session.answer(decisions.create(room, session, create), ack -> ack, create, rooms.laneOf(room.id()));
    }

    @Override
    public void setRole(Session session, RoomCommand.SetRole grant) {
        onRoomLane(
                grant.room(),
                session,
                Right.READ,
                grant,
                room -> session.answer(
                        decisions.grant(room.ref(), session.client(), grant, room.epochOf(session)),
                        entry -> acknowledge(room.ref().id(), grant.ref(), entry),
                        grant,
                        room.lane()));
    }

    @Override
    public void deleteRoom(Session session, RoomCommand.Delete deletion) {
        RoomRef room = rooms.named(deletion.room());
        session.answer(
                decisions.delete(room, session.client(), deletion),
                entry -> Event.Ack.stored(deletion.ref(), entry),
                deletion,
                rooms.laneOf(room.id()));
    }

    @Override
    public void read(Session session, Command.Read read) {
        onRoomLane(read.room(), session, Right.READ, read, room -> markRead(room, session, read));
    }

    @Override
    public void typing(Session session, Command.Typing typing) {
        onRoomLane(typing.room(), session, Right.WRITE, typing, room -> {
            room.typing(session);
            session.reply(Event.Ack.done(typing.ref(), null));
        });
    }

    @Override
    public void query(Session session, Query<?> query) {
        if (query.room() == null) {
            ask(session, query, null, lanes.of(session.id()));
        } else {
            onRoomLane(query.room(), session, query.right(), query, room -> {
                if (query.needsJoin()) {
                    room.requireJoined(session);
                }
                ask(session, query, new RoomRef(room.ref().id(), query.room()), room.lane());
            });
        }
    }

    /**
     * Looks up the command's room, once; from here on the room is known by its id.
     *
     * @param right that the command needs; null for none
     */
    private void onRoomLane(String name, Session session, Right right, Command command, Consumer<Room> work) {
        RoomRef ref = rooms.named(name);
        rooms.laneOf(ref.id()).execute(session.underWay().step(() -> {
            if (!session.isOpen()) {
                return;
            }
            try {
                if (right != null) {
                    rights.require(session.client(), ref.id(), right);
                }
                Room room = rooms.getOrCreate(ref);
                try {
                    work.accept(room);
                } finally {
                    rooms.dropIfEmpty(room);
                }
            } catch (RuntimeException e) {
                session.refuse(command, e);
            }
        }));
    }

    /**
     * Keeps the session in the room until the membership is removed from the store, so a failed leave changes nothing.
     * Leaves and acknowledges in one lane task, as a join does, so the ack precedes the reply to a later join.
     */
    private void leave(Room room, Session session, Command.Leave leave) {
        Cursor<JoinedRoom> cursor = room.requireJoined(session);
        CompletionStage<?> stored = session.hasPersistentMember()
                ? decisions.leave(room.ref(), session.client(), leave.ref())
                : completedFuture(null);
        session.answer(
                stored,
                done -> {
                    room.leave(session, cursor);
                    return Event.Ack.done(leave.ref(), room.ref().name());
                },
                leave,
                room.lane());
    }

    private void write(Room room, Session session, Write write, String epoch) {
        session.answer(
                room.write(session, write, epoch),
                entry -> acknowledge(room.ref().id(), write.ref(), entry),
                write,
                room.lane());
    }

    /** Adds the entry to the room before the ack is queued, so the author gets both in one send. */
    private Event.Ack acknowledge(RoomId room, String ref, Entry entry) {
        rooms.accept(room, entry);
        return Event.Ack.stored(ref, entry);
    }

    /** Stores the read position; members without stored membership only get the ack. */
    private void markRead(Room room, Session session, Command.Read read) {
        room.requireJoined(session);
        Event.Ack done = Event.Ack.done(read.ref(), null);
        if (!session.hasPersistentMember()) {
            session.reply(done);
            return;
        }
        session.answer(
                memberships.markRead(room.ref(), session.member(), read.offset(), room.epochOf(session)),
                now -> {
                    room.readNews().read(session, now);
                    return done;
                },
                read,
                room.lane());
    }

    private void ask(Session session, Query<?> query, RoomRef room, Lane lane) {
        session.answer(
                query,
                () -> queries.answer(
                        query,
                        new Queries.Asker(session.client(), session.wire().address(), room)),
                lane);
    }
}
