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
 * Clients that write and read in several rooms while a test injects faults; everything is recorded. Writers read,
 * too. A test ends with {@link #assertClean(Rows)}. Not thread-safe.
 */
final class Load implements AutoCloseable {
    private static final int SHOWN = 20;
    private static final String SECRET = UUID.randomUUID().toString().substring(0, 8);

    /** @param pace milliseconds from an ack to the same writer's next post */
    record Size(int rooms, int writers, int readers, long pace) {
        static final Size USUAL = new Size(4, 20, 20, 40);
    }

    private final Recording recording;
    /** One for each server; person n uses the n-th. */
    private final List<Network> networks;

    private final List<String> rooms;
    private final List<Person> writers = new ArrayList<>();
    private final List<Person> readers = new ArrayList<>();
    /** Clients that joined later and stay. */
    private final List<Person> visitors = new ArrayList<>();

    private Load(String name, List<URI> servers, Size size) {
        recording = new Recording(name);
        networks = servers.stream().map(Network::new).toList();
        // Names must be unique, because the database may outlive its tests.
        rooms = IntStream.range(0, size.rooms)
                .mapToObj(n -> name + " " + SECRET + " " + n)
                .toList();
        for (int n = 0; n < size.writers; n++) {
            String writer = "writer-" + n;
            List<String> two = rooms(n, Math.min(2, size.rooms));
            writers.add(new Person(
                    writer, key(writer), two, network(n), recording, new Author(writer, two, recording, size.pace)));
        }
        for (int n = 0; n < size.readers; n++) {
            String reader = "reader-" + n;
            readers.add(new Person(reader, key(reader), rooms(n, 1), network(n), recording, null));
        }
    }

    private Network network(int person) {
        return networks.get(person % networks.size());
    }

    private static String key(String name) {
        return "the-secret-of-" + name;
    }

    private List<String> rooms(int first, int number) {
        return IntStream.range(first, first + number)
                .mapToObj(n -> rooms.get(n % rooms.size()))
                .toList();
    }

    /**
     * Returns once everybody has joined and every writer has a few replies.
     *
     * @param name also the name of the history file
     */
    static Load of(String name, URI server, Size size) {
        return across(name, List.of(server), size);
    }

    /** Like {@link #of}, with the people spread over servers. */
    static Load across(String name, List<URI> servers, Size size) {
        Load load = new Load(name, servers, size);
        load.people().forEach(person -> person.come(Map.of()));
        load.awaitEverybody();
        load.awaitAcks(size.writers);
        return load;
    }

    private Stream<Person> people() {
        return Stream.concat(writers.stream(), readers.stream());
    }

    /** Directs new connections to another address; existing ones stay. */
    void lead(URI elsewhere) {
        lead(0, elsewhere);
    }

    /** Directs new connections of the people at this server to another address. */
    void lead(int server, URI elsewhere) {
        networks.get(server).lead(elsewhere);
    }

    void awaitEverybody() {
        Await.until("everybody is in their rooms", () -> people().allMatch(Person::isThere), this::laggards);
    }

    /** Waits for this many more acks. */
    void awaitAcks(int more) {
        int enough = acknowledged() + more;
        Await.until(more + " more acks", () -> acknowledged() >= enough, this::laggards);
    }

    /** Waits for this many more replies with this error. */
    void awaitErrors(String code, int more) {
        int enough = errors(code) + more;
        Await.until(more + " more errors " + code, () -> errors(code) >= enough, this::laggards);
    }

    /** Waits until every writer has been waiting for a reply this long. */
    void awaitSilence(long millis) {
        Await.until(
                "nobody gets an answer",
                () -> writers.stream().allMatch(writer -> writer.waiting() > millis),
                this::laggards);
    }

    int acknowledged() {
        return writers.stream().mapToInt(Person::acknowledged).sum();
    }

    int errors(String code) {
        return errors().getOrDefault(code, 0);
    }

    /** All errors that writers received, by code. */
    Map<String, Integer> errors() {
        Map<String, Integer> errors = new TreeMap<>();
        writers.forEach(writer -> writer.errors().forEach((code, number) -> errors.merge(code, number, Integer::sum)));
        return errors;
    }

    /** The longest response time of all writers, in milliseconds. */
    long slowestAnswer() {
        return writers.stream().mapToLong(Person::slowestAnswer).max().orElse(0);
    }

    /** The number of welcomes. */
    int welcomes() {
        return people().mapToInt(Person::welcomes).sum();
    }

    private String laggards() {
        List<String> some = people().filter(person -> !person.isThere() || !person.isAnswered())
                .limit(SHOWN)
                .map(Person::toString)
                .toList();
        return some + ", " + acknowledged() + " acks, errors " + errors();
    }

    /**
     * Ends the test after all faults: waits for the acks of all posts, reads all rooms from the beginning, waits
     * until everybody has caught up, reads the store, and checks the history.
     */
    void assertClean(Rows rows) {
        writers.forEach(Person::endPosts);
        Await.until("every post is acknowledged", () -> writers.stream().allMatch(Person::isAnswered), this::laggards);
        awaitEverybody();
        Map<String, Sighting> all = readAll(Checker.LAST);
        Await.until(
                "everybody has read as much as the last reader",
                () -> Stream.concat(people(), visitors.stream()).allMatch(person -> person.hasReached(all)),
                this::laggards);
        rows.record(rooms, recording);
        Stream.concat(people(), visitors.stream()).forEach(Person::tellWhatIsShown);
        rooms.forEach(this::readHistory);
        List<Fact> facts = recording.facts();
        List<Checker.Violation> violations = Checker.check(facts);
        System.out.println(summary(facts));
        if (!violations.isEmpty()) {
            Map<Broken, Integer> counts = new TreeMap<>();
            violations.forEach(violation -> counts.merge(violation.promise(), 1, Integer::sum));
            fail(counts + " in " + recording.file() + ":\n"
                    + String.join(
                            "\n",
                            violations.stream()
                                    .limit(SHOWN)
                                    .map(Checker.Violation::toString)
                                    .toList()));
        }
        assertTrue(acknowledged() > 0, "nothing was acknowledged, so nothing was shown");
        close();
        recording.delete();
    }

    /**
     * A new client reads all rooms from the beginning to the furthest position of any client.
     *
     * @return its final positions
     */
    Map<String, Sighting> readAll(String name) {
        Map<String, Sighting> ends = new HashMap<>();
        people().forEach(person -> person.stands()
                .forEach((room, stand) -> ends.merge(room, stand, (a, b) -> a.offset() < b.offset() ? b : a)));
        Map<String, Sighting> beginnings = new HashMap<>();
        ends.forEach((room, end) ->
                beginnings.put(room, Sighting.place(0, end.position().split("-")[0] + "-0-0")));
        Person reader = new Person(name, null, rooms, network(0), recording, null);
        visitors.add(reader);
        reader.come(beginnings);
        Await.until(name + " has read all", () -> reader.hasReached(ends), reader::toString);
        return reader.stands();
    }

    /** Reads page by page over HTTP. */
    private void readHistory(String room) {
        Shown history = new Shown(Sighting::hash);
        for (Long after = Long.valueOf(0); after != null; ) {
            Heard page = network(0).history(room, after);
            history.turnTo(page, List.of());
            after = page.messages().isEmpty()
                            || page.messages().get(page.messages().size() - 1).offset() == page.head()
                    ? null
                    : (Long) page.messages().get(page.messages().size() - 1).offset();
        }
        Sighting.shown(history).forEach(message -> recording.add(Fact.Kind.HISTORY, "history", room, message));
    }

    private String summary(List<Fact> facts) {
        Map<Fact.Kind, Integer> kinds = new TreeMap<>();
        facts.forEach(fact -> kinds.merge(fact.kind(), 1, Integer::sum));
        return recording.file().getFileName() + ": " + kinds + ", errors " + errors() + ", slowest answer "
                + slowestAnswer() + " ms";
    }

    @Override
    public void close() {
        people().forEach(Person::close);
        visitors.forEach(Person::close);
        networks.forEach(Network::close);
        recording.close();
    }
}
