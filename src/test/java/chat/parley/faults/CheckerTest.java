package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.faults.Fact.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests the checker: plants each kind of violation in a clean history. */
class CheckerTest {
    private static final String ROOM = "lobby";
    private static final String READER = "reader";
    private static final int POSTS = 6;
    private static final int CHANGED = 9;
    private static final String START = "e-0-0";

    @Test
    void aCleanHistoryPasses() {
        assertEquals(List.of(), Checker.check(clean()));
    }

    @Test
    void aLossIsFound() {
        // Nobody saw the last message although it was acknowledged.
        assertEquals(Set.of(Broken.LOST), found(history -> history.removeIf(fact -> isSeen(fact, POSTS))));
    }

    @Test
    void aDoubleIsFound() {
        Sighting copy = entry(1).at(POSTS + 1, position(POSTS + 1));
        assertEquals(Set.of(Broken.DOUBLED), found(history -> {
            history.add(new Fact(Kind.SEEN, READER, ROOM, copy, null));
            history.add(new Fact(Kind.SEEN, Checker.LAST, ROOM, copy, null));
        }));
    }

    @Test
    void aSwapIsFound() {
        // Readers, acks and positions agree; only the times of the posts reveal it.
        Sighting second = entry(3).at(2, position(2));
        Sighting third = entry(2).at(3, position(3));
        assertEquals(
                Set.of(Broken.OUT_OF_ORDER),
                found(history ->
                        history.replaceAll(fact -> switch ((int) fact.what().offset()) {
                            case 2 -> with(fact, fact.kind() == Kind.ACKED ? third : second);
                            case 3 -> with(fact, fact.kind() == Kind.ACKED ? second : third);
                            default -> fact;
                        })));
    }

    @Test
    void aHoleInTheRoomIsFound() {
        Sighting late = entry(POSTS).at(POSTS + 1, position(POSTS + 1));
        assertTrue(found(replace(fact -> fact.what().offset() == POSTS ? with(fact, late) : fact))
                .contains(Broken.HOLE));
    }

    @Test
    void aHoleAtOneReaderIsFound() {
        assertEquals(
                Set.of(Broken.HOLE),
                found(history -> history.removeIf(fact -> fact.who().equals(READER) && isSeen(fact, 3))));
    }

    @Test
    void aMessageThatComesTwiceIsFound() {
        assertEquals(Set.of(Broken.HOLE), found(history -> {
            int place = history.indexOf(new Fact(Kind.SEEN, READER, ROOM, entry(3), null));
            history.add(place, history.get(place));
        }));
    }

    @Test
    void aResumeElsewhereIsFound() {
        assertEquals(Set.of(Broken.HOLE), found(history -> {
            int place = history.indexOf(new Fact(Kind.SEEN, READER, ROOM, entry(3), null));
            history.add(place, new Fact(Kind.RESUMED, READER, ROOM, Sighting.place(3, position(3)), null));
            history.remove(place + 1);
        }));
    }

    @Test
    void aResumeOnAnotherBranchIsFound() {
        assertEquals(Set.of(Broken.HOLE), found(history -> {
            int place = history.indexOf(new Fact(Kind.SEEN, READER, ROOM, entry(3), null));
            history.add(place, new Fact(Kind.RESUMED, READER, ROOM, Sighting.place(2, "e-2-other"), null));
        }));
    }

    @Test
    void aReaderWhoMustStartAfreshIsFound() {
        assertEquals(Set.of(Broken.RESET), found(history -> {
            int place = history.indexOf(new Fact(Kind.SEEN, READER, ROOM, entry(3), null));
            history.add(place, new Fact(Kind.RESET, READER, ROOM, Sighting.place(2, position(2)), null));
        }));
    }

    @Test
    void aPhantomIsFound() {
        Sighting phantom = Sighting.post("nobody", "n-1", Sighting.hash("boo")).at(POSTS + 1, position(POSTS + 1));
        assertEquals(Set.of(Broken.PHANTOM), found(history -> {
            history.add(new Fact(Kind.SEEN, READER, ROOM, phantom, null));
            history.add(new Fact(Kind.SEEN, Checker.LAST, ROOM, phantom, null));
        }));
    }

    @Test
    void aChangedBodyIsFound() {
        Sighting changed = new Sighting(4, position(4), author(4), ref(4), Sighting.hash("what nobody said"));
        assertEquals(
                Set.of(Broken.CHANGED, Broken.LOST),
                found(replace(fact -> isSeen(fact, 4) ? with(fact, changed) : fact)));
    }

