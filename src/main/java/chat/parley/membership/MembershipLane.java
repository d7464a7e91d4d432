package chat.parley.membership;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.lane.Lane;
import chat.parley.log.Kind;
import chat.parley.store.Damage;
import chat.parley.store.Database;
import chat.parley.store.Fault;
import chat.parley.store.InDoubt;
import chat.parley.store.Reads;
import chat.parley.store.StoreLanes;
import chat.parley.store.Trouble;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Stores changes of memberships in the way of {@link chat.parley.log.AppendLane}: all that came while a transaction ran go into the next one
 * together, and a batch whose commit is in doubt is tried again before any other. Changes of one membership that wait become
 * one. An entry into a room is looked up first, many at a time, by a reader: those who come back cost no commit, and need no
 * store that can be written.
 *
 * <p>At most {@link #QUEUE} changes wait, each for {@link StoreLanes#PATIENCE}. Safe for many threads; nothing here blocks.
 */
final class MembershipLane {
    private static final int BATCH = 500;
    private static final int QUEUE = 20_000;
    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);
    private static final Duration BUSY_PAUSE = Duration.ofMillis(500);
    private static final Duration TROUBLE_PAUSE = Duration.ofSeconds(1);

    private final Database database;
    private final Lane lane;
    private final Reads reads;
    private final Trouble trouble;
    private final LongSupplier nanos;
    /** Entries that the store may know already, and those that are being looked up. No leave of these memberships waits. */
    private final Map<MembershipRows.Key, MembershipWish> asking = new LinkedHashMap<>();
    private final Map<MembershipRows.Key, MembershipWish> looking = new LinkedHashMap<>();
    private final Map<MembershipRows.Key, MembershipWish> waiting = new LinkedHashMap<>();
    /** The batch that was taken and is not done with. */
    private SortedMap<MembershipRows.Key, MembershipWish> writing = new TreeMap<>();
    private boolean inDoubt;
    private boolean running;
    private int unanswered;

    MembershipLane(StoreLanes store, Lane lane) {
        this.database = store.database();
        this.lane = lane;
        this.reads = store.reads();
        this.trouble = store.writeTrouble();
        this.nanos = store.nanos();
    }

    CompletableFuture<Void> put(MembershipRows.Key key, MembershipRows.Change change) {
        MembershipWish wish = MembershipWish.of(change, nanos.getAsLong() + StoreLanes.PATIENCE.toNanos());
        synchronized (this) {
            if (unanswered >= QUEUE) {
                wish.refuse(new Refusal(ErrorCode.BUSY, "Too many joins, leaves and reads are waiting; try again in a moment", BUSY_PAUSE));
                return wish.answer();
            }
            unanswered++;
            boolean settled = isNoMoreThanRead(waiting.get(key)) && isNoMoreThanRead(writing.get(key));
            if (settled && change.kind() == MembershipRows.Kind.ENTER) {
                (looking.containsKey(key) ? looking : asking).merge(key, wish, MembershipWish::then);
                look();
            } else {
                Stream.of(looking, asking).map(entries -> entries.remove(key)).filter(entry -> entry != null)
                        .forEach(entry -> waiting.merge(key, entry, MembershipWish::then));
                waiting.merge(key, wish, MembershipWish::then);
                write();
            }
        }
        wish.answer().whenComplete((done, failure) -> answered());
        return wish.answer();
    }

    /** Whether the change, if there is one, cannot end the membership. */
    private static boolean isNoMoreThanRead(MembershipWish wish) {
        return wish == null || wish.change().kind() == MembershipRows.Kind.READ && !wish.change().afresh();
    }

    private synchronized void answered() {
        unanswered--;
    }

    /** Refuses those who have waited too long. From any thread. */
    void expire() {
        long now = nanos.getAsLong();
        List<MembershipWish> all = new ArrayList<>();
        synchronized (this) {
            Stream.of(writing, waiting, looking, asking).forEach(wishes -> all.addAll(wishes.values()));
        }
        all.forEach(wish -> wish.refuseAfter(now, unavailable()));
    }

    private static Refusal unavailable() {
        return new Refusal(ErrorCode.UNAVAILABLE, "The store cannot be used at the moment; repeat the command", TROUBLE_PAUSE);
    }

    private void look() {
        if (looking.isEmpty() && !asking.isEmpty()) {
            move(asking, looking);
            List<MembershipRows.Key> keys = List.copyOf(looking.keySet());
            reads.read(keys.get(0).member(), connection -> MembershipRows.entered(connection, database, keys)).whenComplete(this::looked);
        }
    }

    private static void move(Map<MembershipRows.Key, MembershipWish> from, Map<MembershipRows.Key, MembershipWish> to) {
        from.entrySet().stream().limit(BATCH).forEach(entry -> to.put(entry.getKey(), entry.getValue()));
        to.keySet().forEach(from::remove);
    }

    private void looked(Map<MembershipRows.Key, String> entered, Throwable failure) {
        List<MembershipWish> known = new ArrayList<>();
        List<MembershipWish> failed = new ArrayList<>();
        synchronized (this) {
            looking.forEach((key, wish) -> {
                if (failure != null) {
                    failed.add(wish);
                } else if (wish.change().name().equals(entered.get(key))) {
                    known.add(wish);
                } else {
                    waiting.merge(key, wish, MembershipWish::then);
                }
            });
            looking.clear();
            look();
            write();
        }
        known.forEach(MembershipWish::grant);
        failed.forEach(wish -> wish.refuse(failure));
    }

    private void write() {
        if (!running && !waiting.isEmpty()) {
            running = true;
            lane.execute(this::run);
        }
    }

    private void run() {
        Duration pause = RETRY_PAUSE; // also where even what follows goes wrong
        try {
            SortedMap<MembershipRows.Key, MembershipWish> batch = take();
            pause = batch.isEmpty() ? Duration.ZERO : attempt(batch);
        } finally {
            goOn(pause);
        }
    }

    private synchronized void goOn(Duration pause) {
        running = !writing.isEmpty() || !waiting.isEmpty();
        if (running && pause.isZero()) {
            lane.execute(this::run);
        } else if (running) {
            lane.later(pause, this::run);
        }
    }

    /** Leaves out what nobody waits for any more, unless it may be stored already. */
    private synchronized SortedMap<MembershipRows.Key, MembershipWish> take() {
        if (writing.isEmpty()) {
            move(waiting, writing);
        }
        if (!inDoubt) {
            writing.values().removeIf(wish -> !wish.isAwaited());
        }
        return new TreeMap<>(writing);
    }

    /** Says how long to wait before going on. */
    private Duration attempt(SortedMap<MembershipRows.Key, MembershipWish> batch) {
        Refusal refusal = unavailable();
        SortedMap<MembershipRows.Key, MembershipRows.Change> changes = new TreeMap<>();
        batch.forEach((key, wish) -> changes.put(key, wish.change()));
        try {
            database.write(connection -> {
                MembershipRows.write(connection, database, changes);
                return changes.size();
            });
            trouble.isOver();
            batch.values().forEach(MembershipWish::grant);
            done();
            return Duration.ZERO;
        } catch (SQLException e) {
            trouble.appeared(e);
            inDoubt |= e instanceof InDoubt;
            if (inDoubt || Fault.of(e) == Fault.PASSING) {
                return RETRY_PAUSE; // the same batch again
            }
            refusal = Fault.isDamage(e) ? Damage.refusal() : refusal;
        } catch (RuntimeException e) { // a fault of our own must not end the lane
            trouble.appeared(e);
        } catch (Error e) { // memory has run out, at whatever point
            inDoubt = true;
            trouble.appeared(e);
            return RETRY_PAUSE;
        }
        Refusal answer = refusal;
        batch.values().forEach(wish -> wish.refuse(answer));
        done();
        return Duration.ZERO;
    }

    /** After the answers: what comes for the same memberships meanwhile must come after them. */
    private synchronized void done() {
        writing.clear();
        inDoubt = false;
    }
}
