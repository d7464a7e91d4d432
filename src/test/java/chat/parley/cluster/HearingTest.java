package chat.parley.cluster;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HearingTest {
    private static final List<String> BOTH = List.of("one", "two");
    private static final int SHARDS = 2;

    private long now;
    private final RedisBell bell =
            new RedisBell(List.of(server(), server()), "parley_test", Thread::new, () -> now); // never started
    private final Hearing hearing = new Hearing(bell, () -> now);

    private static RedisServer server() {
        return new RedisServer(RedisUrl.parse("redis://localhost"), null);
    }

    private void pass(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void pulse(String sender) {
        for (int shard = 0; shard < SHARDS; shard++) {
            hearing.pulse(sender, shard, SHARDS);
        }
    }

    @Test
    void aServerIsHeardWhileItsPulseArrivesByEachShard() {
        assertFalse(hearing.hears(BOTH), "before the first pulse");
        pulse("one");
        assertFalse(hearing.hears(BOTH), "one of them only");
        hearing.pulse("two", 0, SHARDS);
        assertFalse(hearing.hears(BOTH), "by one shard only");
        hearing.pulse("two", 1, SHARDS);
        assertTrue(hearing.hears(BOTH));
        pass(bell.silence().toMillis());
        assertTrue(hearing.hears(BOTH));
        pass(1);
        assertFalse(hearing.hears(BOTH));
        pulse("one");
        assertTrue(hearing.hears(List.of("one")));
        assertFalse(hearing.hears(BOTH));
    }

    @Test
    void aServerWithMoreShardsIsNotHeardSinceSomeOfItsTextsDoNotComeHere() {
        hearing.pulse("one", 0, SHARDS + 1);
        hearing.pulse("one", 1, SHARDS + 1);
        assertFalse(hearing.hears(List.of("one")));
    }

    @Test
    void serversThatAreGoneAreForgotten() {
        pulse("one");
        pulse("two");
        hearing.retain(List.of("two"));
        assertFalse(hearing.hears(List.of("one")));
        assertTrue(hearing.hears(List.of("two")));
    }
}
