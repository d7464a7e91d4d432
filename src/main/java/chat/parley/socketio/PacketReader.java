package chat.parley.socketio;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Parses packets from a client: {@code <type>[<attachments>-][<namespace>,][<id>][<JSON>]}, followed by the
 * attachments. For one thread at a time.
 */
final class PacketReader {
    private static final int MAX_ATTACHMENTS = 10;
    private static final int MAX_DIGITS = 15;
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private SocketPacket unfinished;
    private final int maxAttachmentBytes;
    private int missing;
    private int attachmentBytes;

    /** @param maxAttachmentBytes limit for all attachments of one packet together */
    PacketReader(int maxAttachmentBytes) {
        this.maxAttachmentBytes = maxAttachmentBytes;
    }

    /** Parses a text message. Returns null while attachments of the packet are missing. */
    SocketPacket text(String text) throws MalformedPacket {
        if (missing > 0) {
            throw new MalformedPacket("Expected an attachment");
        }
        PacketType type = text.isEmpty() ? null : PacketType.of(text.charAt(0));
        if (type == null) {
            throw new MalformedPacket("Unknown packet type");
        }
        int at = 1;
        int attachments = 0;
        if (type.isBinary()) {
            int dash = text.indexOf('-');
            attachments = (int) number(text, at, Math.max(dash, at));
            if (attachments < 1 || attachments > MAX_ATTACHMENTS) {
                throw new MalformedPacket("A binary packet needs 1 to " + MAX_ATTACHMENTS + " attachments");
            }
            at = dash + 1;
        }
        String namespace = SocketPacket.ROOT;
        if (at < text.length() && text.charAt(at) == '/') {
            int comma = text.indexOf(',', at);
            namespace = text.substring(at, comma < 0 ? text.length() : comma);
            at = comma < 0 ? text.length() : comma + 1;
        }
        int digits = at;
        while (digits < text.length() && Character.digit(text.charAt(digits), 10) >= 0 && text.charAt(digits) <= '9') {
            digits++;
        }
        Long id = digits == at ? null : Long.valueOf(number(text, at, digits));
        JsonStructure data = digits == text.length() ? null : JsonText.read(text.substring(digits));
        require(type, data);
        SocketPacket packet = new SocketPacket(
                type, namespace, id, data, attachments == 0 ? List.of() : new ArrayList<>(attachments));
        if (attachments == 0) {
            return packet;
        }
        requirePlaceholders(data, attachments);
        unfinished = packet;
        missing = attachments;
        return null;
    }

    /** Adds an attachment. Returns the packet if it is complete, else null. */
    SocketPacket bytes(byte[] attachment) throws MalformedPacket {
        if (missing == 0) {
            throw new MalformedPacket("Unexpected attachment");
        }
        attachmentBytes += attachment.length;
        if (attachmentBytes > maxAttachmentBytes) {
            throw new MalformedPacket("Attachments exceed " + maxAttachmentBytes + " bytes");
        }
        unfinished.attachments().add(attachment);
        if (--missing > 0) {
            return null;
        }
        SocketPacket finished = unfinished;
        unfinished = null;
        attachmentBytes = 0;
        return finished;
    }

    private static long number(String text, int from, int to) throws MalformedPacket {
        String digits = text.substring(from, to);
        if (digits.isEmpty() || digits.length() > MAX_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new MalformedPacket("Number missing or longer than " + MAX_DIGITS + " digits");
        }
        return Long.parseLong(digits);
    }

    private static void require(PacketType type, JsonStructure data) throws MalformedPacket {
        boolean fits = switch (type) {
            case CONNECT -> data == null || data instanceof JsonObject;
            case DISCONNECT -> data == null;
            case EVENT, BINARY_EVENT -> data instanceof JsonArray array && !array.isEmpty() && isName(array.get(0));
            case ACK, BINARY_ACK -> data instanceof JsonArray;
            case CONNECT_ERROR -> false; // sent by servers only
        };
        if (!fits) {
            throw new MalformedPacket("Data does not match the packet type");
        }
    }

    private static boolean isName(JsonValue name) {
        return name instanceof JsonString text
                ? !RESERVED.contains(text.getString())
                : name.getValueType() == JsonValue.ValueType.NUMBER;
    }

    private static void requirePlaceholders(JsonValue value, int attachments) throws MalformedPacket {
        if (value instanceof JsonArray array) {
            for (JsonValue element : array) {
                requirePlaceholders(element, attachments);
            }
        } else if (value instanceof JsonObject object && JsonValue.TRUE.equals(object.get("_placeholder"))) {
            String number = String.valueOf(object.get("num"));
            if (!number.matches("[0-9]{1,2}") || Integer.parseInt(number) >= attachments) {
                throw new MalformedPacket("Placeholder without attachment");
            }
        } else if (value instanceof JsonObject object) {
            for (JsonValue element : object.values()) {
                requirePlaceholders(element, attachments);
            }
        }
    }
}
