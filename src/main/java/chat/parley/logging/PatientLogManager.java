package chat.parley.logging;

import java.util.logging.LogManager;

/**
 * Keeps logging while the process shuts down: the JDK's own shutdown hook would remove all handlers while the server is
 * still closing its connections. Loaded by the JDK, by name.
 */
public final class PatientLogManager extends LogManager {
    /** Must be called before anything logs. */
    public static void use() {
        System.setProperty("java.util.logging.manager", PatientLogManager.class.getName());
    }

    /** Does nothing: {@link Logs} sets the handlers, and none of them must be closed. */
    @Override
    public void reset() {}
}
