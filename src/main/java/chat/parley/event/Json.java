package chat.parley.event;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.annotation.JsonbTypeInfo;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Commands from JSON text, events to JSON text. The same for every door. Safe for many threads. */
public final class Json {
    private static final Jsonb JSONB = JsonbBuilder.create();
    /** The fields of each command; kept, since asking a class for them makes them anew. */
    private static final Map<String, RecordComponent[]> COMMANDS = Stream.of(Command.class.getAnnotation(JsonbTypeInfo.class).value())
            .collect(Collectors.toUnmodifiableMap(subtype -> subtype.alias(), subtype -> subtype.type().getRecordComponents()));

    private static final Map<Class<?>, String> EVENTS = Stream.of(Event.class.getAnnotation(JsonbTypeInfo.class).value())
            .collect(Collectors.toUnmodifiableMap(subtype -> subtype.type(), subtype -> subtype.alias()));

    private Json() {}

    /** The event's name on the wire. */
    public static String type(Event event) {
        return EVENTS.get(event.getClass());
    }

    public static String text(Event event) {
        return JSONB.toJson(event);
    }

    /** A value of another package's own, made of records, lists and maps. */
    public static String write(Record value) {
        return JSONB.toJson(value);
    }

    /** The value in the text. @throws Refusal where there is none, or it breaks a rule of its record */
    public static <T extends Record> T read(String text, Class<T> kind) {
        try {
            new JsonFields("A command").read(text);
            return JSONB.fromJson(text, kind);
        } catch (RuntimeException e) {
            throw refusal(e);
        }
    }

    /** The message in a request's body. @throws Refusal where there is none */
    public static Posted posted(String text) {
        JsonFields fields = new JsonFields("A command");
        fields.read(text);
        fields.requireString("name");
        fields.requireString("text");
        fields.requireNumber("replyTo", Long.MAX_VALUE);
        return new Posted(fields.string("name"), fields.string("text"), fields.whole("replyTo"));
    }

    /** The command in the text, or {@link Command.Malformed} with the reason why there is none. Does not throw. */
    public static Command command(String text) {
        JsonFields fields = new JsonFields("A command");
        try {
            fields.read(text);
            requireKnown(fields);
            return JSONB.fromJson(text, Command.class);
        } catch (RuntimeException e) {
            return new Command.Malformed(usable(fields.string("ref")), refusal(e));
        }
    }

    /** A command's fields are text, truth values and whole numbers; binding would turn one into the other. */
    private static void requireKnown(JsonFields fields) {
        fields.requireString("type");
        String type = fields.string("type");
        if (type == null) {
            throw new Refusal(ErrorCode.MALFORMED, "type is missing");
        }
        RecordComponent[] known = COMMANDS.get(type);
        if (known == null) {
            throw new Refusal(ErrorCode.UNKNOWN_TYPE, "There is no such command; known are " + String.join(", ", COMMANDS.keySet().stream().sorted().toList()));
        }
        for (RecordComponent field : known) {
            if (field.getType() == String.class) {
                fields.requireString(field.getName());
            } else if (field.getType() == Boolean.class) {
                fields.requireBoolean(field.getName());
            } else {
                fields.requireNumber(field.getName(), field.getType() == Integer.class ? Integer.MAX_VALUE : Long.MAX_VALUE);
            }
        }
    }

    /** A ref that breaks its own rule cannot be answered under. */
    private static String usable(String ref) {
        try {
            return Text.ref(ref);
        } catch (Refusal e) {
            return null;
        }
    }

    /** A record's own refusal arrives wrapped by the binding. */
    private static Refusal refusal(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(Refusal.class::isInstance).map(Refusal.class::cast).findFirst()
                .orElseGet(() -> new Refusal(ErrorCode.MALFORMED, "This cannot be read as a command"));
    }
}
