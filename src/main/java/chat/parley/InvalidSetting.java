package chat.parley;

/** Thrown for an invalid value. The message names the setting, where the value comes from and what is expected. */
public final class InvalidSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidSetting(String message) {
        super(message);
    }
}
