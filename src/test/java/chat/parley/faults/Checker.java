package chat.parley.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks a history for violations. The reference is {@link #LAST}, who read every room from the beginning after all
 * faults had ended; all other observations must agree with it.
 */
final class Checker {
    /** The name of the client that finally reads every room from the beginning. */
    static final String LAST = "last";

    /** @param evidence enough to find it in the history */
    record Violation(Broken promise, String evidence) {}

    private record Post(String room, String author, String ref) {}

    private record Reader(String who, String room) {}

    /** The outcomes of all attempts to send one post. */
    private static final class Attempts {
        private final List<Sighting> acks = new ArrayList<>();
        private final Set<String> hashes = new HashSet<>();
        /** Hashes of posts with at least one attempt that was not refused. */
        private final Map<String, Integer> notRefused = new HashMap<>();
        /** The room's highest acknowledged offset when the first attempt began. */
        private long after;

        private boolean open;
    }

    private final List<Violation> violations = new ArrayList<>();
    private final Map<String, TreeMap<Long, Sighting>> truth = new TreeMap<>();
    private final Map<Post, Attempts> posts = new LinkedHashMap<>();

    private Checker() {}

    /** Returns all violations, or an empty list. */
    static List<Violation> check(List<Fact> history) {
        Checker checker = new Checker();
        checker.readAttempts(history);
        checker.readTruth(history);
        checker.checkPosts();
        checker.checkStored();
        checker.checkReaders(history);
        checker.checkRows(history);
        checker.checkShown(history);
        return checker.violations;
    }

    private void violated(Broken promise, String evidence) {
        violations.add(new Violation(promise, evidence));
    }

    private void readAttempts(List<Fact> history) {
        Map<String, Long> acknowledged = new HashMap<>();
        for (Fact fact : history) {
            Sighting what = fact.what();
            Attempts attempts = what.ref() == null ? null : posts.get(new Post(fact.room(), what.author(), what.ref()));
            switch (fact.kind()) {
                case POSTED -> {
                    if (attempts == null) {
                        attempts = new Attempts();
                        attempts.after = acknowledged.getOrDefault(fact.room(), 0L);
                        posts.put(new Post(fact.room(), what.author(), what.ref()), attempts);
                    }
                    attempts.hashes.add(what.hash());
                    attempts.notRefused.merge(what.hash(), 1, Integer::sum);
                    attempts.open = true;
                }
                case REFUSED -> {
                    // The server looks up refs first, so no earlier attempt was stored either.
                    boolean none = Author.NOT_FOUND.equals(fact.note());
                    attempts.notRefused.merge(what.hash(), none ? 0 : -1, (count, one) -> none ? 0 : count + one);
                    // An earlier attempt left it open.
                    attempts.open = attempts.notRefused.get(what.hash()) > 0 && attempts.acks.isEmpty();
                }
                case ACKED -> {
                    attempts.acks.add(what);
                    attempts.open = false;
                    acknowledged.merge(fact.room(), what.offset(), Math::max);
                }
                default -> {}
            }
        }
    }

    private void readTruth(List<Fact> history) {
        for (Fact fact : history) {
            truth.computeIfAbsent(fact.room(), room -> new TreeMap<>());
            if (fact.kind() == Fact.Kind.SEEN && fact.who().equals(LAST)) {
                truth.get(fact.room()).putIfAbsent(fact.what().offset(), fact.what());
            }
        }
        truth.forEach((room, entries) -> {
            long next = 1;
            for (long offset : entries.keySet()) {
                if (offset != next) {
                    violated(Broken.HOLE, room + ": " + offset + " comes where " + next + " should be");
                }
                next = offset + 1;
            }
        });
    }

    private void checkPosts() {
        posts.forEach((post, attempts) -> {
            for (Sighting ack : attempts.acks) {
                if (!ack.agrees(truth.get(post.room()).get(ack.offset()))) {
                    violated(
                            Broken.LOST,
                            post.room() + ": acknowledged was " + ack + ", but there is "
                                    + truth.get(post.room()).get(ack.offset()));
                }
            }
            if (attempts.acks.stream().distinct().count() > 1) {
                violated(Broken.TWO_ANSWERS, post + ": " + attempts.acks);
            }
            if (attempts.open) {
                violated(Broken.UNRESOLVED, post.toString());
            }
        });
    }

    private void checkStored() {
        truth.forEach((room, entries) -> {
            Map<Post, Sighting> places = new HashMap<>();
            for (Sighting entry : entries.values()) {
                Post post = new Post(room, entry.author(), entry.ref());
                Sighting before = places.putIfAbsent(post, entry);
                if (before != null) {
                    violated(Broken.DOUBLED, room + ": " + before + " and " + entry);
                }
                checkOrigin(room, entry, posts.get(post));
            }
        });
    }

    private void checkOrigin(String room, Sighting entry, Attempts attempts) {
        if (attempts == null) {
            violated(Broken.PHANTOM, room + ": " + entry);
        } else if (attempts.hashes.stream().noneMatch(entry::says)) {
            violated(Broken.CHANGED, room + ": " + entry + ", but posted was " + attempts.hashes);
        } else if (entry.isGone() && !isChanged(room, entry)) {
            violated(Broken.CHANGED, room + ": " + entry + ", which nobody has changed");
        } else if (attempts.hashes.stream().filter(entry::says).allMatch(hash -> attempts.notRefused.get(hash) == 0)) {
            violated(Broken.REFUSED_AND_STORED, room + ": " + entry);
        } else if (entry.offset() <= attempts.after) {
            violated(
                    Broken.OUT_OF_ORDER,
                    room + ": " + entry + " was posted when " + attempts.after + " had been acknowledged");
        }
    }

    /** Whether a change in the room removes the text of this entry. */
    private boolean isChanged(String room, Sighting entry) {
        return truth.get(room).tailMap(entry.offset(), false).values().stream()
                .anyMatch(later -> !later.isMessage()
                        && later.target() == entry.target()
                        && (later.is("deleted") || later.is("edited")));
    }

    private void checkReaders(List<Fact> history) {
        Map<Reader, Sighting> stands = new LinkedHashMap<>();
        for (Fact fact : history) {
            Reader reader = new Reader(fact.who(), fact.room());
            switch (fact.kind()) {
                case JOINED -> stands.put(reader, fact.what());
                case RESET -> {
                    violated(Broken.RESET, fact.json() + " after " + stands.get(reader));
                    stands.put(reader, fact.what());
                }
                case RESUMED -> {
                    Sighting stand = stands.getOrDefault(
                            reader, Sighting.place(0, fact.what().position()));
                    if (stand.offset() != fact.what().offset()
                            || !stand.position().equals(fact.what().position())) {
                        violated(Broken.HOLE, fact.json() + " after " + stand);
                    }
                    stands.put(reader, fact.what());
                }
                case SEEN -> checkNext(fact, stands.put(reader, fact.what()));
                default -> {}
            }
        }
        stands.forEach((reader, stand) -> {
            TreeMap<Long, Sighting> room = truth.get(reader.room());
            if (!room.isEmpty() && stand.offset() != room.lastKey()) {
                violated(Broken.UNREAD, reader + " ended at " + stand.offset() + ", and the room at " + room.lastKey());
            }
        });
    }

    private void checkNext(Fact fact, Sighting stand) {
        if (stand == null || stand.offset() + 1 != fact.what().offset()) {
            violated(Broken.HOLE, fact.json() + " after " + stand);
        }
        Sighting there = truth.get(fact.room()).get(fact.what().offset());
        if (there == null) {
            violated(Broken.UNREAD, fact.json() + " is not in the room");
        } else if (!there.agrees(fact.what())) {
            violated(Broken.FORKED, fact.json() + ", but in the end there is " + there);
        }
    }

    /** If the history contains database rows, they must equal what the last reader saw. */
    private void checkRows(List<Fact> history) {
        Map<String, Set<Long>> rows = new HashMap<>();
        for (Fact fact : history) {
            if (fact.kind() == Fact.Kind.ROW) {
                Sighting there = truth.get(fact.room()).get(fact.what().offset());
                if (!rows.computeIfAbsent(fact.room(), room -> new HashSet<>())
                        .add(fact.what().offset())) {
                    violated(Broken.DOUBLED, fact.json() + " is there twice");
                }
                if (!fact.what().agrees(there)) {
                    violated(Broken.FORKED, fact.json() + ", but the last reader saw " + there);
                }
            }
        }
        rows.forEach((room, offsets) -> truth.get(room).keySet().stream()
                .filter(offset -> !offsets.contains(offset))
                .forEach(offset -> violated(Broken.LOST, room + ": no row at " + offset)));
    }

    /** If the history contains pages of history, they must have every message, and every client must show the same. */
    private void checkShown(List<Fact> history) {
        Map<String, Map<Long, Sighting>> pages = new HashMap<>();
        history.stream().filter(fact -> fact.kind() == Fact.Kind.HISTORY).forEach(fact -> {
            if (pages.computeIfAbsent(fact.room(), room -> new HashMap<>())
                            .put(fact.what().offset(), fact.what())
                    != null) {
                violated(Broken.DOUBLED, fact.json() + " is in the pages twice");
            }
        });
        pages.forEach((room, messages) -> truth.get(room).values().stream()
                .filter(entry -> entry.isMessage() != messages.containsKey(entry.offset()))
                .forEach(entry -> violated(
                        entry.isMessage() ? Broken.LOST : Broken.PHANTOM,
                        room + ": in the pages there is " + messages.get(entry.offset()) + ", and in the room "
                                + entry)));
        history.stream().filter(fact -> fact.kind() == Fact.Kind.SHOWN).forEach(fact -> {
            Sighting there =
                    pages.getOrDefault(fact.room(), Map.of()).get(fact.what().offset());
            if (!fact.what().equals(there)) {
                violated(Broken.MISSHOWN, fact.json() + ", but in the history there is " + there);
            }
        });
    }
}
