package chat.parley.cluster;

import java.time.Duration;
import java.util.List;

/**
 * Carries texts from each server to all others, fast and without any promise: they may be lost, doubled, late or in
 * another order. It may consist of several shards, which carry different texts and fail independently. Thread-safe.
 */
public interface Doorbell extends AutoCloseable {
    /** The longest text in bytes of UTF-8: PostgreSQL accepts less than 8000. */
    int LONGEST = 7_900;

    /** What it tells. Its methods must not block. */
    interface Listener {
        /** A text has arrived, perhaps this server's own. */
        void heard(int shard, String text);

        /** A shard works again, after texts may have been lost. */
        void connected();
    }

    /**
     * Starts to listen. Call it once.
     *
     * @param pulse sent by all shards again and again, so that others notice when texts do not arrive
     */
    void start(String pulse, Listener listener);

    /** Sends the texts by this shard. May block for a moment; does not throw. */
    void ring(int shard, List<String> texts);

    /** Number of shards, at least 1. */
    default int shards() {
        return 1;
    }

    /** A server whose pulse was not heard for so long is not heard at all. */
    Duration silence();

    /** Whether this server is connected to all shards. */
    boolean isUp();

    @Override
    void close();

    /** No bell: servers look into the store. */
    Doorbell NONE = new Doorbell() {
        @Override
        public void start(String pulse, Listener listener) {}

        @Override
        public void ring(int shard, List<String> texts) {}

        @Override
        public Duration silence() {
            return Duration.ZERO;
        }

        @Override
        public boolean isUp() {
            return false;
        }

        @Override
        public void close() {}
    };
}
