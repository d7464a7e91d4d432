package chat.parley.engineio;

import java.util.List;
import java.util.function.Consumer;

/**
 * The polling transport: sends packets in the response to the one pending poll. Confined to the session's turns,
 * except for {@link #isReady}.
 */
final class PollingTransport implements Transport {
    static final String NAME = "polling";

    private static final int MAX_BYTES = 256 * 1024;

    private volatile AsyncResponse parked;

    @Override
    public String name() {
        return NAME;
    }

    /** Keeps a poll until there is something to send; returns false if one is already pending. */
    boolean park(AsyncResponse poll) {
        if (parked != null) {
            return false;
        }
        parked = poll;
        return true;
    }

    /** Removes and returns the pending poll; null if there is none. */
    AsyncResponse unpark() {
        AsyncResponse poll = parked;
        parked = null;
        return poll;
    }

    /** Answers the pending poll with this packet; returns false if there is none. */
    boolean answer(Packet packet) {
        AsyncResponse poll = unpark();
        if (poll != null) {
            poll.answer(packet.text());
        }
        return poll != null;
    }

    @Override
    public boolean isReady() {
        return parked != null;
    }

    @Override
    public int maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public void send(List<Packet> packets, Consumer<Throwable> done) {
        done.accept(unpark().answer(Payload.text(packets)));
    }

    @Override
    public void end(Packet last) {
        answer(last);
    }
}
