package chat.parley.bench;

import chat.parley.client.CommandText;
import chat.parley.client.EngineClient;

/** The benchmark's protocol for one kind of server: where to connect, how to log in, join and post. */
enum WireProtocol {
    /** Parley's own protocol. */
    NATIVE("parley.v1", true),
    /** The same, by guests with keys, who stay the same people on another server. */
    KEYED("parley.v1", true),
    /** The tutorial's events in the namespace "/": one room only, and the server does not echo to the sender. */
    SOCKETIO(null, false),
    /** Parley's own commands as events in the namespace "/parley". */
    SOCKETIO_ROOMS(null, true),
    /** The tutorial's events on a Socket.IO server that takes the room from the auth object. */
    SOCKETIO_AUTH(null, false),
    /** Plain text; the room is in the query. */
    WS(null, true),
    /** Plain text; the room is in the path. */
    PATH(null, true);

    final String subprotocol;
    /** Whether the server echoes messages to the sender. */
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
            case NATIVE, KEYED -> "/ws";
            case WS -> "/?room=" + room;
            case PATH -> "/ws/" + room;
            default -> "/socket.io/?EIO=4&transport=websocket";
        };
    }

    /** The first packets to send; {@code since} is the position to resume from, or null. */
    String[] login(int id, int room, String since) {
        return switch (this) {
            case NATIVE ->
                new String[] {
                    CommandText.of("hello", "ref", "1", "name", "b" + id),
                    CommandText.of("join", "ref", "2", "room", "r" + room, "since", since)
                };
            case KEYED ->
                new String[] {
                    CommandText.of("hello", "ref", "1", "name", "b" + id, "key", String.format("%040d", id)),
                    CommandText.of("join", "ref", "2", "room", "r" + room, "since", since)
                };
            case SOCKETIO -> new String[] {"40"};
            case SOCKETIO_AUTH -> new String[] {"40" + CommandText.argument("room", Integer.toString(room))};
            case SOCKETIO_ROOMS ->
                new String[] {"40/parley," + CommandText.argument("name", "b" + id, "key", String.format("%040d", id))};
            default -> new String[0];
        };
    }

    /** The packet to send after the server has confirmed the namespace; null if there is no confirmation. */
    String afterConnected(int id, int room) {
        return switch (this) {
            case SOCKETIO_ROOMS -> EngineClient.event("join", "ref", "2", "room", "r" + room);
            case SOCKETIO, SOCKETIO_AUTH -> "42[\"new-user\",\"b" + id + "\"]";
            default -> null;
        };
    }

    /**
     * A post with eight zeros in place of the sequence number (in hexadecimal): as its ref, and between two {@code @}
     * signs in its text of 100 characters.
     */
    String post(int room) {
        String text = "@00000000@" + "x".repeat(90);
        return switch (this) {
            case NATIVE, KEYED -> CommandText.of("post", "ref", "00000000", "room", "r" + room, "text", text);
            case SOCKETIO, SOCKETIO_AUTH -> "42[\"send-chat-message\",\"" + text + "\"]";
            case SOCKETIO_ROOMS -> EngineClient.event("post", "room", "r" + room, "ref", "00000000", "text", text);
            default -> text;
        };
    }
}
