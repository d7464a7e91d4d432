package chat.parley.faults;

import chat.parley.client.CommandText;
import chat.parley.client.Heard;
import chat.parley.client.NativeConnection;
import chat.parley.client.Shown;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A client in some rooms that reconnects whenever the connection ends, resumes from its position, and records what it
 * receives. Posts if it has an {@link Author}. Thread-safe.
 */
final class Person implements AutoCloseable {
    private static final long CHECK_MILLIS = 500;
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long DEAD_NANOS = TimeUnit.SECONDS.toNanos(8);
    private static final long SHORTEST_BREAK = 20;
    private static final long LONGEST_BREAK = 200;
    /** The longest break after failed attempts, so that thousands of them do not delay the server's start. */
    private static final long LONGEST_BREAK_WITHOUT_SERVER = 1_000;

    private final String name;
    private final String key;
    private final List<String> rooms;
    private final Network network;
    private final Recording recording;
    private final Author author;
    private final Map<String, Sighting> stands = new HashMap<>();
    private final Map<String, Shown> shown = new HashMap<>();
    private final Set<String> joined = new HashSet<>();
    private NativeConnection line;
    private String id;
    private long longestBreak = LONGEST_BREAK;
    private int welcomes;
    private boolean gone;

    /**
     * @param key null for a guest, who can join without a write to the store
     * @param author null for a reader
     */
    Person(String name, String key, List<String> rooms, Network network, Recording recording, Author author) {
        this.name = name;
        this.key = key;
        this.rooms = rooms;
        this.network = network;
        this.recording = recording;
        this.author = author;
    }

    /**
     * Connects for the first time.
     *
     * @param from positions to resume from, by room; other rooms begin with their last page
     */
    synchronized void come(Map<String, Sighting> from) {
        stands.putAll(from);
        connect();
        network.later(CHECK_MILLIS, this::check);
    }

    private synchronized void connect() {
        if (!gone) {
            joined.clear();
            NativeConnection next = new NativeConnection(this::heard, this::over);
            line = next;
            network.connect(next);
            network.send(next, CommandText.of("hello", "ref", "hello", "name", name, "key", key));
        }
    }

    private synchronized void over(NativeConnection ended, int code) {
        if (ended == line) {
            line = null;
            joined.clear();
            if (author != null) {
                author.cutOff();
            }
            network.later(ThreadLocalRandom.current().nextLong(SHORTEST_BREAK, longestBreak), this::connect);
            longestBreak = Math.min(2 * longestBreak, LONGEST_BREAK_WITHOUT_SERVER);
        }
    }

    // As the protocol requires: a client pings after a silence, and reconnects without a reply.
    private synchronized void check() {
        if (gone) {
            return;
        }
        if (line != null && line.silentNanos() > DEAD_NANOS) {
            line.abandon();
        } else if (line != null && line.silentNanos() > SILENT_NANOS) {
            network.send(line, CommandText.of("ping", "ref", "ping"));
        }
        network.later(CHECK_MILLIS, this::check);
    }

    private synchronized void heard(NativeConnection from, List<Heard> events) {
        for (Heard event : events) {
            if (from == line && !gone) {
                heard(event);
            }
        }
    }

    private void heard(Heard event) {
        switch (event.string("type")) {
            case "welcome" -> {
                id = event.member();
                welcomes++;
                longestBreak = LONGEST_BREAK;
                rooms.forEach(this::join);
            }
            case "joined" -> joined(event);
            case "message", "edited", "deleted", "reacted", "unreacted", "topic-changed" -> {
                Sighting seen = Sighting.of(event);
                recording.add(Fact.Kind.SEEN, name, event.room(), seen);
                stands.put(event.room(), seen);
                shown(event.room()).hear(event);
                if (author != null && event.is("message")) {
                    author.knows(event.room(), event.offset());
                }
            }
            case "reset" -> reset(event.room(), event.position(), "reset");
            default -> answered(event);
        }
    }

