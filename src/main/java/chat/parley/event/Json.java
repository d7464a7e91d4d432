package chat.parley.event;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads commands from JSON and writes events to JSON, for all doors. Thread-safe. */
public final class Json {
    private static final Jsonb JSONB = JsonbBuilder.create();
    /** The fields of each command; cached, because reflection copies them on each call. */
    private static final Map<String, RecordComponent[]> COMMANDS = Stream.of(
                    Command.class.getAnnotation(JsonbTypeInfo.class).value())
            .collect(Collectors.toUnmodifiableMap(
                    subtype -> subtype.alias(), subtype -> subtype.type().getRecordComponents()));

    private static final Map<Class<?>, String> EVENTS = Stream.of(
                    Event.class.getAnnotation(JsonbTypeInfo.class).value())
            .collect(Collectors.toUnmodifiableMap(subtype -> subtype.type(), subtype -> subtype.alias()));

    private Json() {}

    /** The event's wire name. */
    public static String type(Event event) {
        return EVENTS.get(event.getClass());
    }

    public static String text(Event event) {
        return JSONB.toJson(event);
    }

    /** Writes a value of records, lists and maps from another package. */
    public static String write(Record value) {
        return JSONB.toJson(value);
    }

    /** Reads a record. @throws Refusal if the text is malformed or violates the record's rules */
    public static <T extends Record> T read(String text, Class<T> kind) {
        try {
            new JsonFields("A command").read(text);
            return JSONB.fromJson(text, kind);
        } catch (RuntimeException e) {
            throw refusal(e);
        }
    }

    /** Reads a message from a request body. @throws Refusal if the text is malformed */
    public static Posted posted(String text) {
        JsonFields fields = new JsonFields("A command");
        fields.read(text);
        fields.requireString("name");
        fields.requireString("text");
        fields.requireNumber("replyTo", Long.MAX_VALUE);
        return new Posted(fields.string("name"), fields.string("text"), fields.wholeNumber("replyTo"));
    }

    /** Reads a command; returns {@link Command.Malformed} with the reason if it is invalid. Does not throw. */
    public static Command command(String text) {
        JsonFields fields = new JsonFields("A command");
        try {
            fields.read(text);
            requireValidFields(fields);
            return JSONB.fromJson(text, Command.class);
        } catch (RuntimeException e) {
            return new Command.Malformed(validRef(fields.string("ref")), refusal(e));
        }
    }

    /** Checks the types of the fields, because JSON-B would convert them. */
    private static void requireValidFields(JsonFields fields) {
        fields.requireString("type");
        String type = fields.string("type");
        if (type == null) {
            throw new Refusal(ErrorCode.MALFORMED, "type is missing");
        }
        RecordComponent[] known = COMMANDS.get(type);
        if (known == null) {
            throw new Refusal(
                    ErrorCode.UNKNOWN_TYPE,
                    "Unknown command type; known types: "
                            + String.join(
                                    ", ", COMMANDS.keySet().stream().sorted().toList()));
        }
        for (RecordComponent field : known) {
            if (field.getType() == String.class) {
                fields.requireString(field.getName());
            } else if (field.getType() == Boolean.class) {
                fields.requireBoolean(field.getName());
            } else if (field.getType() == List.class) {
                fields.requireStrings(field.getName());
            } else {
                fields.requireNumber(
                        field.getName(), field.getType() == Integer.class ? Integer.MAX_VALUE : Long.MAX_VALUE);
            }
        }
    }

    /** The ref, or null if it is invalid and so cannot be used in the reply. */
    private static String validRef(String ref) {
        try {
            return Text.ref(ref);
        } catch (Refusal e) {
            return null;
        }
    }

    /** Unwraps a refusal thrown by a record's constructor; JSON-B wraps it. */
    private static Refusal refusal(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(Refusal.class::isInstance)
                .map(Refusal.class::cast)
                .findFirst()
                .orElseGet(() -> new Refusal(ErrorCode.MALFORMED, "Not a valid command"));
    }
}
