package chat.parley.logging;

import java.util.logging.LogManager;

/**
 * Keeps logging while the process shuts down: the JDK's own shutdown hook would remove all handlers while the server is
 * still closing its connections. The JDK loads it by the name in the system property {@code java.util.logging.manager},
 * which must be set before this class is mentioned: its superclass reads the property once.
 */
public final class PatientLogManager extends LogManager {
    /** Does nothing: {@link Logs} sets the handlers, and none of them must be closed. */
    @Override
    public void reset() {}
}
