package chat.parley.model;

import chat.parley.delivery.Batch;
import chat.parley.delivery.Close;
import chat.parley.delivery.Encoding;
import chat.parley.delivery.Wire;
import chat.parley.event.Event;
import chat.parley.room.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * One connection: the frames that the server has sent and the speaker has not read, and the send that the host has
 * not completed.
 */
final class Pipe implements Wire {
    private static final Encoding<List<Event>> PLAIN = new Encoding<>() {
        @Override
        public List<Event> encode(Event event) {
            return List.of(event);
        }

        @Override
        public List<Event> join(List<List<Event>> encoded) {
            return encoded.stream().flatMap(List::stream).toList();
        }
    };

    private final Truth truth;
    final Deque<List<Event>> frames = new ArrayDeque<>();
    private Consumer<Throwable> done;
    Session session;
    /** Whether the network has failed, so that the server may close the session. */
    boolean failed;

    Pipe(Truth truth) {
        this.truth = truth;
    }

    @Override
    public void send(Batch batch, Consumer<Throwable> whenDone) {
        if (done != null) {
            throw truth.broken("two concurrent sends");
        }
        done = whenDone;
        frames.add(batch.as(PLAIN));
    }

    boolean isSending() {
        return done != null;
    }

    /** Completes the pending send; {@code failure} is null on success. */
    void complete(Throwable failure) {
        Consumer<Throwable> told = done;
        done = null;
        failed |= failure != null;
        told.accept(failure);
    }

    @Override
    public void ping() {}

    @Override
    public void close(Close close) {}
}
