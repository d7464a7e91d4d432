package chat.parley.namespace;

import chat.parley.delivery.Batch;
import chat.parley.delivery.Close;
import chat.parley.delivery.Encoding;
import chat.parley.delivery.Wire;
import chat.parley.engineio.Packet;
import chat.parley.event.Command;
import chat.parley.event.Event;
import chat.parley.event.Refusal;
import chat.parley.identity.Secrets;
import chat.parley.lane.Turns;
import chat.parley.room.Chat;
import chat.parley.room.Session;
import chat.parley.socketio.PacketWriter;
import chat.parley.socketio.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A socket as a session of the chat: the session's way out, and where it stands. A namespace says what its words are.
 *
 * <p>Everything to come back by is derived from one secret, the {@code pid}, or carried by the client in the offset; so any server on the same log can take it back, at any time.
 */
abstract class ChatSocket implements Wire {
    /** Characters of packets that are this socket's own, in one send: nothing counts them, and there are many sockets. */
    private static final int MOST_OWN = 16 * 1024;

    private final Chat chat;
    private final Goodbyes goodbyes;
    private final Encoding<List<Outgoing>> encoding;
    private final Socket socket;
    private final String pid;
    /** Moves with what is sent. */
    private final Places places = new Places();
    private volatile Session session;
    private final Turns turns = new Turns();
    private Recovery recovery;
    private Runnable otherwise;
    private boolean admitted;
    private Runnable held;

    ChatSocket(Chat chat, Goodbyes goodbyes, Encoding<List<Outgoing>> encoding, Socket socket, String pid) {
        this.chat = chat;
        this.goodbyes = goodbyes;
        this.encoding = encoding;
        this.socket = socket;
        this.pid = pid;
        socket.onEnd(this::ended);
    }

    Socket socket() {
        return socket;
    }

    String pid() {
        return pid;
    }

    @Override
    public String address() {
        return socket.engine().handshake().address();
    }

    /** Null before the chat has heard of it. */
    Session session() {
        return session;
    }

    Places places() {
        return places;
    }

    /** Lets the client in, and tells it what has been waiting for that. */
    void admit() {
        if (pid == null) {
            socket.admit(null);
        } else {
            socket.admit(Secrets.digestOf("socket " + pid), pid, places::offset);
        }
        Runnable waiting;
        synchronized (this) {
            admitted = true;
            waiting = held;
            held = null;
        }
        if (waiting != null) {
            waiting.run();
        }
    }

    /** Makes a session of the chat. */
    void open() {
        session = chat.connect(this);
        socket.onEnd(this::ended); // at once, if it has
    }

    /** Hands a command to the session, whatever thread brings it: a session takes one at a time. */
    void handle(Command command) {
        inTurn(() -> session.handle(command));
    }

    void inTurn(Runnable work) {
        turns.execute(work);
    }

    private void ended(String why) {
        if (why.equals(Socket.GOODBYE)) {
            goodbyes.add(pid);
        }
        if (session != null) {
            session.close(Close.GONE);
        }
    }

    /** Goes on where the client was and lets it in, or does something else if that cannot be. */
    void recover(Command.Hello hello, Offset offset, Runnable instead) {
        List<Command.Join> joins = new ArrayList<>();
        try {
            offset.positions().forEach((room, position) -> joins.add(new Command.Join("recovery", room, position, null)));
        } catch (Refusal e) { // no room that this server has named
            instead.run();
            return;
        }
        otherwise = instead;
        places.name(offset.name());
        places.unheard(offset.unheard());
        recovery = new Recovery(joins.size());
        open();
        session.resume(hello, joins);
    }

    /** Whether these can be told to the client; else they are dropped. May admit it. */
    boolean isReadyFor(List<Outgoing> events) {
        return true;
    }

    /** Adds what the client is told of this, if anything. */
    abstract void translate(Outgoing outgoing, List<Packet> packets);

    /** For a client that may get no other event before it has to come back. */
    Packet offsetEvent(String namespace) {
        return PacketWriter.event(namespace, "offset", "\"" + places.offset() + "\"");
    }

    @Override
    public void send(Batch batch, Consumer<Throwable> done) {
        List<Outgoing> events = batch.as(encoding);
        if (recovery == null) {
            if (!isReadyFor(events)) {
                done.accept(null);
            } else if (isAdmitted(() -> deliver(events, done))) {
                deliver(events, done);
            }
            return;
        }
        switch (recovery.take(events)) {
            case OPEN -> done.accept(null);
            case RECOVERED -> {
                List<Outgoing> held = recovery.held();
                recovery = null;
                held.forEach(this::stand);
                admit();
                boolean nowhere = places.isNowhere(); // then the welcome may not have come
                deliver(held.stream().filter(outgoing -> nowhere || !(outgoing.event() instanceof Event.Reply)).toList(), done);
            }
            case LATER -> socket.disconnect(true);
            default -> {
                session.close(Close.GONE);
                otherwise.run();
            }
        }
    }

    /** @param otherwise what is to happen when it is; there is one send at a time, and so one thing to keep */
    private synchronized boolean isAdmitted(Runnable otherwise) {
        held = admitted ? null : otherwise;
        return admitted;
    }

    private void stand(Outgoing outgoing) {
        if (outgoing.event() instanceof Event.Joined joined) {
            places.stand(joined.room(), joined.position());
        }
    }

    private void deliver(List<Outgoing> events, Consumer<Throwable> done) {
        List<Packet> packets = new ArrayList<>(events.size());
        int own = 0;
        int next = 0;
        while (next < events.size() && own < MOST_OWN) {
            int before = packets.size();
            Outgoing outgoing = events.get(next++);
            translate(outgoing, packets);
            for (Packet packet : packets.subList(before, packets.size())) {
                own += packet == outgoing.packet() ? 0 : packet.text().length();
            }
        }
        List<Outgoing> rest = events.subList(next, events.size());
        if (packets.isEmpty()) {
            done.accept(null);
        } else if (rest.isEmpty()) {
            socket.send(packets, done);
        } else {
            socket.send(packets, failure -> {
                if (failure == null) {
                    deliver(rest, done);
                } else {
                    done.accept(failure);
                }
            });
        }
    }

    @Override
    public boolean mayHang() {
        return socket.engine().mayHang();
    }

    @Override
    public void ping() {}

    /** By Engine.IO. */
    @Override
    public boolean hasOwnHeartbeat() {
        return true;
    }

    /** The client comes back by itself when it loses the connection, which it does not when only the namespace is closed to it. */
    @Override
    public void close(Close close) {
        socket.disconnect(true);
    }
}
