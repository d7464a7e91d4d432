package chat.parley.bench;

import chat.parley.client.CommandText;
import chat.parley.client.EngineClient;

/** What the benchmark says to one kind of server: where it connects, how it logs in and joins, how it posts. */
enum WireProtocol {
    /** Parley's own protocol. */
    NATIVE("parley.v1", true),
    /** The tutorial's events in the namespace "/"; one room only, and the sender does not get its own message. */
    SOCKETIO(null, false),
    /** Parley's own commands as events in the namespace "/parley". */
    SOCKETIO_ROOMS(null, true),
    /** The tutorial's events on a Socket.IO server which takes the room from the auth object. */
    SOCKETIO_AUTH(null, false),
    /** Nothing but the text; the room is part of the query. */
    WS(null, true),
    /** Nothing but the text; the room is part of the path. */
    PATH(null, true);

    final String subprotocol;
    /** Whether the sender gets its own message. */
    final boolean echoes;

    WireProtocol(String subprotocol, boolean echoes) {
        this.subprotocol = subprotocol;
        this.echoes = echoes;
    }

    boolean isSocketIo() {
        return this == SOCKETIO || this == SOCKETIO_ROOMS || this == SOCKETIO_AUTH;
    }

    String path(int room) {
        return switch (this) {
            case NATIVE -> "/ws";
            case WS -> "/?room=" + room;
            case PATH -> "/ws/" + room;
            default -> "/socket.io/?EIO=4&transport=websocket";
        };
    }

    /** What is sent first; {@code since} is the position to come back to, or null. */
    String[] login(int id, int room, String since) {
        return switch (this) {
            case NATIVE -> new String[] {CommandText.of("hello", "ref", "1", "name", "b" + id),
                CommandText.of("join", "ref", "2", "room", "r" + room, "since", since)};
            case SOCKETIO -> new String[] {"40"};
            case SOCKETIO_AUTH -> new String[] {"40" + CommandText.argument("room", Integer.toString(room))};
            case SOCKETIO_ROOMS -> new String[] {"40/parley," + CommandText.argument("name", "b" + id, "key", String.format("%040d", id))};
            default -> new String[0];
        };
    }

    /** What is sent when the server has confirmed the connection to the namespace; null where there is nothing to wait for. */
    String afterConnected(int id, int room) {
        return switch (this) {
            case SOCKETIO_ROOMS -> EngineClient.event("join", "ref", "2", "room", "r" + room);
            case SOCKETIO, SOCKETIO_AUTH -> "42[\"new-user\",\"b" + id + "\"]";
            default -> null;
        };
    }

    /** One post; the sequence number is put in where this has eight zeros, as hexadecimal digits: as its ref, and between two signs {@code @} in the text of 100 characters. */
    String post(int room) {
        String text = "@00000000@" + "x".repeat(90);
        return switch (this) {
            case NATIVE -> CommandText.of("post", "ref", "00000000", "room", "r" + room, "text", text);
            case SOCKETIO, SOCKETIO_AUTH -> "42[\"send-chat-message\",\"" + text + "\"]";
            case SOCKETIO_ROOMS -> EngineClient.event("post", "room", "r" + room, "ref", "00000000", "text", text);
            default -> text;
        };
    }
}
