package chat.parley.cluster;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;

/**
 * Which servers this one hears by the bell. A bell may be connected and yet carry nothing: it hangs, another server is
 * cut off from it, or uses another one. So a server counts as heard only while its pulse arrives by each shard.
 * Thread-safe.
 */
final class Hearing {
    private static final long NEVER = Long.MIN_VALUE;
    /** More senders than this do not belong to one chat. */
    private static final int MOST = 1_000;

    private final int shards;
    private final long silence;
    private final LongSupplier nanos;
    private final long origin;
    private final Map<String, AtomicLongArray> heard = new ConcurrentHashMap<>();

    Hearing(Doorbell bell, LongSupplier nanos) {
        this.shards = bell.shards();
        this.silence = bell.silence().toNanos();
        this.nanos = nanos;
        this.origin = nanos.getAsLong();
    }

    /**
     * A pulse has arrived.
     *
     * @param theirShards of the sender's bell: if there are more, some of its texts do not come here
     */
    void pulse(String sender, int shard, int theirShards) {
        if (theirShards == shards && (heard.size() < MOST || heard.containsKey(sender))) {
            heard.computeIfAbsent(sender, id -> never()).set(shard, nanos.getAsLong() - origin);
        }
    }

    private AtomicLongArray never() {
        long[] times = new long[shards];
        Arrays.fill(times, NEVER);
        return new AtomicLongArray(times);
    }

    /** Whether texts of all these servers arrive. */
    boolean hears(Collection<String> servers) {
        return servers.stream().allMatch(this::hears);
    }

    private boolean hears(String server) {
        AtomicLongArray times = heard.get(server);
        if (times == null) {
            return false;
        }
        long since = nanos.getAsLong() - origin - silence;
        for (int shard = 0; shard < shards; shard++) {
            if (times.get(shard) < since) {
                return false;
            }
        }
        return true;
    }

    /** Forgets all other servers. */
    void retain(Collection<String> servers) {
        heard.keySet().retainAll(servers);
    }
}
