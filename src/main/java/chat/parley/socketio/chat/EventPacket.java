package chat.parley.socketio.chat;

import chat.parley.engineio.Packet;
import chat.parley.event.Event;
import chat.parley.socketio.PacketWriter;

/**
 * An encoded event, shared by all sockets of a namespace.
 *
 * @param json the event alone, for acknowledgements
 * @param head the packet up to its last argument; null if this namespace does not send the event
 * @param packet the whole packet as most sockets receive it
 */
record EventPacket(Event event, String json, String head, Packet packet) {
    /** @param offset last argument; null for none */
    static EventPacket of(Event event, String json, String head, String offset) {
        return new EventPacket(event, json, head, head == null ? null : packet(head, offset));
    }

    /** The packet with a socket's own offset. */
    Packet with(String offset) {
        return packet(head, offset);
    }

    private static Packet packet(String head, String offset) {
        return PacketWriter.close(offset == null ? head : head + ",\"" + offset + "\"");
    }
}
