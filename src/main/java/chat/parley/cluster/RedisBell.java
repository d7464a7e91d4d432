package chat.parley.cluster;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * A bell by pub/sub of Redis or Valkey servers, which share the rooms. They store nothing, so nothing can be lost in
 * them. Every server listens to all of them: it does not matter whether they agree in the order of the list.
 */
public final class RedisBell implements Doorbell {
    /** Two pulses and a half. */
    private static final Duration SILENCE = RedisLine.PULSE.multipliedBy(5).dividedBy(2);

    private final List<RedisLine> lines;

    /** @param channel lower-case letters, digits and _ */
    public RedisBell(List<RedisServer> servers, String channel, ThreadFactory threads, LongSupplier nanos) {
        lines = servers.stream()
                .map(server -> new RedisLine(server, channel, threads, nanos))
                .toList();
    }

    @Override
    public void start(String pulse, Listener listener) {
        IntStream.range(0, lines.size())
                .forEach(shard ->
                        lines.get(shard).start(pulse, text -> listener.heard(shard, text), listener::connected));
    }

    @Override
    public int shards() {
        return lines.size();
    }

    @Override
    public Duration silence() {
        return SILENCE;
    }

    @Override
    public void ring(int shard, List<String> texts) {
        texts.forEach(lines.get(shard)::ring);
    }

    @Override
    public boolean isUp() {
        return lines.stream().allMatch(RedisLine::isUp);
    }

    @Override
    public void close() {
        lines.forEach(RedisLine::close);
    }
}
