package chat.parley.log;

import chat.parley.identity.Guests;
import chat.parley.index.Indexer;
import chat.parley.index.Search;
import chat.parley.lane.Lane;
import chat.parley.lane.Lanes;
import chat.parley.membership.Memberships;
import chat.parley.store.Database;
import chat.parley.store.StoreLanes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** A log with search index and memberships, composed like in {@code Parley}. */
public record WholeLog(SqlRoomLog log, Search search, Memberships memberships, Guests guests) {
    /** @param watch a lane that never blocks on the store */
    public static WholeLog start(
            LogSizes sizes,
            Database database,
            Lanes writing,
            Lanes reading,
            Clock clock,
            LongSupplier nanos,
            Lane watch,
            Retention retention,
            Duration trimEvery) {
        StoreLanes store = StoreLanes.of(database, writing, reading, nanos);
        Memberships memberships = new Memberships(store);
        Indexer index = new Indexer(store);
        SqlRoomLog log = new SqlRoomLog(sizes, store, clock, memberships, List.of(index));
        store.reads().start(watch);
        memberships.start(watch);
        index.start(watch);
        log.start(watch, retention, new LegalHold(Set.of()), trimEvery);
        return new WholeLog(log, new Search(store), memberships, new Guests(database.secret()));
    }
}
