package chat.parley.engineio;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Several packets as the body of one request or response: divided by U+001E, binary ones in base64 behind a {@code b}. */
final class Payload {
    private static final char DIVIDER = '\u001e';
    private static final char BINARY = 'b';

    /** A body that holds no packets. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    private Payload() {}

    static String text(List<Packet> packets) {
        if (packets.size() == 1 && !packets.get(0).isBinary()) {
            return packets.get(0).text();
        }
        StringBuilder text = new StringBuilder();
        for (Packet packet : packets) {
            if (!text.isEmpty()) {
                text.append(DIVIDER);
            }
            text.append(asText(packet).text());
        }
        return text.toString();
    }

    /** The packet as clients get it that take text only: bytes in base64. */
    static Packet asText(Packet packet) {
        return packet.isBinary() ? Packet.typed(BINARY + Base64.getEncoder().encodeToString(packet.bytes())) : packet;
    }

    static List<Packet> packets(String text) throws Malformed {
        List<Packet> packets = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int end = text.indexOf(DIVIDER, from);
            end = end < 0 ? text.length() : end;
            packets.add(packet(text.substring(from, end)));
            from = end + 1;
        }
        return packets;
    }

    /** The one packet that is the whole text, which may be binary in base64. */
    static Packet packet(String text) throws Malformed {
        if (text.isEmpty()) {
            throw new Malformed("a packet is empty");
        }
        if (text.charAt(0) != BINARY) {
            return Packet.typed(text);
        }
        try {
            // Clients in Java break the lines.
            return Packet.message(Base64.getDecoder().decode(text.substring(1).replace("\n", "")));
        } catch (IllegalArgumentException e) {
            throw new Malformed("a packet is no base64");
        }
    }
}
