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
    private static final Map<String, Class<?>> COMMANDS = Stream.of(Command.class.getAnnotation(JsonbTypeInfo.class).value())
            .collect(Collectors.toUnmodifiableMap(subtype -> subtype.alias(), subtype -> subtype.type()));

    private Json() {}

    public static String text(Event event) {
        return JSONB.toJson(event);
    }

    /** The command in the text, or {@link Command.Malformed} with the reason why there is none. Does not throw. */
    public static Command command(String text) {
        JsonFields fields = new JsonFields();
        try {
            fields.read(text);
            requireKnown(fields);
            return JSONB.fromJson(text, Command.class);
        } catch (RuntimeException e) {
            return new Command.Malformed(usable(fields.string("ref")), refusal(e));
        }
    }

    /** Every field that a command knows is text; binding would turn numbers and the like into text. */
    private static void requireKnown(JsonFields fields) {
        fields.requireString("type");
        String type = fields.string("type");
        if (type == null) {
            throw new Refusal(ErrorCode.MALFORMED, "type is missing");
        }
        Class<?> command = COMMANDS.get(type);
        if (command == null) {
            throw new Refusal(ErrorCode.UNKNOWN_TYPE, "There is no such command; known are " + String.join(", ", COMMANDS.keySet().stream().sorted().toList()));
        }
        Stream.of(command.getRecordComponents()).map(RecordComponent::getName).forEach(fields::requireString);
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