    @Test
    void aForkedReaderIsFound() {
        Sighting forked = new Sighting(4, "e-4-other", author(4), ref(4), entry(4).hash());
        assertEquals(
                Set.of(Broken.FORKED),
                found(replace(fact -> fact.who().equals(READER) && isSeen(fact, 4) ? with(fact, forked) : fact)));
    }

    @Test
    void aReaderWhoSawWhatIsGoneInTheEndIsFound() {
        Sighting gone = Sighting.post(author(1), "r-7", Sighting.hash("7")).at(POSTS + 1, position(POSTS + 1));
        assertEquals(Set.of(Broken.UNREAD), found(history -> {
            post(history, gone);
            history.add(new Fact(Kind.REFUSED, author(1), ROOM, post(gone), "busy"));
            history.add(new Fact(Kind.SEEN, READER, ROOM, gone, null));
        }));
    }

    @Test
    void aReaderWhoIsLeftBehindIsFound() {
        assertEquals(
                Set.of(Broken.UNREAD),
                found(history -> history.removeIf(fact -> fact.who().equals(READER) && isSeen(fact, POSTS))));
    }

    @Test
    void whatWasRefusedAndStandsThereIsFound() {
        Sighting stored = Sighting.post(author(1), "r-7", Sighting.hash("7")).at(POSTS + 1, position(POSTS + 1));
        assertEquals(Set.of(Broken.REFUSED_AND_STORED), found(history -> {
            post(history, stored);
            history.add(new Fact(Kind.REFUSED, author(1), ROOM, post(stored), "busy"));
            history.add(new Fact(Kind.SEEN, READER, ROOM, stored, null));
            history.add(new Fact(Kind.SEEN, Checker.LAST, ROOM, stored, null));
        }));
    }

    @Test
    void whatIsRefusedAfterAnUnknownOutcomeMayStandThere() {
        assertEquals(Set.of(), found(history -> {
            int place = history.indexOf(new Fact(Kind.UNKNOWN, author(2), ROOM, post(entry(2)), null));
            history.add(place + 1, new Fact(Kind.POSTED, author(2), ROOM, post(entry(2)), null));
            history.add(place + 2, new Fact(Kind.REFUSED, author(2), ROOM, post(entry(2)), "busy"));
        }));
    }

    @Test
    void aRetryWithAnotherAnswerIsFound() {
        assertEquals(Set.of(Broken.TWO_ANSWERS, Broken.LOST), found(history -> {
            post(history, entry(2));
            history.add(new Fact(Kind.ACKED, author(2), ROOM, entry(2).at(5, position(5)), null));
        }));
    }

    @Test
    void anOutcomeThatStaysUnknownIsFound() {
        assertEquals(Set.of(Broken.UNRESOLVED), found(history -> {
            Sighting lost = Sighting.post(author(1), "r-7", Sighting.hash("7"));
            post(history, lost);
            history.add(new Fact(Kind.UNKNOWN, author(1), ROOM, lost, null));
        }));
    }

    @Test
    void aRowThatIsMissingOrDifferentIsFound() {
        assertEquals(Set.of(), found(history -> rows(history, POSTS)));
        assertEquals(Set.of(Broken.LOST), found(history -> rows(history, POSTS - 1)));
        assertEquals(Set.of(Broken.FORKED), found(history -> {
            rows(history, POSTS - 1);
            history.add(new Fact(
                    Kind.ROW,
                    "database",
                    ROOM,
                    Sighting.post(author(POSTS), ref(POSTS), "0").at(POSTS, position(POSTS)),
                    null));
        }));
    }

    @Test
    void whatChangesMadeOfMessagesMayBeSeenBeforeAndAfter() {
        assertEquals(List.of(), Checker.check(changed()));
    }

    @Test
    void aLostEditIsFound() {
        // Acknowledged, but missing.
        assertTrue(found(
                        changed(),
                        history -> history.removeIf(
                                fact -> fact.kind() == Kind.SEEN && fact.what().is("edited")))
                .contains(Broken.LOST));
        // It is in the room, but a reader who received it does not show it.
        assertEquals(Set.of(Broken.MISSHOWN), found(changed(), shows(READER, 3, "mira: text 3 {}")));
        // Neither a reader nor the history shows it.
        assertEquals(Set.of(Broken.MISSHOWN), found(changed(), shows("history", 3, "mira: text 3 {}")));
    }

