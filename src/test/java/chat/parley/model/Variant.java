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
 * Parley's classes with some edits, and without work that only keeps the lanes busy, and the model run on them.
 * Variants are independent, so they can run in parallel.
 */
final class Variant {
    private final VariantLoader loader;
    private final Map<String, String> sql = new LinkedHashMap<>();

    /** @throws AssertionError if an edit does not apply */
    Variant(List<Edit> edits) {
        List<Edit> all = new ArrayList<>(RoomMistakes.withoutMemberships());
        all.add(LogMistakes.withoutIndex());
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
        Method small = loader.loadClass(Run.class.getName()).getMethod("small", long.class, int.class, Map.class);
        try {
            return (String) small.invoke(null, first, count, sql);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof AssertionError failure) {
                throw failure;
            }
            throw e;
        }
    }
}
