package chat.parley.bench;

import java.util.Locale;

/** What is measured: a server by one of its doors. */
enum Subject {
    PARLEY("parley", Dialect.NATIVE, Dialect.NATIVE, false),
    /** Another build of Parley, {@code target/before.jar}: what a change has brought. */
    BEFORE("before", Dialect.NATIVE, Dialect.NATIVE, false),
    PARLEY_IO("parley", Dialect.SOCKETIO, Dialect.SOCKETIO_ROOMS, false),
    PARLEY_POLLING("parley", Dialect.SOCKETIO, Dialect.SOCKETIO_ROOMS, true),
    PARLEY_POSTGRES("parley-postgres", Dialect.NATIVE, Dialect.NATIVE, false),
    SOCKETIO("socketio", Dialect.SOCKETIO, Dialect.SOCKETIO_AUTH, false),
    SOCKETIO_POLLING("socketio", Dialect.SOCKETIO, Dialect.SOCKETIO_AUTH, true),
    WS("ws", Dialect.WS, Dialect.WS, false),
    NAIVE("naive", Dialect.PATH, Dialect.PATH, false),
    WILDFLY("wildfly-parley", Dialect.NATIVE, Dialect.NATIVE, false),
    WILDFLY_PLAIN("wildfly-plain", Dialect.PATH, Dialect.PATH, false),
    PAYARA("payara-parley", Dialect.NATIVE, Dialect.NATIVE, false),
    PAYARA_PLAIN("payara-plain", Dialect.PATH, Dialect.PATH, false);

    /** The server's name; subjects may share one. */
    final String server;
    final boolean polls;
    private final Dialect inOneRoom;
    private final Dialect inManyRooms;

    Subject(String server, Dialect inOneRoom, Dialect inManyRooms, boolean polls) {
        this.server = server;
        this.inOneRoom = inOneRoom;
        this.inManyRooms = inManyRooms;
        this.polls = polls;
    }

    /** The tutorial has but one room. */
    Dialect dialect(boolean manyRooms) {
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
