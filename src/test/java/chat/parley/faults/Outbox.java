package chat.parley.faults;

import chat.parley.e2e.Command;
import chat.parley.e2e.Heard;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * What one member posts: one after the other, each only when the one before is acknowledged, and again with the same ref until it is. For one thread at a time.
 */
final class Outbox {
    /** The attempt failed for the moment, and surely stored nothing. */
    private static final Set<String> LATER = Set.of("busy", "rate-limited", "not-joined");
    /** The attempt may have stored the post. */
    private static final Set<String> OPEN = Set.of("unavailable", "server");
    private static final long LONGEST_WAIT = 500;
    private static final String FILLING = " Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich 🙂".repeat(20);

    private record Post(String room, String ref, String text, Sighting what) {}

    private final String name;
    private final List<String> rooms;
    private final Recording recording;
    private final long pace;
    private final Map<String, Integer> errors = new TreeMap<>();
    private Post post;
    private boolean underWay;
    private boolean ended;
    private int number;
    private int acknowledged;
    private long askedAt;
    private long slowest;

    /** @param pace milliseconds from an ack to the next post */
    Outbox(String name, List<String> rooms, Recording recording, long pace) {
        this.name = name;
        this.rooms = rooms;
        this.recording = recording;
        this.pace = pace;
    }

    /** The frame to send now, or null if there is none. */
    String take(String author) {
        if (underWay || ended && post == null) {
            return null;
        }
        if (post == null) {
            number++;
            String ref = name + "-" + number;
            int length = number * 37 % 400; // of all kinds, and never the same text twice
            String text = ref + FILLING.substring(0, FILLING.offsetByCodePoints(0, length));
            post = new Post(rooms.get(number % rooms.size()), ref, text, Sighting.post(author, ref, Sighting.hash(text)));
        }
        underWay = true;
        askedAt = System.nanoTime();
        recording.add(Fact.Kind.POSTED, name, post.room, post.what);
        return Command.of("post", "ref", post.ref, "room", post.room, "text", post.text);
    }

    boolean asked(Heard reply) {
        return underWay && post.ref.equals(reply.ref()) && (reply.is("ack") || reply.is("error"));
    }

    /** Takes the answer to what was asked. @return the milliseconds to wait before the next {@link #take} */
    long answered(Heard reply) {
        slowest = Math.max(slowest, System.nanoTime() - askedAt);
        underWay = false;
        if (reply.is("ack")) {
            acknowledged++;
            recording.add(Fact.Kind.ACKED, name, post.room, post.what.at(reply.offset(), reply.position()));
            post = null;
            return pace;
        }
        errors.merge(reply.code(), 1, Integer::sum);
        recording.add(OPEN.contains(reply.code()) ? Fact.Kind.UNKNOWN : Fact.Kind.REFUSED, name, post.room, post.what, reply.code());
        if (!LATER.contains(reply.code()) && !OPEN.contains(reply.code())) {
            post = null;
        }
        return reply.json().containsKey("retryAfter") ? Math.min(LONGEST_WAIT, reply.retryAfter()) : pace;
    }

    /** The connection has ended: an answer that was not here will not come. */
    void cutOff() {
        if (underWay) {
            underWay = false;
            recording.add(Fact.Kind.UNKNOWN, name, post.room, post.what, "cut off");
        }
    }

    /** No new posts from now on; the one that is under way is still brought to its end. */
    void end() {
        ended = true;
    }

    boolean isEmpty() {
        return post == null;
    }

    int acknowledged() {
        return acknowledged;
    }

    /** How often the server answered with each code. */
    Map<String, Integer> errors() {
        return errors;
    }

    /** For how long there has been no answer to what is under way, in milliseconds; 0 if nothing is. */
    long waiting() {
        return underWay ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - askedAt) : 0;
    }

    /** The longest that the server took for any answer, a refusal, too; one that is still awaited counts as well. In milliseconds. */
    long slowest() {
        return Math.max(TimeUnit.NANOSECONDS.toMillis(slowest), waiting());
    }

    @Override
    public String toString() {
        return name + " with " + acknowledged + " acks, errors " + errors + (post == null ? "" : ", waiting for " + post.ref);
    }
}