    private synchronized void join(String room) {
        if (line != null && !joined.contains(room)) {
            Sighting stand = stands.get(room);
            network.send(
                    line,
                    CommandText.of(
                            "join",
                            "ref",
                            "join-" + rooms.indexOf(room),
                            "room",
                            room,
                            "since",
                            stand == null ? null : stand.position()));
        }
    }

    private void joined(Heard event) {
        String room = event.room();
        if (event.recovered()) {
            Sighting place = place(event.position());
            recording.add(Fact.Kind.RESUMED, name, room, place);
            stands.put(room, place);
        } else if (stands.containsKey(room)) {
            reset(room, event.position(), "not recovered");
        } else {
            recording.add(Fact.Kind.JOINED, name, room, place(event.position()));
            stands.put(room, place(event.position()));
        }
        joined.add(room);
        if (isThere()) {
            post();
        }
    }

    private void reset(String room, String position, String why) {
        recording.add(Fact.Kind.RESET, name, room, place(position), why);
        shown(room).clear();
        stands.put(room, place(position));
    }

    private Shown shown(String room) {
        return shown.computeIfAbsent(room, unknown -> new Shown(Sighting::hash));
    }

    /** Records the messages that this client shows. */
    synchronized void tellWhatIsShown() {
        shown.forEach((room, messages) ->
                Sighting.shown(messages).forEach(message -> recording.add(Fact.Kind.SHOWN, name, room, message)));
    }

    private static Sighting place(String position) {
        return Sighting.place(Long.parseLong(position.split("-")[1]), position);
    }

    private void answered(Heard event) {
        String ref = event.ref();
        if (author != null && author.asked(event)) {
            network.later(author.answered(event), this::post);
        } else if (event.is("error") && ref != null && ref.startsWith("join-")) {
            String room = rooms.get(Integer.parseInt(ref.substring("join-".length())));
            network.later(
                    event.json().containsKey("retryAfter") ? event.retryAfter() : LONGEST_BREAK, () -> join(room));
        } else if (event.is("error") && line != null) {
            line.abandon();
        }
    }

    private synchronized void post() {
        if (line != null && isThere() && author != null) {
            String frame = author.take(id);
            if (frame != null) {
                network.send(line, frame);
            }
        }
    }

    /** Whether the client is connected and has joined all its rooms. */
    synchronized boolean isThere() {
        return joined.size() == rooms.size();
    }

    /** Whether the client is connected and has reached these positions in its rooms. */
    synchronized boolean hasReached(Map<String, Sighting> places) {
        return isThere()
                && rooms.stream()
                        .allMatch(room -> !places.containsKey(room)
                                || stands.get(room).offset() >= places.get(room).offset());
    }

    /** The current positions, by room. */
    synchronized Map<String, Sighting> stands() {
        return Map.copyOf(stands);
    }

    /** The number of welcomes: one more than the number of ended connections. */
    synchronized int welcomes() {
        return welcomes;
    }

    synchronized void endPosts() {
        if (author != null) {
            author.end();
        }
    }

    synchronized boolean isAnswered() {
        return author == null || author.isEmpty();
    }

    /** Acknowledged posts; 0 for a reader. */
    synchronized int acknowledged() {
        return author == null ? 0 : author.acknowledged();
    }

    /** The longest response time in milliseconds. */
    synchronized long slowestAnswer() {
        return author == null ? 0 : author.slowest();
    }

    /** How long the current request has been unanswered, in milliseconds; 0 if there is none. */
    synchronized long waiting() {
        return author == null ? 0 : author.waiting();
    }

    synchronized Map<String, Integer> errors() {
        return author == null ? Map.of() : Map.copyOf(author.errors());
    }

    @Override
    public synchronized void close() {
        gone = true;
        NativeConnection last = line;
        line = null;
        if (last != null) {
            last.abandon();
        }
    }

    @Override
    public synchronized String toString() {
        return (author == null ? name : author.toString()) + ", welcomed " + welcomes + " times, in " + joined.size()
                + " of " + rooms.size() + " rooms, at "
                + stands.entrySet().stream()
                        .map(stand -> stand.getKey() + " " + stand.getValue().offset())
                        .toList();
    }
}
