package chat.parley.faults;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was decided about a member of a private room, what was posted there, and what the member received, in the order
 * of one clock. Finds what the member should not have received. Thread-safe.
 *
 * <p>Times are taken before something is asked and after something is heard, so the ledger accuses nobody wrongly.
 */
final class Ledger {
    /** In every message of the others. */
    static final String MARK = "moonshine";

    private static final Set<String> NEWS =
            Set.of("room-added", "room-removed", "error", "ack", "pong", "welcome", "renamed");
    private static final long NEVER = Long.MAX_VALUE;

    /** A decision about the member. */
    final class Decision {
        private final String role;
        private long acked = NEVER;
        private long offset;

        private Decision(String role) {
            this.role = role;
        }

        String role() {
            return role;
        }

        boolean admits() {
            return Ledger.admits(role);
        }

        boolean isAcknowledged() {
            synchronized (Ledger.this) {
                return acked != NEVER;
            }
        }

        void acknowledged(long at) {
            synchronized (Ledger.this) {
                acked = clock.getAsLong();
                offset = at;
            }
        }

        @Override
        public String toString() {
            return role + (acked == NEVER ? ", not acknowledged" : ", acknowledged at offset " + offset);
        }
    }

    private static final class Post {
        private final long begun;
        private long offset;
        private String firstSeen;

        private Post(long begun) {
            this.begun = begun;
        }
    }

    /** What one door has given the member. */
    private static final class Door {
        private int received;
        private int judged;
    }

    private final String room;
    private final String name;
    private final boolean sharesHistory;
    private final LongSupplier clock;
    private final Pattern token;
    private final List<Decision> decisions = new ArrayList<>();
    private final Map<String, Post> posts = new HashMap<>();
    private final Map<String, Door> doors = new TreeMap<>();
    private final List<Long> ownPosts = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    /**
     * @param name part of every message, different for each room
     * @param sharesHistory whether those who are invited may read what was there before
     * @param clock never goes back
     */
    Ledger(String room, String name, boolean sharesHistory, LongSupplier clock) {
        this.room = room;
        this.name = name;
        this.sharesHistory = sharesHistory;
        this.clock = clock;
        this.token = Pattern.compile(MARK + " (" + name + "\\d+)");
    }

    static boolean admits(String role) {
        return !role.equals("none") && !role.equals("banned");
    }

    String room() {
        return room;
    }

    boolean sharesHistory() {
        return sharesHistory;
    }

    /** Finds the messages of the others. */
    String query() {
        return name + "*";
    }

    /** A decision is about to be sent. */
    synchronized Decision decide(String role) {
        Decision decision = new Decision(role);
        decisions.add(decision);
        return decision;
    }

    /** Somebody else is about to post. @return the text, as yet unknown to everybody */
    synchronized String text() {
        String word = name + posts.size();
        posts.put(word, new Post(clock.getAsLong()));
        return MARK + " " + word;
    }

    /** A text is stored. */
    synchronized void stored(String text, long offset) {
        posts.get(words(text).iterator().next()).offset = offset;
    }

    /** A post of the member is stored. */
    synchronized void wrote(long offset) {
        ownPosts.add(offset);
    }

    private Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        for (Matcher matcher = token.matcher(text); matcher.find(); ) {
            words.add(matcher.group(1));
        }
        return words;
    }

    /**
     * The member has received an event or a response.
     *
     * @param asked a time before the server sent it
     */
    synchronized void heard(String door, long asked, JsonObject event) {
        String text = NEWS.contains(event.getString("type", "")) ? "" : event.toString();
        Set<String> words = words(text);
        boolean tells = !words.isEmpty() || text.contains(room);
        Door through = doors.computeIfAbsent(door, unknown -> new Door());
        through.received += tells ? 1 : 0;
        long removed = removedSince();
        if (asked >= removed) {
            through.judged++;
            if (tells) {
                violations.add(door + ": asked after " + last() + ", received " + text);
            }
        }
        for (String word : words) {
            Post post = posts.get(word);
            if (post == null) {
                violations.add(door + ": nobody has posted " + word);
                continue;
            }
            post.firstSeen = post.firstSeen == null ? door : post.firstSeen;
            if (post.begun >= removed) {
                violations.add(door + ": posted after " + last() + ", received " + word);
            }
        }
    }

    private Decision last() {
        return decisions.get(decisions.size() - 1);
    }

    /** When the removal that is in force was acknowledged; {@link #NEVER} if the member is in the room or may be. */
    private long removedSince() {
        long since = NEVER;
        for (int i = decisions.size() - 1; i >= 0 && !decisions.get(i).admits(); i--) {
            since = Math.min(since, decisions.get(i).acked);
        }
        return since;
    }

    /**
     * All violations, once everything has ended.
     *
     * @param log the roles that the member got, by offset, as the room's log has them
     */
    synchronized List<String> violations(TreeMap<Long, String> log) {
        for (Decision decision : decisions) {
            if (decision.acked != NEVER && !decision.role.equals(log.get(decision.offset))) {
                violations.add("the log has not kept: " + decision);
            }
        }
        ownPosts.stream()
                .filter(offset -> isShut(log, offset))
                .forEach(offset -> violations.add("the removed member has posted at " + offset));
        if (!sharesHistory) { // it stays closed to those who are invited again
            posts.forEach((word, post) -> {
                if (post.firstSeen != null && post.offset > 0 && isShut(log, post.offset)) {
                    violations.add(post.firstSeen + ": the room's past at " + post.offset + ", " + word);
                }
            });
        }
        doors.forEach((door, what) -> {
            if (what.received == 0 || what.judged == 0) {
                violations.add(door + " was not tried: " + what.received + " received, " + what.judged + " judged");
            }
        });
        return List.copyOf(violations);
    }

    private static boolean isShut(TreeMap<Long, String> log, long offset) {
        Map.Entry<Long, String> before = log.lowerEntry(offset);
        return before != null && !admits(before.getValue());
    }

    /** What was received and judged. */
    synchronized String summary() {
        long acked = decisions.stream().filter(Decision::isAcknowledged).count();
        List<String> each = doors.entrySet().stream()
                .map(door -> door.getKey() + " " + door.getValue().received + "/" + door.getValue().judged)
                .toList();
        return posts.size() + " posts, " + acked + " of " + decisions.size()
                + " decisions acknowledged; received/judged: " + String.join(", ", each);
    }
}
