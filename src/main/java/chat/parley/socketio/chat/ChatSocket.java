package chat.parley.socketio.chat;

import chat.parley.delivery.Batch;
import chat.parley.delivery.Close;
import chat.parley.delivery.DoorKind;
import chat.parley.delivery.Encoding;
import chat.parley.delivery.Wire;
import chat.parley.engineio.Packet;
import chat.parley.event.Command;
import chat.parley.event.Event;
import chat.parley.event.Refusal;
import chat.parley.identity.Authentication;
import chat.parley.identity.Secrets;
import chat.parley.lane.Turns;
import chat.parley.room.Chat;
import chat.parley.room.Session;
import chat.parley.socketio.AckCallback;
import chat.parley.socketio.PacketWriter;
import chat.parley.socketio.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Connects a socket to a chat session: it is the session's {@link Wire} and tracks the client's offset. Subclasses
 * translate the events of their namespace.
 *
 * <p>Recovery needs no stored state: everything is derived from one secret, the {@code pid}, or is part of the
 * offset that the client sends back. So any server with the same log can recover a client at any time.
 */
abstract class ChatSocket implements Wire {
    /** Characters of per-socket packets in one send. Nothing else limits them, and there are many sockets. */
    private static final int MAX_OWN_CHARS = 16 * 1024;

    private final Chat chat;
    private final Encoding<List<EventPacket>> encoding;
    private final Socket socket;
    private final String pid;
    private final Authentication authentication;
    /** Updated with each event sent. */
    private final OffsetTracker tracker = new OffsetTracker();

    private volatile Session session;
    private final Turns turns = new Turns();
    private Recovery recovery;
    private Runnable fallback;
    private boolean admitted;
    private Runnable heldDelivery;

    ChatSocket(
            Chat chat, Encoding<List<EventPacket>> encoding, Socket socket, String pid, Authentication authentication) {
        this.chat = chat;
        this.encoding = encoding;
        this.socket = socket;
        this.pid = pid;
        this.authentication = authentication;
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

    @Override
    public Authentication authentication() {
        return authentication;
    }

    /** Null before {@link #open}. */
    Session session() {
        return session;
    }

    OffsetTracker tracker() {
        return tracker;
    }

    /** Admits the client, then delivers the events held until then. */
    void admit() {
        if (pid == null) {
            socket.admit(null);
        } else {
            socket.admit(Secrets.digestOf("socket " + pid), pid, tracker::offset);
        }
        Runnable delivery;
        synchronized (this) {
            admitted = true;
            delivery = heldDelivery;
            heldDelivery = null;
        }
        if (delivery != null) {
            delivery.run();
        }
    }

    /** Opens the chat session. */
    void open() {
        session = chat.connect(this);
        socket.onEnd(this::ended); // runs immediately if the socket has ended already
    }

    /** Passes a command to the session, one at a time, from any thread. */
    void handle(Command command) {
        inTurn(() -> session.handle(command));
    }

    void inTurn(Runnable work) {
        turns.execute(work);
    }

    private void ended(String reason) {
        if (reason.equals(Socket.CLIENT_DISCONNECT)) {
            chat.departures().add(pid);
        }
        if (session != null) {
            session.close(Close.GONE);
        }
    }

    /** Resumes the session at the offset and admits the client, or runs {@code instead} if that is impossible. */
    void recover(Command.Hello hello, Offset offset, Runnable instead) {
        List<Command.Join> joins = new ArrayList<>();
        try {
            offset.positions()
                    .forEach((room, position) -> joins.add(new Command.Join("recovery", room, position, null)));
        } catch (Refusal e) { // not an offset from this server
            instead.run();
            return;
        }
        fallback = instead;
        tracker.name(offset.name());
        tracker.hiddenUpTo(offset.hiddenUpTo());
        recovery = new Recovery(joins.size());
        open();
        session.resume(hello, joins);
    }

    /** Prepares the socket for these events, possibly admitting the client. Returns false to drop them. */
    boolean prepareFor(List<EventPacket> events) {
        return true;
    }

    /** Adds the packets for this event, if any. */
    abstract void translate(EventPacket outgoing, List<Packet> packets);

    /** The acknowledgement with this event. */
    Packet ackOf(EventPacket outgoing, AckCallback ack) {
        return PacketWriter.ack(socket.namespace(), ack.id(), outgoing.json());
    }

    /** An event that carries only the offset, for clients that may lose the connection before the next event. */
    Packet offsetEvent() {
        return PacketWriter.event(socket.namespace(), "offset", "\"" + tracker.offset() + "\"");
    }

    @Override
    public void send(Batch batch, Consumer<Throwable> done) {
        List<EventPacket> events = batch.as(encoding);
        if (recovery == null) {
            if (!prepareFor(events)) {
                done.accept(null);
            } else if (holdUnlessAdmitted(() -> deliver(events, done))) {
                deliver(events, done);
            }
            return;
        }
        switch (recovery.add(events)) {
            case PENDING -> done.accept(null);
            case RECOVERED -> {
                List<EventPacket> held = recovery.held().stream()
                        .filter(outgoing -> session.mayReceive(outgoing.event()))
                        .toList();
                recovery = null;
                held.forEach(this::trackPosition);
                admit();
                boolean noRooms = tracker.isEmpty(); // then the client may not have received its welcome
                deliver(
                        held.stream()
                                .filter(outgoing -> noRooms || isNews(outgoing.event()))
                                .toList(),
                        done);
            }
            case RETRY_LATER -> socket.disconnect(true);
            default -> {
                session.close(Close.GONE);
                fallback.run();
            }
        }
    }

    /** Whether the client did not ask for it, as for the replies of the recovery. */
    private static boolean isNews(Event event) {
        return !(event instanceof Event.Reply)
                || event instanceof Event.RoomRemoved
                || event instanceof Event.RoomAdded;
    }

    /**
     * Returns whether the client has been admitted; if not, keeps the delivery until then. Only one send is under
     * way at a time, so there is only one delivery to keep.
     */
    private synchronized boolean holdUnlessAdmitted(Runnable delivery) {
        heldDelivery = admitted ? null : delivery;
        return admitted;
    }

    private void trackPosition(EventPacket outgoing) {
        if (outgoing.event() instanceof Event.Joined joined) {
            tracker.moveTo(joined.room(), joined.position());
        }
    }

    private void deliver(List<EventPacket> events, Consumer<Throwable> done) {
        List<Packet> packets = new ArrayList<>(events.size());
        int ownChars = 0;
        int next = 0;
        while (next < events.size() && ownChars < MAX_OWN_CHARS) {
            int before = packets.size();
            EventPacket outgoing = events.get(next++);
            translate(outgoing, packets);
            for (Packet packet : packets.subList(before, packets.size())) {
                ownChars += packet == outgoing.packet() ? 0 : packet.text().length();
            }
        }
        List<EventPacket> rest = events.subList(next, events.size());
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

    @Override
    public DoorKind door() {
        return DoorKind.SOCKETIO;
    }

    /** Engine.IO sends heartbeats. */
    @Override
    public boolean hasOwnHeartbeat() {
        return true;
    }

    /**
     * Closes the whole connection. Clients reconnect after that on their own, but not when only the namespace is
     * closed.
     */
    @Override
    public void close(Close close) {
        socket.disconnect(true);
    }
}