    @Test
    void aDoubledReactionIsFound() {
        assertEquals(Set.of(Broken.MISSHOWN), found(changed(), shows(READER, 1, "jonas: text 1 {+=[mira, mira]}")));
        assertEquals(Set.of(Broken.DOUBLED), found(changed(), history -> {
            Sighting copy = reaction().at(CHANGED + 1, position(CHANGED + 1));
            history.add(new Fact(Kind.SEEN, READER, ROOM, copy, null));
            history.add(new Fact(Kind.SEEN, Checker.LAST, ROOM, copy, null));
        }));
    }

    @Test
    void aClientThatStillShowsWhatWasDeletedIsFound() {
        assertEquals(Set.of(Broken.MISSHOWN), found(changed(), shows(READER, 2, "mira: text 2 {}")));
    }

    @Test
    void aMessageThatIsMissingInTheHistoryOrIsThereTwiceIsFound() {
        assertEquals(
                Set.of(Broken.LOST, Broken.MISSHOWN),
                found(
                        changed(),
                        history -> history.removeIf(fact ->
                                fact.kind() == Kind.HISTORY && fact.what().offset() == 4)));
        assertEquals(
                Set.of(Broken.DOUBLED),
                found(
                        changed(),
                        history -> history.add(
                                new Fact(Kind.HISTORY, "history", ROOM, shown(4, "mira: text 4 {}"), null))));
        assertEquals(
                Set.of(Broken.PHANTOM),
                found(
                        changed(),
                        history -> history.add(
                                new Fact(Kind.HISTORY, "history", ROOM, shown(7, "mira: text 7 {}"), null))));
    }

    @Test
    void aTextThatIsGoneThoughNobodyChangedItIsFound() {
        Sighting gone = new Sighting(5, position(5), author(5), ref(5), Sighting.GONE);
        assertEquals(
                Set.of(Broken.CHANGED),
                found(
                        changed(),
                        replace(fact -> fact.who().equals(Checker.LAST) && isSeen(fact, 5) ? with(fact, gone) : fact)));
        assertEquals(
                Set.of(Broken.CHANGED),
                found(
                        changed(),
                        replace(fact -> fact.who().equals(Checker.LAST) && isSeen(fact, 8)
                                ? with(fact, edit(Sighting.GONE))
                                : fact)));
    }

    @Test
    void aChangeOfAnotherTargetIsFound() {
        Sighting elsewhere = Sighting.post("jonas", "r-8", Sighting.change("edited", 4, "new 3"))
                .at(8, position(8));
        assertTrue(found(changed(), replace(fact -> isSeen(fact, 8) ? with(fact, elsewhere) : fact))
                .contains(Broken.LOST));
    }

    @Test
    void aChangeWhoseTargetWasNotFoundIsNotStoredByAnAttemptBeforeEither() {
        Sighting late = Sighting.post("mira", "r-10", Sighting.change("reacted", 2, "+"));
        Consumer<List<Fact>> refused = history -> {
            post(history, late);
            history.add(new Fact(Kind.UNKNOWN, "mira", ROOM, late, null));
            post(history, late);
            history.add(new Fact(Kind.REFUSED, "mira", ROOM, late, "not-found"));
        };
        assertEquals(Set.of(), found(changed(), refused));
        assertEquals(Set.of(Broken.REFUSED_AND_STORED), found(changed(), refused.andThen(history -> {
            Sighting there = late.at(CHANGED + 1, position(CHANGED + 1));
            history.add(new Fact(Kind.SEEN, READER, ROOM, there, null));
            history.add(new Fact(Kind.SEEN, Checker.LAST, ROOM, there, null));
        })));
    }

    @Test
    void aHistorySurvivesItsFile() {
        try (Recording recording = new Recording("checker-test")) {
            clean().forEach(fact -> recording.add(fact.kind(), fact.who(), fact.room(), fact.what(), fact.note()));
            assertEquals(clean(), recording.facts());
            recording.delete();
        }
    }

    private static Set<Broken> found(Consumer<List<Fact>> planted) {
        return found(clean(), planted);
    }

