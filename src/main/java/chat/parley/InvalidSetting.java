package chat.parley;

/** Thrown for an invalid value. The message names the setting, where the value comes from and what is expected. */
public final class InvalidSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Setting setting;

    InvalidSetting(String message) {
        this(message, null);
    }

    InvalidSetting(String message, Setting setting) {
        super(message);
        this.setting = setting;
    }

    /** The setting whose value alone is invalid; null if there is none. */
    Setting setting() {
        return setting;
    }
}
