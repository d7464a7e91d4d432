package chat.parley.model;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Applies the {@link SqlEdit}s of a mistake to SQL statements. */
final class RewrittenSql {
    private final Map<String, String> edits;
    private final Set<String> unused;
    private long started;

    /** @param edits replacements by original text */
    RewrittenSql(Map<String, String> edits) {
        this.edits = edits;
        this.unused = new HashSet<>(edits.keySet());
    }

    /** @param millis start time of the server process */
    void processStarts(long millis) {
        started = millis;
    }

    String of(String sql) {
        String rewritten = sql;
        for (Map.Entry<String, String> edit : edits.entrySet()) {
            if (rewritten.contains(edit.getKey())) {
                unused.remove(edit.getKey());
                String to = edit.getValue().replace(":started", Long.toString(started));
                rewritten = rewritten.replace(edit.getKey(), to);
            }
        }
        return rewritten;
    }

    /** Wraps the connection to rewrite its plain statements, which create the tables. */
    Connection around(Connection connection) {
        return edits.isEmpty() ? connection : (Connection) proxy(Connection.class, connection);
    }

    private Object proxy(Class<?> role, Object target) {
        Class<?>[] roles = {role};
        return Proxy.newProxyInstance(getClass().getClassLoader(), roles, (proxy, method, arguments) -> {
            boolean executes = target instanceof Statement && method.getName().startsWith("execute");
            if (executes && arguments != null) {
                arguments[0] = of((String) arguments[0]);
            }
            try {
                Object result = method.invoke(target, arguments);
                return method.getName().equals("createStatement") ? proxy(Statement.class, result) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    /** @throws AssertionError if no statement was changed */
    void requireUse() {
        if (!unused.isEmpty()) {
            throw new AssertionError("A mistake can no longer be planted: no SQL statement contains " + unused);
        }
    }
}
