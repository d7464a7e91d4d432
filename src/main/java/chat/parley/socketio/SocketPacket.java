package chat.parley.socketio;

import jakarta.json.JsonStructure;
import java.util.List;

/**
 * One packet, whole.
 *
 * @param id of the acknowledgement that is asked for or given; null for none
 * @param data null for none
 * @param attachments what the placeholders in the data stand for
 */
record SocketPacket(PacketType type, String namespace, Long id, JsonStructure data, List<byte[]> attachments) {
    static final String ROOT = "/";
}
