package chat.parley.bench;

import java.util.Locale;

/** A measured combination of server and protocol. */
enum Subject {
    PARLEY("parley", WireProtocol.NATIVE, WireProtocol.NATIVE, false),
    /** Another build of Parley, {@code target/before.jar}, to measure the effect of a change. */
    BEFORE("before", WireProtocol.NATIVE, WireProtocol.NATIVE, false),
    PARLEY_IO("parley", WireProtocol.SOCKETIO, WireProtocol.SOCKETIO_ROOMS, false),
    PARLEY_POLLING("parley", WireProtocol.SOCKETIO, WireProtocol.SOCKETIO_ROOMS, true),
    PARLEY_POSTGRES("parley-postgres", WireProtocol.NATIVE, WireProtocol.NATIVE, false),
    SOCKETIO("socketio", WireProtocol.SOCKETIO, WireProtocol.SOCKETIO_AUTH, false),
    SOCKETIO_POLLING("socketio", WireProtocol.SOCKETIO, WireProtocol.SOCKETIO_AUTH, true),
    WS("ws", WireProtocol.WS, WireProtocol.WS, false),
    NAIVE("naive", WireProtocol.PATH, WireProtocol.PATH, false),
    WILDFLY("wildfly-parley", WireProtocol.NATIVE, WireProtocol.NATIVE, false),
    WILDFLY_PLAIN("wildfly-plain", WireProtocol.PATH, WireProtocol.PATH, false),
    PAYARA("payara-parley", WireProtocol.NATIVE, WireProtocol.NATIVE, false),
    PAYARA_PLAIN("payara-plain", WireProtocol.PATH, WireProtocol.PATH, false);

    /** The server's name; subjects may share a server. */
    final String server;

    final boolean polls;
    private final WireProtocol inOneRoom;
    private final WireProtocol inManyRooms;

    Subject(String server, WireProtocol inOneRoom, WireProtocol inManyRooms, boolean polls) {
        this.server = server;
        this.inOneRoom = inOneRoom;
        this.inManyRooms = inManyRooms;
        this.polls = polls;
    }

    /** The tutorial has only one room. */
    WireProtocol protocol(boolean manyRooms) {
        return manyRooms ? inManyRooms : inOneRoom;
    }

    static Subject named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
