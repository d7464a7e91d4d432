package chat.parley.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.log.Retention.Rule;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {

    @Test
    void withoutRulesEverythingIsKept() {
        assertTrue(Retention.parse("").keepsAll());
        assertTrue(Retention.parse(" all , lobby=all").keepsAll());
    }

    @Test
    void aRoomsOwnRuleOverridesTheGeneralOne() {
        Retention retention = Retention.parse("365d, lobby=10000, build log=12h, archive=all");
        assertFalse(retention.keepsAll());
        assertEquals(new Rule(10_000, null), retention.of("lobby"));
        assertEquals(new Rule(Long.MAX_VALUE, Duration.ofHours(12)), retention.of("build log"));
        assertEquals(Rule.KEEP_ALL, retention.of("archive"));
        assertEquals(new Rule(Long.MAX_VALUE, Duration.ofDays(365)), retention.of("any other"));
    }

    @Test
    void aRuleIgnoresCaseUnlessAnotherHasTheExactName() {
        Retention retention = Retention.parse("365d, LOBBY=5, Straße=7, Hall=8, hall=9");
        for (String name : new String[] {"lobby", "Lobby", "LOBBY"}) {
            assertEquals(new Rule(5, null), retention.of(name));
        }
        assertEquals(new Rule(7, null), retention.of("STRASSE"));
        assertEquals(new Rule(8, null), retention.of("Hall"));
        assertEquals(new Rule(9, null), retention.of("hall"));
    }

    @Test
    void namesCanBeUrlEncoded() {
        assertEquals(new Rule(5, null), Retention.parse("a%2Cb%3Dc+d=5").of("a,b=c+d"));
    }

    @Test
    void twoRulesForOneRoomAreRefused() {
        assertEquals(
                "duplicate rule for lobby",
                assertThrows(IllegalArgumentException.class, () -> Retention.parse("lobby=5, lobby=6"))
                        .getMessage());
        assertEquals(
                "duplicate rule for all rooms",
                assertThrows(IllegalArgumentException.class, () -> Retention.parse("5,1d"))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"b\uFFFD\uFFFDro", "b%FCro", "%2A", "%00", "b%zz", "%20", "a%E2%80%8Bb"})
    void anInvalidRoomIsReported(String room) {
        String message = assertThrows(IllegalArgumentException.class, () -> Retention.parse("1d," + room + "=all"))
                .getMessage();
        assertTrue(message.startsWith("invalid room " + room + ": "), message);
    }

    @Test
    void aNameMayHaveAnyLetters() {
        assertEquals(new Rule(5, null), Retention.parse("büro=5").of("büro"));
        assertEquals(new Rule(5, null), Retention.parse("b%C3%BCro=5").of("büro"));
        assertEquals(new Rule(5, null), Retention.parse("bu\u0308ro=5").of("büro"), "composed, as clients' names are");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "lobby=", "=5", "5w", "-1", "lobby", "1.5h", "a=b=5"})
    void anInvalidRuleIsReported(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> Retention.parse("lobby 2=1d," + text))
                .getMessage();
        assertTrue(message.startsWith("invalid rule " + text.strip() + "; "), message);
    }
}
