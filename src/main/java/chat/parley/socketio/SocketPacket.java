package chat.parley.socketio;

import jakarta.json.JsonStructure;
import java.util.List;

/**
 * A complete packet.
 *
 * @param id acknowledgement id; null for none
 * @param data null for none
 * @param attachments the binary data that placeholders in {@code data} refer to
 */
record SocketPacket(PacketType type, String namespace, Long id, JsonStructure data, List<byte[]> attachments) {
    static final String ROOT = "/";
}
