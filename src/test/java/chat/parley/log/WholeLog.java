package chat.parley.log;

import chat.parley.event.ServerRoles;
import chat.parley.identity.Guests;
import chat.parley.index.Indexer;
import chat.parley.index.Search;
import chat.parley.lane.Lane;
import chat.parley.lane.Lanes;
import chat.parley.membership.Memberships;
import chat.parley.rights.GuestAddresses;
import chat.parley.rights.Rights;
import chat.parley.store.Database;
import chat.parley.store.StoreLanes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/** A log with search index and memberships, composed like in {@code Parley}. */
public record WholeLog(
        SqlRoomLog log,
        Search search,
        Memberships memberships,
        Rights rights,
        GuestAddresses addresses,
        Guests guests) {
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
        return start(sizes, database, writing, reading, clock, nanos, watch, retention, trimEvery, ServerRoles.PROVEN);
    }

    public static WholeLog start(
            LogSizes sizes,
            Database database,
            Lanes writing,
            Lanes reading,
            Clock clock,
            LongSupplier nanos,
            Lane watch,
            Retention retention,
            Duration trimEvery,
            ServerRoles serverRoles) {
        StoreLanes store = StoreLanes.of(database, writing, reading, nanos);
        Memberships memberships = new Memberships(store);
        Indexer index = new Indexer(store);
        SqlRoomLog log = new SqlRoomLog(sizes, store, clock, memberships, List.of(index), serverRoles);
        store.reads().start(watch);
        memberships.start(watch);
        index.start(watch);
        log.start(watch, retention, new LegalHold(Set.of()), trimEvery);
        Rights rights = Rights.in(database, serverRoles, clock);
        store.notices().listen(ImportNotice.SUBJECT, rights::imported);
        GuestAddresses addresses = new GuestAddresses(store, clock);
        addresses.start(watch);
        return new WholeLog(log, new Search(store), memberships, rights, addresses, new Guests(database.secret()));
    }
}