    private static Set<Broken> found(List<Fact> history, Consumer<List<Fact>> planted) {
        planted.accept(history);
        return Checker.check(history).stream()
                .map(Checker.Violation::promise)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Broken.class)));
    }

    private static Consumer<List<Fact>> replace(UnaryOperator<Fact> change) {
        return history -> history.replaceAll(change);
    }

    /** Two authors take turns; the first reply to the second post is lost, and it is repeated after a reconnect. */
    private static List<Fact> clean() {
        List<Fact> history = new ArrayList<>();
        history.add(new Fact(Kind.JOINED, READER, ROOM, Sighting.place(0, START), null));
        for (int n = 1; n <= POSTS; n++) {
            post(history, entry(n));
            if (n == 2) {
                history.add(new Fact(Kind.UNKNOWN, author(n), ROOM, post(entry(n)), null));
                history.add(new Fact(Kind.RESUMED, READER, ROOM, Sighting.place(1, position(1)), null));
                post(history, entry(n));
            }
            history.add(new Fact(Kind.SEEN, READER, ROOM, entry(n), null));
            history.add(new Fact(Kind.ACKED, author(n), ROOM, entry(n), null));
        }
        history.add(new Fact(Kind.RESUMED, Checker.LAST, ROOM, Sighting.place(0, START), null));
        for (int n = 1; n <= POSTS; n++) {
            history.add(new Fact(Kind.SEEN, Checker.LAST, ROOM, entry(n), null));
        }
        return history;
    }

    private static Consumer<List<Fact>> shows(String who, long offset, String words) {
        return replace(fact -> (fact.kind() == Kind.SHOWN || fact.kind() == Kind.HISTORY)
                        && fact.who().equals(who)
                        && fact.what().offset() == offset
                ? with(fact, shown(offset, words))
                : fact);
    }

    private static Sighting shown(long offset, String words) {
        return new Sighting(offset, null, null, null, Sighting.hash(words));
    }

    private static Sighting reaction() {
        return Sighting.post("mira", "r-7", Sighting.change("reacted", 1, "+"));
    }

    private static Sighting edit(String words) {
        return Sighting.post("jonas", "r-8", "edited:3:" + words).at(8, position(8));
    }

    /**
     * A reaction to the first message, an edit of the third and a deletion of the second; the last reader joins
     * afterwards.
     */
    private static List<Fact> changed() {
        List<Fact> history = clean();
        history.removeIf(fact -> fact.who().equals(Checker.LAST));
        List<Sighting> changes = List.of(
                reaction().at(7, position(7)),
                edit(Sighting.hash("new 3")),
                Sighting.post("mira", "r-9", Sighting.change("deleted", 2, "")).at(9, position(9)));
        for (Sighting change : changes) {
            post(history, change);
            history.add(new Fact(Kind.ACKED, change.author(), ROOM, change, null));
            history.add(new Fact(Kind.SEEN, READER, ROOM, change, null));
        }
        history.add(new Fact(Kind.RESUMED, Checker.LAST, ROOM, Sighting.place(0, START), null));
        for (int n = 1; n <= POSTS; n++) {
            Sighting now = n == 2 || n == 3 ? new Sighting(n, position(n), author(n), ref(n), Sighting.GONE) : entry(n);
            history.add(new Fact(Kind.SEEN, Checker.LAST, ROOM, now, null));
        }
        changes.forEach(change -> history.add(new Fact(Kind.SEEN, Checker.LAST, ROOM, change, null)));
        List<String> words = List.of(
                "jonas: text 1 {+=[mira]}",
                "mira: deleted {}",
                "jonas: new 3 (edited) {}",
                "mira: text 4 {}",
                "jonas: text 5 {}",
                "mira: text 6 {}");
        for (int n = 1; n <= POSTS; n++) {
            history.add(new Fact(Kind.SHOWN, READER, ROOM, shown(n, words.get(n - 1)), null));
            history.add(new Fact(Kind.HISTORY, "history", ROOM, shown(n, words.get(n - 1)), null));
        }
        return history;
    }

    private static void post(List<Fact> history, Sighting entry) {
        history.add(new Fact(Kind.POSTED, entry.author(), ROOM, post(entry), null));
    }

    private static void rows(List<Fact> history, int number) {
        for (int n = 1; n <= number; n++) {
            history.add(new Fact(Kind.ROW, "database", ROOM, entry(n), null));
        }
    }

    private static Fact with(Fact fact, Sighting what) {
        return new Fact(fact.kind(), fact.who(), fact.room(), what, fact.note());
    }

    private static boolean isSeen(Fact fact, int offset) {
        return fact.kind() == Kind.SEEN && fact.what().offset() == offset;
    }

    private static Sighting entry(int n) {
        return Sighting.post(author(n), ref(n), Sighting.hash("text " + n)).at(n, position(n));
    }

    private static Sighting post(Sighting entry) {
        return Sighting.post(entry.author(), entry.ref(), entry.hash());
    }

    private static String author(int n) {
        return n % 2 == 0 ? "mira" : "jonas";
    }

    private static String ref(int n) {
        return "r-" + n;
    }

    private static String position(int n) {
        return "e-" + n + "-t" + n;
    }
}
