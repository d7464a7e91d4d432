package chat.parley.identity;

import chat.parley.event.ErrorCode;
import chat.parley.event.Member;
import chat.parley.event.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The newest name of each member who has signed in. Guests must not take a name that looks like one of these. In memory
 * and bounded: when it is full, it forgets the member who was named the longest time ago. Thread-safe; never blocks.
 */
public final class SignedInNames {
    public static final int MOST = 50_000;
    /** How outdated the stored time of a name may be. */
    private static final Duration UNSTORED = Duration.ofDays(1);

    private final int most;
    private final Consumer<String> outdated;
    /** The member named the longest time ago first. */
    private final Map<String, Entry> byMember = new LinkedHashMap<>();
    /** The number of members whose names look like this. */
    private final Map<String, Integer> likenesses = new ConcurrentHashMap<>();

    /** @param at when the member had the name */
    public record Named(Member member, Instant at) {}

    private record Entry(Named named, Instant stored, Set<String> likeness) {}

    /**
     * @param known as stored, the oldest first
     * @param outdated receives the id of each member whose stored name must be written again, or deleted; must not block
     */
    public SignedInNames(List<Named> known, Consumer<String> outdated) {
        this(known, outdated, MOST);
    }

    SignedInNames(List<Named> known, Consumer<String> outdated, int most) {
        this.outdated = outdated;
        this.most = most;
        Likeness.of(Guests.NAMELESS); // reads its data now, and not during somebody's hello
        known.forEach(named -> put(named, named.at()));
    }

    /** Nobody has signed in, and nothing is stored. */
    public static SignedInNames none() {
        return new SignedInNames(List.of(), member -> {});
    }

    /** Takes the name from a proof of who the member is, unless there is a newer one. */
    public synchronized void learn(Member member, Instant at) {
        Entry before = byMember.get(member.id());
        if (before != null && !at.isAfter(before.named().at())) {
            return;
        }
        boolean isKnown = before != null
                && before.named().member().equals(member)
                && !at.isAfter(before.stored().plus(UNSTORED));
        put(new Named(member, at), isKnown ? before.stored() : at);
        if (!isKnown) {
            outdated.accept(member.id());
        }
    }

    /** Takes a name that another server has stored, unless there is a newer one. */
    public synchronized void hear(Named named) {
        Entry before = byMember.get(named.member().id());
        if (before == null || named.at().isAfter(before.named().at())) {
            put(named, named.at());
        }
    }

    private void put(Named named, Instant stored) {
        Entry before = byMember.remove(named.member().id());
        boolean isSame = before != null && before.named().member().equals(named.member());
        Set<String> likeness =
                isSame ? before.likeness() : Likeness.of(named.member().name());
        if (!isSame) {
            count(likeness, 1);
            forget(before);
        }
        byMember.put(named.member().id(), new Entry(named, stored, likeness));
        if (byMember.size() > most) {
            Iterator<Entry> oldest = byMember.values().iterator();
            Entry dropped = oldest.next();
            oldest.remove();
            forget(dropped);
            outdated.accept(dropped.named().member().id());
        }
    }

    private void forget(Entry entry) {
        if (entry != null) {
            count(entry.likeness(), -1);
        }
    }

    private void count(Set<String> likeness, int change) {
        likeness.forEach(each ->
                likenesses.merge(each, change, (one, other) -> one + other == 0 ? null : (Integer) (one + other)));
    }

    /** The member's newest name; null if it is not known, or forgotten. */
    public synchronized Named of(String member) {
        Entry entry = byMember.get(member);
        return entry == null ? null : entry.named();
    }

    /** Whether a name looks like that of another member. */
    public synchronized boolean isTakenFrom(Member member) {
        Entry own = byMember.get(member.id());
        return Likeness.of(member.name()).stream()
                .anyMatch(each -> likenesses.getOrDefault(each, 0)
                        > (own != null && own.likeness().contains(each) ? 1 : 0));
    }

    /**
     * Checks a name that a guest wants.
     *
     * @throws Refusal {@link ErrorCode#NAME_TAKEN} if it looks like the name of a member who has signed in
     */
    void requireFree(String name) {
        if (!likenesses.isEmpty()
                && !name.equals(Guests.NAMELESS)
                && Likeness.of(name).stream().anyMatch(likenesses::containsKey)) {
            throw new Refusal(
                    ErrorCode.NAME_TAKEN,
                    "This name looks like that of a member who signs in; choose another one, or sign in");
        }
    }
}
