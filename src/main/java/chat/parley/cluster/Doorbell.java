package chat.parley.cluster;

import java.util.List;

/**
 * Carries texts from each server to all others, fast and without any promise: they may be lost, doubled, late or in
 * another order. Thread-safe.
 */
public interface Doorbell extends AutoCloseable {
    /** The longest text in bytes of UTF-8: PostgreSQL accepts less than 8000. */
    int LONGEST = 7_900;

    /** What it tells. Its methods must not block. */
    interface Listener {
        /** A text has arrived, perhaps this server's own. */
        void heard(String text);

        /** The bell works again, after texts may have been lost. */
        void connected();
    }

    /** Starts to listen. Call it once. */
    void start(Listener listener);

    /** Sends the texts. May block for a moment; does not throw. */
    void ring(List<String> texts);

    /** Whether texts have a good chance to arrive. */
    boolean isUp();

    @Override
    void close();

    /** No bell: servers look into the store. */
    Doorbell NONE = new Doorbell() {
        @Override
        public void start(Listener listener) {}

        @Override
        public void ring(List<String> texts) {}

        @Override
        public boolean isUp() {
            return false;
        }

        @Override
        public void close() {}
    };
}
