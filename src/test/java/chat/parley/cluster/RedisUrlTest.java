package chat.parley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisUrlTest {
    @ParameterizedTest
    @CsvSource({
        "redis://localhost, false, , , localhost, 6379",
        "redis://localhost:7000/0, false, , , localhost, 7000",
        "rediss://:secret@redis.example.org, true, , secret, redis.example.org, 6379",
        "rediss://mira:s%40c%2Fr%2Ct@[::1]:7000, true, mira, 's@c/r,t', ::1, 7000",
        "redis://mira@localhost, false, mira, , localhost, 6379"
    })
    void theUserThePasswordAndThePortAreOptional(
            String text, boolean encrypted, String user, String password, String host, int port) {
        assertEquals(new RedisUrl(encrypted, user, password, host, port), RedisUrl.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost:6379",
                "http://localhost",
                "redis://",
                "redis://mira:s3cret",
                "redis://mira:s3cret@",
                "redis://mira:s3cret@local host",
                "redis://mira:s3cret@localhost:port",
                "redis://mira:s3c#ret@localhost",
                "redis://mira:s3cret@localhost?x",
                "redis://mira:s3cret@localhost/x"
            })
    void whatIsNoSuchUrlIsRefusedWithoutRepeatingIt(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> RedisUrl.parse(text))
                .getMessage();
        assertFalse(message.contains("s3c"), message);
    }

    @Test
    void thePasswordIsNotInItsText() {
        RedisUrl url = RedisUrl.parse("rediss://mira:s3cret@[::1]");
        assertEquals("rediss://[::1]:6379", url.toString());
        assertEquals("rediss://[::1]:6379", url.withPassword("other").toString());
    }

    @Test
    void aPasswordOfItsOwnCountsMore() {
        assertEquals(
                "own",
                RedisUrl.parse("redis://:own@localhost").withPassword("other").password());
        assertEquals(
                "other",
                RedisUrl.parse("redis://localhost").withPassword("other").password());
        assertEquals(null, RedisUrl.parse("redis://localhost").withPassword("").password());
    }
}
