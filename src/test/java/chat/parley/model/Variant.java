package chat.parley.model;

import chat.parley.log.LogMistakes;
import chat.parley.room.RoomMistakes;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parley's classes with some edits, by default without work that only keeps the lanes busy, and what is run on them.
 * Variants are independent, so they can run in parallel.
 */
final class Variant {
    private final VariantLoader loader;
    private final Map<String, String> sql = new LinkedHashMap<>();

    /** @throws AssertionError if an edit does not apply */
    Variant(List<Edit> edits) {
        this(edits, lighter());
    }

    /** With all of Parley's work. */
    static Variant whole(List<Edit> edits) {
        return new Variant(edits, List.of());
    }

    private static List<Edit> lighter() {
        List<Edit> lighter = new ArrayList<>(RoomMistakes.withoutMemberships());
        lighter.add(LogMistakes.withoutIndex());
        return lighter;
    }

    private Variant(List<Edit> edits, List<Edit> more) {
        List<Edit> all = new ArrayList<>(more);
        all.addAll(edits);
        Map<String, byte[]> changed = new LinkedHashMap<>();
        for (Edit edit : all) {
            if (edit instanceof CodeEdit code) {
                byte[] before = changed.getOrDefault(code.owner(), VariantLoader.bytes(code.owner()));
                changed.put(code.owner(), code.applyTo(before));
            } else if (edit instanceof SqlEdit statement) {
                sql.put(statement.from(), statement.to());
            }
        }
        loader = new VariantLoader(changed);
    }

    /**
     * Returns the result of {@link Run#small}.
     *
     * @throws AssertionError if an SQL edit does not apply
     */
    String run(long first, int count) throws ReflectiveOperationException {
        return invoke(
                loader.loadClass(Run.class.getName()).getMethod("small", long.class, int.class, Map.class),
                first,
                count,
                sql);
    }

    /** Returns the result of a static method without parameters. */
    String run(Class<?> type, String method) throws ReflectiveOperationException {
        return invoke(loader.loadClass(type.getName()).getMethod(method));
    }

    private static String invoke(Method method, Object... arguments) throws ReflectiveOperationException {
        try {
            return (String) method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof AssertionError failure) {
                throw failure;
            }
            throw e;
        }
    }
}
