package chat.parley.log;

import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.lane.Lane;
import chat.parley.lane.Lanes;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * Who takes part in which rooms, and up to where each has read. What is to be stored waits until the store is free, the newest of a member and room in the place of what came before, and goes into one
 * transaction with what others want: so ten readers of a busy room cost one commit. Safe for many threads; no method blocks.
 */
public final class Memberships {
    private static final System.Logger LOG = System.getLogger(Memberships.class.getName());
    private static final int BATCH = 500;
    private static final int WAITING = 20_000;
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final int TRIES = 4;

    private final Database database;
    private final Lane lane;
    private final Reads reads;
    private final Trouble trouble;
    private final NavigableMap<MembershipRows.Key, Wish> waiting = new TreeMap<>();
    private NavigableMap<MembershipRows.Key, Wish> writing = new TreeMap<>();
    private boolean running;

    /** What is to become of a membership, and those who want to know that it has. */
    private static final class Wish {
        private final MembershipRows.Change change;
        private final CompletableFuture<Void> done;
        private int tries;

        Wish(MembershipRows.Change change, CompletableFuture<Void> done) {
            this.change = change;
            this.done = done;
        }
    }

    Memberships(Database database, Lanes writing, Reads reads, Trouble trouble) {
        this.database = database;
        this.lane = writing.of("");
        this.reads = reads;
        this.trouble = trouble;
    }

    /** The member takes part in the room from now on, and has read what is there; if it does already, only its name may change. */
    public CompletionStage<Void> enter(String room, Member member) {
        return put(room, member, new MembershipRows.Change(MembershipRows.Kind.ENTER, member.name(), 0));
    }

    /** The member takes part no longer. */
    public CompletionStage<Void> leave(String room, Member member) {
        return put(room, member, new MembershipRows.Change(MembershipRows.Kind.LEAVE, member.name(), 0));
    }

    /** The member has read the room up to this offset, if not further. Completes, once that is stored, with where it stands. */
    public CompletionStage<Event.Read> read(String room, Member member, long offset) {
        return put(room, member, new MembershipRows.Change(MembershipRows.Kind.READ, member.name(), offset))
                .thenCompose(done -> reads.read(room, connection -> MembershipRows.read(connection, room, member)));
    }

    /** The rooms in which the member takes part, latest activity first, at most {@code limit}; nobody is online in them as far as this knows. What was asked for before is in it. */
    public CompletionStage<List<Event.MyRoom>> of(Member member, int limit) {
        return CompletableFuture.allOf(pending(member)).handle((done, failure) -> null)
                .thenCompose(done -> reads.read(member.id(), connection -> MembershipRows.of(connection, member, limit)));
    }

    private synchronized CompletableFuture<?>[] pending(Member member) {
        return Stream.of(waiting, writing).flatMap(wishes -> wishes.tailMap(new MembershipRows.Key(member.id(), ""), true).entrySet().stream()
                .takeWhile(wish -> wish.getKey().member().equals(member.id()))).map(wish -> wish.getValue().done).toArray(CompletableFuture<?>[]::new);
    }

    /** The public rooms with this part in their names (null: all), latest activity first, at most {@code limit}. */
    public CompletionStage<List<Event.RoomSummary>> rooms(String find, int limit) {
        return reads.read("", connection -> MembershipRows.rooms(connection, find, limit));
    }

    /** The same of those of these rooms that are known and public. */
    public CompletionStage<List<Event.RoomSummary>> rooms(List<String> names) {
        return reads.read("", connection -> MembershipRows.rooms(connection, names));
    }

    private CompletionStage<Void> put(String room, Member member, MembershipRows.Change change) {
        MembershipRows.Key key = new MembershipRows.Key(member.id(), room);
        synchronized (this) {
            if (waiting.size() >= WAITING && !waiting.containsKey(key)) {
                return CompletableFuture.failedFuture(Patience.unavailable());
            }
            Wish before = waiting.get(key);
            CompletableFuture<Void> done = before == null ? new CompletableFuture<>() : before.done;
            waiting.put(key, new Wish(before == null ? change : change.after(before.change), done));
            if (!running) {
                running = true;
                lane.execute(this::run);
            }
            return done;
        }
    }

    private void run() {
        Map<MembershipRows.Key, Wish> batch = take();
        if (batch.isEmpty()) {
            return;
        }
        Duration pause = Duration.ZERO;
        try {
            Map<MembershipRows.Key, MembershipRows.Change> changes = new TreeMap<>();
            batch.forEach((key, wish) -> changes.put(key, wish.change));
            MembershipRows.write(database, changes);
            batch.values().forEach(wish -> wish.done.complete(null));
        } catch (SQLException | RuntimeException | Error e) { // whatever it is, somebody waits for an answer
            LOG.log(Level.DEBUG, "Memberships are not stored", e);
            trouble.appeared(e);
            pause = RETRY;
            again(batch);
        } finally {
            if (pause.isZero()) {
                lane.execute(this::run);
            } else {
                lane.later(pause, this::run);
            }
        }
    }

    private synchronized Map<MembershipRows.Key, Wish> take() {
        NavigableMap<MembershipRows.Key, Wish> batch = new TreeMap<>();
        List<MembershipRows.Key> keys = new ArrayList<>(waiting.keySet()).subList(0, Math.min(BATCH, waiting.size()));
        keys.forEach(key -> batch.put(key, waiting.remove(key)));
        running = !batch.isEmpty();
        writing = batch;
        return batch;
    }

    /** What came meanwhile is newer. Whoever has waited too long is told. */
    private void again(Map<MembershipRows.Key, Wish> batch) {
        List<Wish> over = new ArrayList<>();
        synchronized (this) {
            batch.forEach((key, wish) -> {
                if (++wish.tries >= TRIES) {
                    over.add(wish);
                    return;
                }
                Wish newer = waiting.get(key);
                Wish both = newer == null ? wish : new Wish(newer.change.after(wish.change), newer.done);
                both.tries = wish.tries;
                waiting.put(key, both);
                if (newer != null) {
                    newer.done.whenComplete((done, failure) -> tell(wish.done, failure));
                }
            });
        }
        over.forEach(wish -> wish.done.completeExceptionally(Patience.unavailable()));
    }

    private static void tell(CompletableFuture<Void> done, Throwable failure) {
        if (failure == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(failure);
        }
    }
}
