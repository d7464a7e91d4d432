package chat.parley.namespace;

import chat.parley.engineio.Packet;
import chat.parley.event.Event;
import chat.parley.socketio.PacketWriter;

/**
 * An event as all sockets of a namespace share it.
 *
 * @param json the event's own; what acknowledges a command
 * @param head the packet up to its last argument; null for what is not told in this namespace
 * @param packet the whole packet as most sockets get it
 */
record Outgoing(Event event, String json, String head, Packet packet) {
    /** @param offset the last argument; null for none */
    static Outgoing of(Event event, String json, String head, String offset) {
        return new Outgoing(event, json, head, head == null ? null : packet(head, offset));
    }

    /** The packet with an offset of a socket's own. */
    Packet with(String offset) {
        return packet(head, offset);
    }

    private static Packet packet(String head, String offset) {
        return PacketWriter.close(offset == null ? head : head + ",\"" + offset + "\"");
    }
}
