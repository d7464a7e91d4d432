package chat.parley.faults;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.Host;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Measures how long messages take from one server to another. Not thread-safe. */
final class Pace implements AutoCloseable {
    /** By a bell it takes some milliseconds; servers that poll every 250 ms need more on average. */
    private static final long BELL_MILLIS = 60;

    private static final long POLL_MILLIS = 500;
    private static final int SAMPLES = 8;
    private static final int SOON_SECONDS = 10;

    private final String room = UnusedRoom.name();
    private final Chatter writer;
    private final Chatter reader;
    private int posts;

    private Pace(Host from, Host to) {
        writer = Chatter.named("Writer", from);
        reader = Chatter.named("Reader", to);
        writer.join(room);
        reader.join(room);
    }

    static Pace between(Host from, Host to) {
        return new Pace(from, to);
    }

    /** Milliseconds from a post to its arrival at the other server, in ascending order. */
    private List<Long> sample(int number) {
        List<Long> times = new ArrayList<>();
        for (int n = 0; n < number; n++) {
            String text = "post " + posts++;
            long begun = System.nanoTime();
            writer.say("post", "room", room, "text", text);
            reader.await(Heard.message(room, text));
            times.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        }
        Collections.sort(times);
        return times;
    }

    /** Whether messages arrive at the speed of a bell. */
    boolean isFast() {
        List<Long> times = sample(5);
        return times.get(times.size() / 2) <= BELL_MILLIS;
    }

    /** Waits until messages arrive at the speed of a bell. */
    void awaitBell() {
        long begun = System.nanoTime();
        List<Long> last = new ArrayList<>();
        Await.until(
                "messages arrive at the speed of a bell",
                () -> {
                    last.clear();
                    last.addAll(sample(SAMPLES));
                    return last.get(SAMPLES / 2) <= BELL_MILLIS;
                },
                last::toString);
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        if (seconds > SOON_SECONDS) {
            throw new AssertionError("the bell rings only after " + seconds + " s");
        }
    }

    /** Fails unless messages arrive as fast as servers must be without a bell. A few may meet a busy machine. */
    void assertPolled() {
        List<Long> times = sample(SAMPLES);
        System.out.println("without a bell: " + times + " ms");
        if (times.get(SAMPLES * 3 / 4) > POLL_MILLIS) {
            throw new AssertionError("without a bell, messages take " + times + " ms");
        }
    }

    @Override
    public void close() {
        writer.close();
        reader.close();
    }
}
