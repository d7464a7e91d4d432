package chat.parley.bench;

/** How a client of one kind of server speaks WebSocket text: where it connects, how it logs in and joins, how it posts. */
enum Dialect {
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

    Dialect(String subprotocol, boolean echoes) {
        this.subprotocol = subprotocol;
        this.echoes = echoes;
    }

    String path(int room) {
        return switch (this) {
            case NATIVE -> "/ws";
            case WS -> "/?room=" + room;
            case PATH -> "/ws/" + room;
            default -> "/socket.io/?EIO=4&transport=websocket";
        };
    }

    /** What is sent at once after the upgrade. */
    String[] login(int id, int room) {
        return switch (this) {
            case NATIVE -> new String[] {"{\"type\":\"hello\",\"ref\":\"1\",\"name\":\"b" + id + "\"}", "{\"type\":\"join\",\"ref\":\"2\",\"room\":\"r" + room + "\"}"};
            case SOCKETIO -> new String[] {"40"};
            case SOCKETIO_AUTH -> new String[] {"40{\"room\":\"" + room + "\"}"};
            case SOCKETIO_ROOMS -> new String[] {String.format("40/parley,{\"name\":\"b%d\",\"key\":\"%040d\"}", id, id)};
            default -> new String[0];
        };
    }

    /** What is sent when the server has confirmed the connection to the namespace; null where there is nothing to wait for. */
    String afterConnected(int id, int room) {
        return switch (this) {
            case SOCKETIO_ROOMS -> "42/parley,[\"join\",{\"ref\":\"2\",\"room\":\"r" + room + "\"}]";
            case SOCKETIO, SOCKETIO_AUTH -> "42[\"new-user\",\"b" + id + "\"]";
            default -> null;
        };
    }

    /** The frame's text around the message's text: what comes before it. */
    String postHead(int room, long sequence) {
        return switch (this) {
            case NATIVE -> "{\"type\":\"post\",\"ref\":\"p" + sequence + "\",\"room\":\"r" + room + "\",\"text\":\"";
            case SOCKETIO, SOCKETIO_AUTH -> "42[\"send-chat-message\",\"";
            case SOCKETIO_ROOMS -> "42/parley,[\"post\",{\"room\":\"r" + room + "\",\"ref\":\"p" + sequence + "\",\"text\":\"";
            default -> "";
        };
    }

    String postTail() {
        return switch (this) {
            case NATIVE -> "\"}";
            case SOCKETIO, SOCKETIO_AUTH -> "\"]";
            case SOCKETIO_ROOMS -> "\"}]";
            default -> "";
        };
    }
}
