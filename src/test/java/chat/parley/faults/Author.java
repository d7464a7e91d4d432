package chat.parley.faults;

import chat.parley.client.CommandText;
import chat.parley.client.Heard;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * One member's posts and changes, one at a time: repeats each with the same ref until it is acknowledged. Not
 * thread-safe.
 */
final class Author {
    /** A temporary failure that certainly stored nothing. */
    private static final Set<String> LATER = Set.of("busy", "rate-limited", "not-joined");
    /** The attempt may have been stored. */
    private static final Set<String> OPEN = Set.of("unavailable", "server");
    /** Neither this attempt nor an earlier one was stored, because the server looks up the ref before the target. */
    static final String NOT_FOUND = "not-found";

    private static final List<String> EMOJI = List.of("\ud83d\udc4d", "\u2764\ufe0f", "\ud83d\ude80");
    private static final int KNOWN = 50;
    private static final long LONGEST_WAIT = 500;
    private static final String FILLING =
            " Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich 🙂".repeat(20);

    private record Post(String room, String ref, String frame, Sighting what) {}

    private final String name;
    private final List<String> rooms;
    private final Recording recording;
    private final long pace;
    private final Map<String, Integer> errors = new TreeMap<>();
    private final Random random = new Random();
    /** The newest messages per room: the author's own, and everybody's. */
    private final Map<String, Deque<Long>> own = new HashMap<>();

    private final Map<String, Deque<Long>> known = new HashMap<>();
    private Post post;
    private boolean underWay;
    private boolean ended;
    private int number;
    private int acknowledged;
    private long askedAt;
    private long slowest;

    /** @param pace milliseconds from an ack to the next post */
    Author(String name, List<String> rooms, Recording recording, long pace) {
        this.name = name;
        this.rooms = rooms;
        this.recording = recording;
        this.pace = pace;
    }

    /** The next frame to send, or null. */
    String take(String author) {
        if (underWay || ended && post == null) {
            return null;
        }
        if (post == null) {
            number++;
            post = next(rooms.get(number % rooms.size()), name + "-" + number, author);
        }
        underWay = true;
        askedAt = System.nanoTime();
        recording.add(Fact.Kind.POSTED, name, post.room, post.what);
        return post.frame;
    }

    private Post next(String room, String ref, String author) {
        int choice = random.nextInt(20);
        long mine = one(own, room);
        long anybodys = one(known, room);
        // Varied lengths and characters, and unique texts.
        String text = ref + FILLING.substring(0, FILLING.offsetByCodePoints(0, number * 37 % 400));
        if (choice < 3 && mine > 0) {
            return new Post(
                    room,
                    ref,
                    CommandText.of("edit", "ref", ref, "room", room, "target", mine, "text", text),
                    Sighting.post(author, ref, Sighting.change("edited", mine, text)));
        } else if (choice < 5 && mine > 0) {
            own.get(room).remove(mine);
            return new Post(
                    room,
                    ref,
                    CommandText.of("delete", "ref", ref, "room", room, "target", mine),
                    Sighting.post(author, ref, Sighting.change("deleted", mine, "")));
        } else if (choice < 10 && anybodys > 0) {
            boolean on = choice < 8;
            String emoji = EMOJI.get(random.nextInt(EMOJI.size()));
            return new Post(
                    room,
                    ref,
                    CommandText.of(
                            on ? "react" : "unreact", "ref", ref, "room", room, "target", anybodys, "emoji", emoji),
                    Sighting.post(author, ref, Sighting.change(on ? "reacted" : "unreacted", anybodys, emoji)));
        } else if (choice == 10) {
            return new Post(
                    room,
                    ref,
                    CommandText.of("topic", "ref", ref, "room", room, "topic", ref),
                    Sighting.post(author, ref, Sighting.change("topic-changed", 0, ref)));
        }
        return new Post(
                room,
                ref,
                CommandText.of("post", "ref", ref, "room", room, "text", text),
                Sighting.post(author, ref, Sighting.hash(text)));
    }

    /** One of the newest messages; 0 if there are none. */
    private long one(Map<String, Deque<Long>> messages, String room) {
        Deque<Long> some = messages.getOrDefault(room, new ArrayDeque<>());
        return some.isEmpty()
                ? 0
                : some.stream().skip(random.nextInt(some.size())).findFirst().orElseThrow();
    }

    /** Records a message that can be reacted to. */
    void knows(String room, long offset) {
        add(known, room, offset);
    }

    private static void add(Map<String, Deque<Long>> messages, String room, long offset) {
        Deque<Long> some = messages.computeIfAbsent(room, unknown -> new ArrayDeque<>());
        some.add(offset);
        if (some.size() > KNOWN) {
            some.remove();
        }
    }

    boolean asked(Heard reply) {
        return underWay && post.ref.equals(reply.ref()) && (reply.is("ack") || reply.is("error"));
    }

    /** Handles the reply to the current request. @return milliseconds to wait before the next {@link #take} */
    long answered(Heard reply) {
        slowest = Math.max(slowest, System.nanoTime() - askedAt);
        underWay = false;
        if (reply.is("ack")) {
            acknowledged++;
            if (post.what.isMessage()) {
                add(own, post.room, reply.offset());
            }
            recording.add(Fact.Kind.ACKED, name, post.room, post.what.at(reply.offset(), reply.position()));
            post = null;
            return pace;
        }
        errors.merge(reply.code(), 1, Integer::sum);
        recording.add(
                OPEN.contains(reply.code()) ? Fact.Kind.UNKNOWN : Fact.Kind.REFUSED,
                name,
                post.room,
                post.what,
                reply.code());
        if (!LATER.contains(reply.code()) && !OPEN.contains(reply.code())) {
            post = null;
        }
        return reply.json().containsKey("retryAfter") ? Math.min(LONGEST_WAIT, reply.retryAfter()) : pace;
    }

    /** The connection has ended: pending replies will not arrive. */
    void cutOff() {
        if (underWay) {
            underWay = false;
            recording.add(Fact.Kind.UNKNOWN, name, post.room, post.what, "cut off");
        }
    }

    /** Stops making new posts; the current one is still completed. */
    void end() {
        ended = true;
    }

    boolean isEmpty() {
        return post == null;
    }

    int acknowledged() {
        return acknowledged;
    }

    /** The number of errors by code. */
    Map<String, Integer> errors() {
        return errors;
    }

    /** How long the current request has been unanswered, in milliseconds; 0 if there is none. */
    long waiting() {
        return underWay ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - askedAt) : 0;
    }

    /** The longest response time in milliseconds, including errors and a pending request. */
    long slowest() {
        return Math.max(TimeUnit.NANOSECONDS.toMillis(slowest), waiting());
    }

    @Override
    public String toString() {
        return name + " with " + acknowledged + " acks, errors " + errors
                + (post == null ? "" : ", waiting for " + post.ref);
    }
}
