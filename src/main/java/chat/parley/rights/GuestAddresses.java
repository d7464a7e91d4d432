package chat.parley.rights;

import chat.parley.event.Ban;
import chat.parley.identity.Client;
import chat.parley.lane.Lane;
import chat.parley.store.Database;
import chat.parley.store.Sql;
import chat.parley.store.StoreLanes;
import chat.parley.store.Trouble;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * From which addresses guests have entered rooms lately, as keyed hashes, so that a ban can include them. Stored in the
 * background: nobody waits for it, and what a crash loses is learnt again when the guest comes back. Bounded in time and
 * number. Thread-safe; never blocks.
 */
public final class GuestAddresses {
    /** How long an address is known after a guest was last seen there. */
    static final Duration KEPT = Duration.ofDays(30);
    /** Most addresses of all guests. */
    static final int MOST = 100_000;

    private static final int BATCH = 500;
    /** Most addresses in memory that are not stored yet, or were stored lately. */
    private static final int IN_MEMORY = 50_000;

    /** How outdated the stored time may be. */
    private static final Duration STEP = Duration.ofDays(1);

    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
    private static final Duration SWEEP = Duration.ofHours(1);

    private record Sighting(String member, String address) {}

    /** The same on all servers, to avoid deadlocks. */
    private static final Comparator<Sighting> ORDER =
            Comparator.comparing(Sighting::member).thenComparing(Sighting::address);

    private final StoreLanes store;
    private final Lane lane;
    private final Clock clock;
    private final Trouble trouble;
    /** When each was stored last, the oldest first. */
    private final Map<Sighting, Instant> stored = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sighting, Instant> eldest) {
            return size() > IN_MEMORY;
        }
    };

    private final Map<Sighting, Instant> unstored = new ConcurrentHashMap<>();
    private final AtomicBoolean isWriting = new AtomicBoolean();

    public GuestAddresses(StoreLanes store, Clock clock) {
        this.store = store;
        this.lane = store.writing().of("guest addresses");
        this.clock = clock;
        this.trouble = new Trouble("store the addresses of guests", "they are kept in memory only", store.nanos());
    }

    /** Starts to forget. @param watch a lane that never blocks on the store */
    public void start(Lane watch) {
        watch.later(SWEEP, () -> watch.every(SWEEP, () -> lane.execute(this::forget)));
    }

    /**
     * Notes from where the client comes, if it is a guest at a known address.
     *
     * @param client null before its hello
     * @param lasting whether the guest may come again under the same id
     */
    public void saw(Client client, boolean lasting) {
        if (client == null || client.member() == null || client.address() == null) {
            return;
        }
        Sighting seen = new Sighting(client.member().id(), client.address());
        Instant now = clock.instant();
        if (!lasting) { // each is somebody new, so there is nothing to remember
            noteUnstored(seen, now);
            return;
        }
        synchronized (stored) {
            Instant before = stored.get(seen);
            if (before != null && now.isBefore(before.plus(STEP))) {
                return;
            }
            stored.remove(seen);
            stored.put(seen, now);
        }
        noteUnstored(seen, now);
    }

    private void noteUnstored(Sighting seen, Instant now) {
        if (unstored.size() < IN_MEMORY) { // less after a long failure of the store
            unstored.put(seen, now);
        }
        writeSoon();
    }

    /** The addresses of this guest, at most {@link Ban#MAX_ADDRESSES}, those of the last time first. */
    public CompletionStage<List<String>> of(String member) {
        List<String> fresh = unstored.keySet().stream()
                .filter(seen -> seen.member().equals(member))
                .map(Sighting::address)
                .toList();
        return store.reads()
                .read(member, connection -> GuestAddressRows.of(connection, member))
                .thenApply(known -> Stream.concat(fresh.stream(), known.stream())
                        .distinct()
                        .limit(Ban.MAX_ADDRESSES)
                        .toList());
    }

    private void writeSoon() {
        if (!unstored.isEmpty() && isWriting.compareAndSet(false, true)) {
            lane.execute(this::write);
        }
    }

    private void write() {
        Map<Sighting, Instant> batch = new LinkedHashMap<>();
        unstored.entrySet().stream()
                .limit(BATCH)
                .sorted(Map.Entry.comparingByKey(ORDER))
                .forEach(one -> batch.put(one.getKey(), one.getValue()));
        try {
            database().write(connection -> {
                for (Map.Entry<Sighting, Instant> one : batch.entrySet()) {
                    GuestAddressRows.put(
                            connection, one.getKey().member(), one.getKey().address(), one.getValue());
                }
                return batch;
            });
            trouble.recovered();
            batch.forEach(unstored::remove); // only now: until then, it is known from here
            isWriting.set(false);
            writeSoon();
        } catch (SQLException | RuntimeException e) {
            trouble.failed(e);
            lane.later(RETRY_PAUSE, this::write);
        }
    }

    private void forget() {
        try {
            database().write(connection -> {
                GuestAddressRows.forget(connection, clock.instant().minus(KEPT), MOST);
                return null;
            });
        } catch (SQLException | RuntimeException e) {
            trouble.failed(e); // the next time will do
        }
    }

    private Database database() {
        return store.database();
    }

    /** Removes what is stored about a guest, in the caller's transaction. @return the number of addresses */
    public static int remove(Connection connection, String member) throws SQLException {
        return Sql.update(connection, "DELETE FROM guest_address WHERE member = ?", member);
    }
}
