package chat.parley.socketio;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes packets of what a client sends: {@code <type>[<attachments>-][<namespace>,][<id>][<JSON>]}, and then the attachments. One thread at a time. */
final class PacketReader {
    private static final int MOST_ATTACHMENTS = 10;
    private static final int MOST_DIGITS = 15;
    private static final Set<String> RESERVED = Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private SocketPacket unfinished;
    private final int mostBytes;
    private int missing;
    private int taken;

    /** @param mostBytes that the attachments of one packet may have together */
    PacketReader(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** The packet; null while attachments of it are missing. */
    SocketPacket text(String text) throws MalformedPacket {
        if (missing > 0) {
            throw new MalformedPacket("an attachment is missing");
        }
        PacketType type = text.isEmpty() ? null : PacketType.of(text.charAt(0));
        if (type == null) {
            throw new MalformedPacket("there is no such type");
        }
        int at = 1;
        int attachments = 0;
        if (type.isBinary()) {
            int dash = text.indexOf('-');
            attachments = (int) number(text, at, Math.max(dash, at));
            if (attachments < 1 || attachments > MOST_ATTACHMENTS) {
                throw new MalformedPacket("there must be 1 to " + MOST_ATTACHMENTS + " attachments");
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
        SocketPacket packet = new SocketPacket(type, namespace, id, data, attachments == 0 ? List.of() : new ArrayList<>(attachments));
        if (attachments == 0) {
            return packet;
        }
        requirePlaceholders(data, attachments);
        unfinished = packet;
        missing = attachments;
        return null;
    }

    /** The packet to which this attachment was the last one missing, or null. */
    SocketPacket bytes(byte[] attachment) throws MalformedPacket {
        if (missing == 0) {
            throw new MalformedPacket("nobody waits for an attachment");
        }
        taken += attachment.length;
        if (taken > mostBytes) {
            throw new MalformedPacket("the attachments are too big");
        }
        unfinished.attachments().add(attachment);
        if (--missing > 0) {
            return null;
        }
        SocketPacket finished = unfinished;
        unfinished = null;
        taken = 0;
        return finished;
    }

    private static long number(String text, int from, int to) throws MalformedPacket {
        String digits = text.substring(from, to);
        if (digits.isEmpty() || digits.length() > MOST_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new MalformedPacket("a number is missing or too long");
        }
        return Long.parseLong(digits);
    }

    private static void require(PacketType type, JsonStructure data) throws MalformedPacket {
        boolean fits = switch (type) {
            case CONNECT -> data == null || data instanceof JsonObject;
            case DISCONNECT -> data == null;
            case EVENT, BINARY_EVENT -> data instanceof JsonArray array && !array.isEmpty() && isName(array.get(0));
            case ACK, BINARY_ACK -> data instanceof JsonArray;
            case CONNECT_ERROR -> false; // a server's word
        };
        if (!fits) {
            throw new MalformedPacket("the data does not fit the type");
        }
    }

    private static boolean isName(JsonValue name) {
        return name instanceof JsonString text ? !RESERVED.contains(text.getString()) : name.getValueType() == JsonValue.ValueType.NUMBER;
    }

    private static void requirePlaceholders(JsonValue value, int attachments) throws MalformedPacket {
        if (value instanceof JsonArray array) {
            for (JsonValue element : array) {
                requirePlaceholders(element, attachments);
            }
        } else if (value instanceof JsonObject object && JsonValue.TRUE.equals(object.get("_placeholder"))) {
            String number = String.valueOf(object.get("num"));
            if (!number.matches("[0-9]{1,2}") || Integer.parseInt(number) >= attachments) {
                throw new MalformedPacket("a placeholder stands for nothing");
            }
        } else if (value instanceof JsonObject object) {
            for (JsonValue element : object.values()) {
                requirePlaceholders(element, attachments);
            }
        }
    }
}
