package chat.parley.client;

import java.time.Duration;

/** The timeout of waits in tests: far longer than needed on a busy machine, so that only a missing event fails. */
public final class WaitLimit {
    public static final Duration TIME = Duration.ofSeconds(60);
    public static final int MILLIS = Math.toIntExact(TIME.toMillis());

    private WaitLimit() {}
}
