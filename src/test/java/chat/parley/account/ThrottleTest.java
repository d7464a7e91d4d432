package chat.parley.account;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pauses after wrong passwords. */
class ThrottleTest {
    private Duration now = Duration.ofDays(1);
    private final Throttle throttle = new Throttle(3, Duration.ofMinutes(1), () -> now.toNanos());

    /** The time until the next try. */
    private Duration pause(String who) {
        try {
            throttle.begin(who);
            return Duration.ZERO;
        } catch (Refusal refusal) {
            assertEquals(ErrorCode.RATE_LIMITED, refusal.code());
            return Duration.ofSeconds(refusal.retryAfterSeconds());
        }
    }

    @Test
    void eachFurtherFailureDoublesThePause() {
        for (int i = 0; i < 3; i++) {
            assertEquals(Duration.ZERO, pause("Mira"), "failure " + i);
        }
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Duration pause = pause("Mira");
            pauses.add(pause.toSeconds());
            now = now.plus(pause);
            assertEquals(Duration.ZERO, pause("Mira"), "after the pause");
        }
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L), pauses);
    }

    @Test
    void aTryThatComesTooEarlyProlongsNothing() {
        for (int i = 0; i < 3; i++) {
            pause("Mira");
        }
        for (int i = 0; i < 100; i++) {
            assertEquals(Duration.ofSeconds(1), pause("Mira"));
        }
        now = now.plusSeconds(1);
        assertEquals(Duration.ZERO, pause("Mira"));
    }

    @Test
    void othersDoNotWait() {
        for (int i = 0; i < 4; i++) {
            pause("Mira");
        }
        assertEquals(Duration.ZERO, pause("Jonas"));
    }

    @Test
    void successAndTimeForgetFailures() {
        for (int i = 0; i < 3; i++) {
            pause("Mira");
            pause("Jonas");
        }
        throttle.forget("Mira");
        assertEquals(Duration.ZERO, pause("Mira"));
        assertEquals(Duration.ZERO, pause("Mira"), "not the last of them only");
        now = now.plus(Duration.ofHours(1));
        assertEquals(Duration.ZERO, pause("Jonas"));
        assertEquals(Duration.ZERO, pause("Jonas"));
    }

    @Test
    void aTryThatIsTakenBackDoesNotCount() {
        for (int i = 0; i < 100; i++) {
            assertEquals(Duration.ZERO, pause("office"));
            throttle.takeBack("office");
        }
    }

    @Test
    void whatWasNoGuessPushesNothingOut() {
        for (int i = 0; i < 3; i++) {
            pause("Mira");
        }
        for (int i = 0; i < Throttle.MOST; i++) {
            throttle.begin("somebody " + i);
            throttle.takeBack("somebody " + i);
        }
        assertThrows(Refusal.class, () -> throttle.begin("Mira"));
    }

    @Test
    void itsMemoryIsBounded() {
        for (int i = 0; i < 3; i++) {
            pause("Mira");
        }
        for (int i = 0; i < Throttle.MOST; i++) {
            throttle.begin("somebody " + i);
        }
        assertDoesNotThrow(() -> throttle.begin("Mira"));
        for (int i = 0; i < 2; i++) {
            throttle.begin("Mira");
        }
        assertThrows(Refusal.class, () -> throttle.begin("Mira"));
    }
}
