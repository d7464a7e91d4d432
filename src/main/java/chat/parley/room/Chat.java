package chat.parley.room;

import chat.parley.event.Command;
import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Position;
import chat.parley.event.Refusal;
import chat.parley.event.Write;
import chat.parley.identity.Guest;
import chat.parley.lane.Lane;
import chat.parley.lane.Lanes;
import chat.parley.lane.Workers;
import chat.parley.log.RoomLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * The running chat: doors bring their connections here and get sessions. Safe for many threads; nothing here waits, except {@link #close}.
 */
public final class Chat implements AutoCloseable {
    private static final int HANGING_UP = 4;
    private static final long IDLE_SECONDS = 10;
    private static final long GOODBYE_SECONDS = 3;
    private static final Duration PAGE_PAUSE = Duration.ofMillis(200);

    private final Memory memory = new Memory();
    private final RoomLog log;
    private final Limits limits;
    private final LongSupplier nanos;
    private final Sessions sessions;
    private final Rooms rooms;
    private final Lanes lanes;
    private final Workers workers;
    private final ThreadPoolExecutor hangUps;
    /** Kept, so that it is loaded: at the end of a hot redeployment some containers load no more classes. */
    private final Close goodbye = Close.GOING_AWAY;
    private volatile boolean closed;

    /**
     * @param nanos elapsed time, as {@link System#nanoTime}
     * @param lanes where the rooms live
     * @param workers what helps the lanes to deliver; closed by its owner
     * @param threads makes the few other threads that the chat needs, whatever the number of sessions
     */
    public Chat(RoomLog log, Limits limits, LongSupplier nanos, Lanes lanes, Workers workers, ThreadFactory threads) {
        this.log = log;
        this.limits = limits;
        this.nanos = nanos;
        this.lanes = lanes;
        this.workers = workers;
        this.rooms = new Rooms(log, lanes, workers, memory, nanos);
        this.sessions = new Sessions(limits, nanos, threads);
        this.hangUps = new ThreadPoolExecutor(HANGING_UP, HANGING_UP, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads,
                new ThreadPoolExecutor.DiscardPolicy()); // after the end the host closes what is left
        hangUps.allowCoreThreadTimeOut(true);
        log.listen(new RoomLog.Listener() {
            @Override
            public void appended(List<Entry> entries) {
                entries.stream().collect(Collectors.groupingBy(entry -> lanes.of(entry.room()))).forEach((lane, there) -> lane.execute(() -> there.forEach(rooms::accept)));
            }

            @Override
            public void trimmed(String room, Position floor) {
                lanes.of(room).execute(() -> rooms.trimmed(room, floor));
            }
        });
    }

    /** A connection has come. A session of a server that is full or stops is closed from the beginning. */
    public Session connect(Wire wire) {
        Session session = new Session(this, wire, limits, memory, nanos());
        if (!sessions.add(session)) {
            session.close(Close.FULL);
        } else if (closed) {
            session.close(goodbye);
        }
        return session;
    }

    long nanos() {
        return nanos.getAsLong();
    }

    Workers workers() {
        return workers;
    }

    void carryOut(Session session, Command command) {
        if (command instanceof Command.Malformed malformed) {
            throw malformed.refusal();
        } else if (command instanceof Command.Ping ping) {
            session.reply(new Event.Pong(ping.ref()));
        } else if (command instanceof Command.Hello hello) {
            greet(session, hello);
        } else if (session.member() == null) {
            throw new Refusal(ErrorCode.HELLO_FIRST, "Say hello first");
        } else if (command instanceof Command.ListRooms list) {
            session.reply(new Event.RoomList(list.ref(), rooms.list(Limits.LISTED)));
        } else if (command instanceof Command.Join join) {
            inRoom(join.room(), session, join, room -> room.join(session, join));
        } else if (command instanceof Command.Leave leave) {
            inRoom(leave.room(), session, leave, room -> leave(room, session, leave));
        } else if (command instanceof Write write) {
            inRoom(write.room(), session, write, room -> write(room, session, write));
        } else if (command instanceof Command.History asked) {
            inRoom(asked.room(), session, asked, room -> answer(history(room, session, asked), page -> page, session, asked, lanes.of(asked.room())));
        }
    }

    private void greet(Session session, Command.Hello hello) {
        if (session.member() != null) {
            throw new Refusal(ErrorCode.ALREADY_NAMED, "This session has a name");
        }
        session.name(Guest.of(hello.name(), hello.key()));
        session.reply(new Event.Welcome(hello.ref(), Event.PROTOCOL, session.id(), session.member(), limits.pingInterval().toMillis()));
    }

    private void inRoom(String name, Session session, Command command, Consumer<Room> work) {
        lanes.of(name).execute(() -> {
            if (!session.isOpen()) {
                return;
            }
            try {
                Room room = rooms.of(name);
                try {
                    work.accept(room);
                } finally {
                    rooms.dropIfEmpty(room);
                }
            } catch (RuntimeException e) {
                session.refuse(command.ref(), e);
            }
        });
    }

    private void leave(Room room, Session session, Command.Leave leave) {
        if (!room.leave(session)) {
            throw new Refusal(ErrorCode.NOT_JOINED, "The session is not in this room");
        }
        session.reply(Event.Ack.done(leave.ref(), leave.room()));
    }

    private void write(Room room, Session session, Write write) {
        answer(room.write(session, write), entry -> acknowledge(write, entry), session, write, lanes.of(write.room()));
    }

    /** The entry is in the room before its author has the ack: so both go to the author in one send. */
    private Event.Ack acknowledge(Write write, Entry entry) {
        rooms.accept(entry);
        return Event.Ack.stored(write.ref(), entry);
    }

    /** One page after the other: whoever asks for many at once and does not read would have the server hold them. */
    private static CompletionStage<Event.History> history(Room room, Session session, Command.History asked) {
        if (!session.replies().awaitPage()) {
            throw new Refusal(ErrorCode.BUSY, "Read the pages that you have asked for first", PAGE_PAUSE);
        }
        try {
            return room.history(session, asked).whenComplete((page, failure) -> {
                if (failure != null) {
                    session.replies().noPage();
                }
            });
        } catch (RuntimeException e) {
            session.replies().noPage();
            throw e;
        }
    }

    /** On the room's lane: the log's own threads are not to be held up by anybody's socket. */
    private static <T> void answer(CompletionStage<T> result, Function<T, Event.Reply> reply, Session session, Command command, Lane lane) {
        result.thenAcceptAsync(value -> session.reply(reply.apply(value)), lane).exceptionallyAsync(failure -> {
            session.refuse(command.ref(), failure);
            return null;
        }, lane);
    }

    /** A page of a room's history, for somebody without a session. */
    public CompletionStage<Event.History> history(Command.History asked) {
        return new History(log).page(asked);
    }

    /** The session has ended: takes it out of the registry and of its rooms. */
    void forget(Session session, Cursor[] cursors) {
        sessions.remove(session);
        for (Cursor cursor : cursors) {
            Room room = cursor.room();
            lanes.of(room.name()).execute(() -> {
                room.leave(session);
                rooms.dropIfEmpty(room);
            });
        }
    }

    /** Off the caller's thread, since a host may wait for the network here. */
    void hangUp(Wire wire, Close reason) {
        hangUps.execute(() -> wire.close(reason));
    }

    /** Ends every session with 1001 and waits a few seconds at most for the goodbyes to go out. */
    @Override
    public void close() {
        closed = true;
        sessions.close(goodbye);
        hangUps.shutdown();
        try {
            hangUps.awaitTermination(GOODBYE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        hangUps.shutdownNow();
    }
}
