package chat.parley.socketio;

/** Packet types in the order of their digits. */
enum PacketType {
    CONNECT,
    DISCONNECT,
    EVENT,
    ACK,
    CONNECT_ERROR,
    BINARY_EVENT,
    BINARY_ACK;

    private static final PacketType[] ALL = values();

    /** The type of this digit; null if there is none. */
    static PacketType of(char digit) {
        int number = digit - '0';
        return number < 0 || number >= ALL.length ? null : ALL[number];
    }

    boolean isBinary() {
        return this == BINARY_EVENT || this == BINARY_ACK;
    }

    char digit() {
        return (char) ('0' + ordinal());
    }
}
