package chat.parley.client;

import java.time.Duration;

/** How long tests wait for what must come: far longer than it takes on a very busy machine, so only what never comes fails. */
public final class WaitLimit {
    public static final Duration TIME = Duration.ofSeconds(60);
    public static final int MILLIS = Math.toIntExact(TIME.toMillis());

    private WaitLimit() {}
}
