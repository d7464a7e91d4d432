package chat.parley.socketio;

import static chat.parley.io.JsonApi.JSON;

import chat.parley.engineio.Packet;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Encodes packets: the text, followed by the attachments. */
public final class PacketWriter {
    private static final char MESSAGE = '4'; // Engine.IO packet type in front of each text
    private static final int MAX_ATTACHMENTS = 10;

    private PacketWriter() {}

    /** An event with one argument that is already JSON text. Lets callers encode once and send often. */
    public static Packet event(String namespace, String name, String argument) {
        return close(open(namespace, name, argument));
    }

    /** The start of an event, to which further arguments can be appended, each after a comma; see {@link #close}. */
    public static String open(String namespace, String name, String argument) {
        return head(PacketType.EVENT, namespace, null) + "[" + JSON.createValue(name) + "," + argument;
    }

    /** Completes an event begun with {@link #open}. */
    public static Packet close(String open) {
        return Packet.typed(open + "]");
    }

    /** An acknowledgement with arguments that are already JSON text, separated by commas. */
    public static Packet ack(String namespace, long id, String arguments) {
        return Packet.typed(head(PacketType.ACK, namespace, id) + "[" + arguments + "]");
    }

    static List<Packet> event(String namespace, Long id, String name, Arguments arguments) {
        Arguments named = arguments.values().isEmpty()
                ? Arguments.of(name)
                : new Arguments(
                        JSON.createArrayBuilder(arguments.values()).add(0, name).build(), arguments.attachments());
        return packets(PacketType.EVENT, PacketType.BINARY_EVENT, namespace, id, named);
    }

    static List<Packet> ack(String namespace, long id, Arguments arguments) {
        return packets(PacketType.ACK, PacketType.BINARY_ACK, namespace, id, arguments);
    }

    static Packet plain(PacketType type, String namespace, JsonValue data) {
        return Packet.typed(head(type, namespace, null) + (data == null ? "" : data.toString()));
    }

    private static List<Packet> packets(
            PacketType plain, PacketType binary, String namespace, Long id, Arguments arguments) {
        if (arguments.attachments().isEmpty()) {
            return List.of(Packet.typed(head(plain, namespace, id) + arguments.values()));
        }
        int attachments = arguments.attachments().size();
        if (attachments > MAX_ATTACHMENTS) {
            throw new IllegalArgumentException("More than " + MAX_ATTACHMENTS + " attachments in one packet");
        }
        List<Packet> packets = new ArrayList<>();
        String head = head(binary, namespace, id);
        packets.add(Packet.typed(head.substring(0, 2) + attachments + "-" + head.substring(2) + arguments.values()));
        arguments.attachments().forEach(bytes -> packets.add(Packet.message(bytes)));
        return packets;
    }

    private static String head(PacketType type, String namespace, Long id) {
        String to = namespace.equals(SocketPacket.ROOT) ? "" : namespace + ",";
        return "" + MESSAGE + type.digit() + to + (id == null ? "" : id);
    }
}
