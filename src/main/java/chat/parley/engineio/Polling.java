package chat.parley.engineio;

import java.util.List;
import java.util.function.Consumer;

/** Packets as the answers to requests, of which one at a time waits here. For the session's turns. */
final class Polling implements Transport {
    static final String NAME = "polling";

    private static final int MOST_BYTES = 256 * 1024;

    private volatile Poll parked;

    @Override
    public String name() {
        return NAME;
    }

    /** False when there is one already. */
    boolean park(Poll poll) {
        if (parked != null) {
            return false;
        }
        parked = poll;
        return true;
    }

    /** The request that waits, which does so no more; or null. */
    Poll unpark() {
        Poll poll = parked;
        parked = null;
        return poll;
    }

    /** Answers the request that waits with this packet, if there is one. */
    boolean answer(Packet packet) {
        Poll poll = unpark();
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
    public int mostBytes() {
        return MOST_BYTES;
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
