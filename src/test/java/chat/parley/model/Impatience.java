package chat.parley.model;

import static chat.parley.model.Code.in;

import chat.parley.client.WaitLimit;
import java.time.Duration;

/** Makes waits shorter where somebody waits for what a mistake prevents. */
public final class Impatience {
    private Impatience() {}

    static Edit edit() {
        return in(WaitLimit.class, "<clinit>").call(Duration.class, "ofSeconds").becomes(Impatience.class, "limit");
    }

    /** In place of {@link Duration#ofSeconds}. */
    public static Duration limit(long seconds) {
        return Duration.ofSeconds(seconds / 6);
    }
}
