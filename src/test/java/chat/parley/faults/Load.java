package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import chat.parley.client.Heard;
import chat.parley.client.Shown;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * People who talk and read in several rooms while a test breaks things, all of it recorded. Everybody who writes reads, too. A test ends with
 * {@link #assertClean(Rows)}. For one thread at a time.
 */
final class Load implements AutoCloseable {
    private static final int SHOWN = 20;
    private static final String SECRET = UUID.randomUUID().toString().substring(0, 8);

    /** @param pace milliseconds from an ack to the same writer's next post */
    record Size(int rooms, int writers, int readers, long pace) {
        static final Size USUAL = new Size(4, 20, 20, 40);
    }

    private final Recording recording;
    private final Network network;
    private final List<String> rooms;
    private final List<Person> writers = new ArrayList<>();
    private final List<Person> readers = new ArrayList<>();
    /** Who came later; they stay. */
    private final List<Person> visitors = new ArrayList<>();

    private Load(String name, URI server, Size size) {
        recording = new Recording(name);
        network = new Network(server);
        // Names that no run before has used: a database may outlive its tests.
        rooms = IntStream.range(0, size.rooms).mapToObj(n -> name + " " + SECRET + " " + n).toList();
        for (int n = 0; n < size.writers; n++) {
            String writer = "writer-" + n;
            List<String> two = rooms(n, Math.min(2, size.rooms));
            writers.add(new Person(writer, key(writer), two, network, recording, new Author(writer, two, recording, size.pace)));
        }
        for (int n = 0; n < size.readers; n++) {
            String reader = "reader-" + n;
            readers.add(new Person(reader, key(reader), rooms(n, 1), network, recording, null));
        }
    }

    private static String key(String name) {
        return "the-secret-of-" + name;
    }

    private List<String> rooms(int first, int number) {
        return IntStream.range(first, first + number).mapToObj(n -> rooms.get(n % rooms.size())).toList();
    }

    /** Everybody is in the rooms, and everybody who writes has an answer or two. @param name of the history's file, too */
    static Load of(String name, URI server, Size size) {
        Load load = new Load(name, server, size);
        load.people().forEach(person -> person.come(Map.of()));
        load.awaitEverybody();
        load.awaitAcks(size.writers);
        return load;
    }

    private Stream<Person> people() {
        return Stream.concat(writers.stream(), readers.stream());
    }

    /** Everybody connects elsewhere from now on; the present connections stay. */
    void lead(URI elsewhere) {
        network.lead(elsewhere);
    }

    void awaitEverybody() {
        Await.until("everybody is in their rooms", () -> people().allMatch(Person::isThere), this::laggards);
    }

    /** Waits until so many more posts are acknowledged. */
    void awaitAcks(int more) {
        int enough = acknowledged() + more;
        Await.until(more + " more acks", () -> acknowledged() >= enough, this::laggards);
    }

    /** Waits until that many more posts were answered with this error. */
    void awaitErrors(String code, int more) {
        int enough = errors(code) + more;
        Await.until(more + " more errors " + code, () -> errors(code) >= enough, this::laggards);
    }

    /** Waits until every writer waits for an answer, and has done so for a while. */
    void awaitSilence(long millis) {
        Await.until("nobody gets an answer", () -> writers.stream().allMatch(writer -> writer.waiting() > millis), this::laggards);
    }

    int acknowledged() {
        return writers.stream().mapToInt(Person::acknowledged).sum();
    }

    int errors(String code) {
        return errors().getOrDefault(code, 0);
    }

    /** All errors that writers got, by their codes. */
    Map<String, Integer> errors() {
        Map<String, Integer> errors = new TreeMap<>();
        writers.forEach(writer -> writer.errors().forEach((code, number) -> errors.merge(code, number, Integer::sum)));
        return errors;
    }

    /** The longest that any writer waited for any answer, in milliseconds. */
    long slowestAnswer() {
        return writers.stream().mapToLong(Person::slowestAnswer).max().orElse(0);
    }

    /** How often anybody was let in. */
    int welcomes() {
        return people().mapToInt(Person::welcomes).sum();
    }

    private String laggards() {
        List<String> some = people().filter(person -> !person.isThere() || !person.isAnswered()).limit(SHOWN).map(Person::toString).toList();
        return some + ", " + acknowledged() + " acks, errors " + errors();
    }

    /**
     * The faults are over: waits until every post has its ack, reads all rooms from the beginning, waits until everybody has come as far, looks into the store,
     * and looks for what is wrong.
     */
    void assertClean(Rows rows) {
        writers.forEach(Person::endPosts);
        Await.until("every post is acknowledged", () -> writers.stream().allMatch(Person::isAnswered), this::laggards);
        awaitEverybody();
        Map<String, Sighting> all = readAll(Checker.LAST);
        Await.until("everybody has read as much as the last reader", () -> Stream.concat(people(), visitors.stream()).allMatch(person -> person.hasReached(all)), this::laggards);
        rows.record(rooms, recording);
        Stream.concat(people(), visitors.stream()).forEach(Person::tellWhatIsShown);
        rooms.forEach(this::readHistory);
        List<Fact> facts = recording.facts();
        List<Checker.Violation> violations = Checker.check(facts);
        System.out.println(summary(facts));
        if (!violations.isEmpty()) {
            Map<Broken, Integer> counts = new TreeMap<>();
            violations.forEach(violation -> counts.merge(violation.promise(), 1, Integer::sum));
            fail(counts + " in " + recording.file() + ":\n" + String.join("\n", violations.stream().limit(SHOWN).map(Checker.Violation::toString).toList()));
        }
        assertTrue(acknowledged() > 0, "nothing was acknowledged, so nothing was shown");
        close();
        recording.delete();
    }

    /** Somebody comes who was never here, and reads all rooms from the beginning to where anybody is now. @return where that reader stood in the end */
    Map<String, Sighting> readAll(String name) {
        Map<String, Sighting> ends = new HashMap<>();
        people().forEach(person -> person.stands().forEach((room, stand) -> ends.merge(room, stand, (a, b) -> a.offset() < b.offset() ? b : a)));
        Map<String, Sighting> beginnings = new HashMap<>();
        ends.forEach((room, end) -> beginnings.put(room, Sighting.place(0, end.position().split("-")[0] + "-0-0")));
        Person reader = new Person(name, null, rooms, network, recording, null);
        visitors.add(reader);
        reader.come(beginnings);
        Await.until(name + " has read all", () -> reader.hasReached(ends), reader::toString);
        return reader.stands();
    }

    /** Page by page, as the server tells it to programs. */
    private void readHistory(String room) {
        Shown history = new Shown(Sighting::hash);
        for (Long after = Long.valueOf(0); after != null;) {
            Heard page = network.history(room, after);
            history.turnTo(page, List.of());
            after = page.messages().isEmpty() || page.messages().get(page.messages().size() - 1).offset() == page.head() ? null : (Long) page.messages().get(page.messages().size() - 1).offset();
        }
        Sighting.shown(history).forEach(message -> recording.add(Fact.Kind.HISTORY, "history", room, message));
    }

    private String summary(List<Fact> facts) {
        Map<Fact.Kind, Integer> kinds = new TreeMap<>();
        facts.forEach(fact -> kinds.merge(fact.kind(), 1, Integer::sum));
        return recording.file().getFileName() + ": " + kinds + ", errors " + errors() + ", slowest answer " + slowestAnswer() + " ms";
    }

    @Override
    public void close() {
        people().forEach(Person::close);
        visitors.forEach(Person::close);
        network.close();
        recording.close();
    }
}
