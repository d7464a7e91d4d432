package chat.parley.engineio;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Encodes packets as the body of a request or response: separated by U+001E, binary packets as {@code b} and
 * base64.
 */
final class Payload {
    private static final char SEPARATOR = '\u001e';
    private static final char BINARY = 'b';

    private Payload() {}

    static String text(List<Packet> packets) {
        if (packets.size() == 1 && !packets.get(0).isBinary()) {
            return packets.get(0).text();
        }
        StringBuilder text = new StringBuilder();
        for (Packet packet : packets) {
            if (!text.isEmpty()) {
                text.append(SEPARATOR);
            }
            text.append(asText(packet).text());
        }
        return text.toString();
    }

    /** The packet for clients that accept text only: binary data becomes base64. */
    static Packet asText(Packet packet) {
        return packet.isBinary() ? Packet.typed(BINARY + Base64.getEncoder().encodeToString(packet.bytes())) : packet;
    }

    static List<Packet> packets(String text) throws MalformedPayload {
        List<Packet> packets = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int end = text.indexOf(SEPARATOR, from);
            end = end < 0 ? text.length() : end;
            packets.add(packet(text.substring(from, end)));
            from = end + 1;
        }
        return packets;
    }

    /** Parses a text as one packet, which may be binary in base64. */
    static Packet packet(String text) throws MalformedPayload {
        if (text.isEmpty()) {
            throw new MalformedPayload("Empty packet");
        }
        if (text.charAt(0) != BINARY) {
            return Packet.typed(text);
        }
        try {
            // The Java client inserts line breaks.
            return Packet.message(Base64.getDecoder().decode(text.substring(1).replace("\n", "")));
        } catch (IllegalArgumentException e) {
            throw new MalformedPayload("Invalid base64 in a binary packet");
        }
    }
}
