package chat.parley;

import java.util.Map;
import java.util.logging.Level;

/**
 * What the embedded server logs, and how.
 *
 * @param level the lowest level to log
 * @param json whether lines are JSON objects
 * @param access the file of the access log, {@code -} for the standard output, or empty for none
 */
public record LogSettings(Level level, boolean json, String access) {
    private static final Map<String, Level> LEVELS =
            Map.of("error", Level.SEVERE, "warning", Level.WARNING, "info", Level.INFO, "debug", Level.FINE);

    /** @throws InvalidSetting for an invalid value */
    static LogSettings read(SettingValues values) {
        Level level = LEVELS.get(values.text(Setting.LOG_LEVEL));
        if (level == null) {
            throw values.unusable(Setting.LOG_LEVEL, "error, warning, info or debug");
        }
        String format = values.text(Setting.LOG_FORMAT);
        if (!format.matches("text|json")) {
            throw values.unusable(Setting.LOG_FORMAT, "text or json");
        }
        return new LogSettings(level, format.equals("json"), values.text(Setting.ACCESS_LOG));
    }
}
