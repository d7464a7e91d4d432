package chat.parley.model;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Silences Parley's log for a test class: the model's faults would fill it. */
final class Quiet implements BeforeAllCallback, AfterAllCallback {
    private static final Logger PARLEY = Logger.getLogger("chat.parley");

    private Level before;

    @Override
    public void beforeAll(ExtensionContext context) {
        before = PARLEY.getLevel();
        PARLEY.setLevel(Level.OFF);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        PARLEY.setLevel(before);
    }
}
