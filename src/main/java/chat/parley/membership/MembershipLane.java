package chat.parley.membership;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.lane.Lane;
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
 * Stores membership changes like {@link chat.parley.log.AppendLane}: changes that arrive while a transaction runs share
 * the next one, and a batch whose commit is in doubt is retried before any other. Waiting changes of the same
 * membership are merged. Joins are looked up first, many at a time, by a reader: a member who already belongs to the
 * room costs no commit and can join while nothing can be stored.
 *
 * <p>At most {@link #QUEUE} changes wait, each for {@link StoreLanes#PATIENCE}. Safe for many threads; no method
 * blocks.
 */
final class MembershipLane {
    private static final int BATCH = 500;
    private static final int QUEUE = 20_000;
    private static final Duration RETRY_PAUSE = Duration.ofMillis(200);
    private static final Duration BUSY_RETRY_AFTER = Duration.ofMillis(500);
    private static final Duration UNAVAILABLE_RETRY_AFTER = Duration.ofSeconds(1);

    private final Database database;
    private final Lane lane;
    private final Reads reads;
    private final Trouble trouble;
    private final LongSupplier nanos;
    /** Joins that wait for a lookup, and those being looked up. No leave of these memberships is waiting. */
    private final Map<MembershipRows.Key, PendingChange> toLookUp = new LinkedHashMap<>();

    private final Map<MembershipRows.Key, PendingChange> lookingUp = new LinkedHashMap<>();
    private final Map<MembershipRows.Key, PendingChange> waiting = new LinkedHashMap<>();
    /** The current batch; empty once it is finished. */
    private SortedMap<MembershipRows.Key, PendingChange> writing = new TreeMap<>();

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

    CompletableFuture<Void> put(MembershipRows.Key key, MembershipRows.Update change) {
        PendingChange pending = PendingChange.of(change, nanos.getAsLong() + StoreLanes.PATIENCE.toNanos());
        synchronized (this) {
            if (unanswered >= QUEUE) {
                pending.refuse(new Refusal(
                        ErrorCode.BUSY, "Too many joins, leaves and reads waiting; retry in 0.5 s", BUSY_RETRY_AFTER));
                return pending.answer();
            }
            unanswered++;
            boolean settled = keepsMembership(waiting.get(key)) && keepsMembership(writing.get(key));
            if (settled && change.kind() == MembershipRows.Operation.ENTER) {
                (lookingUp.containsKey(key) ? lookingUp : toLookUp).merge(key, pending, PendingChange::then);
                lookUp();
            } else {
                Stream.of(lookingUp, toLookUp)
                        .map(entries -> entries.remove(key))
                        .filter(entry -> entry != null)
                        .forEach(entry -> waiting.merge(key, entry, PendingChange::then));
                waiting.merge(key, pending, PendingChange::then);
                scheduleWrite();
            }
        }
        pending.answer().whenComplete((done, failure) -> countAnswered());
        return pending.answer();
    }

    /** Whether the change cannot end the membership. @param pending null for no change */
    private static boolean keepsMembership(PendingChange pending) {
        return pending == null
                || pending.change().kind() == MembershipRows.Operation.READ
                        && !pending.change().afresh();
    }

    private synchronized void countAnswered() {
        unanswered--;
    }

    /** Refuses the changes whose deadline has passed. Any thread may call it. */
    void expire() {
        long now = nanos.getAsLong();
        List<PendingChange> all = new ArrayList<>();
        synchronized (this) {
            Stream.of(writing, waiting, lookingUp, toLookUp).forEach(changes -> all.addAll(changes.values()));
        }
        all.forEach(pending -> pending.refuseAfter(now, unavailable()));
    }

    private static Refusal unavailable() {
        return new Refusal(
                ErrorCode.UNAVAILABLE, "Store temporarily unavailable; retry in 1 s", UNAVAILABLE_RETRY_AFTER);
    }

    private void lookUp() {
        if (lookingUp.isEmpty() && !toLookUp.isEmpty()) {
            move(toLookUp, lookingUp);
            List<MembershipRows.Key> keys = List.copyOf(lookingUp.keySet());
            reads.read(keys.get(0).member(), connection -> MembershipRows.names(connection, database, keys))
                    .whenComplete(this::lookedUp);
        }
    }

    private static void move(Map<MembershipRows.Key, PendingChange> from, Map<MembershipRows.Key, PendingChange> to) {
        from.entrySet().stream().limit(BATCH).forEach(entry -> to.put(entry.getKey(), entry.getValue()));
        to.keySet().forEach(from::remove);
    }

    private void lookedUp(Map<MembershipRows.Key, String> names, Throwable failure) {
        List<PendingChange> known = new ArrayList<>();
        List<PendingChange> failed = new ArrayList<>();
        synchronized (this) {
            lookingUp.forEach((key, pending) -> {
                if (failure != null) {
                    failed.add(pending);
                } else if (pending.change().name().equals(names.get(key))) {
                    known.add(pending);
                } else {
                    waiting.merge(key, pending, PendingChange::then);
                }
            });
            lookingUp.clear();
            lookUp();
            scheduleWrite();
        }
        known.forEach(PendingChange::grant);
        failed.forEach(pending -> pending.refuse(failure));
    }

    private void scheduleWrite() {
        if (!running && !waiting.isEmpty()) {
            running = true;
            lane.execute(this::run);
        }
    }

    private void run() {
        Duration pause = RETRY_PAUSE; // if the error handling itself fails
        try {
            SortedMap<MembershipRows.Key, PendingChange> batch = nextBatch();
            pause = batch.isEmpty() ? Duration.ZERO : attempt(batch);
        } finally {
            scheduleNext(pause);
        }
    }

    private synchronized void scheduleNext(Duration pause) {
        running = !writing.isEmpty() || !waiting.isEmpty();
        if (running && pause.isZero()) {
            lane.execute(this::run);
        } else if (running) {
            lane.later(pause, this::run);
        }
    }

    /** Drops changes that have timed out, unless they may already be stored. */
    private synchronized SortedMap<MembershipRows.Key, PendingChange> nextBatch() {
        if (writing.isEmpty()) {
            move(waiting, writing);
        }
        if (!inDoubt) {
            writing.values().removeIf(pending -> !pending.isAwaited());
        }
        return new TreeMap<>(writing);
    }

    /** Returns how long to wait before the next run. */
    private Duration attempt(SortedMap<MembershipRows.Key, PendingChange> batch) {
        Refusal refusal = unavailable();
        SortedMap<MembershipRows.Key, MembershipRows.Update> changes = new TreeMap<>();
        batch.forEach((key, pending) -> changes.put(key, pending.change()));
        try {
            database.write(connection -> {
                MembershipTransaction.write(connection, database, changes);
                return changes.size();
            });
            trouble.recovered();
            batch.values().forEach(PendingChange::grant);
            finish();
            return Duration.ZERO;
        } catch (SQLException e) {
            trouble.failed(e);
            inDoubt |= e instanceof InDoubt;
            if (inDoubt || Fault.of(e) == Fault.TRANSIENT) {
                return RETRY_PAUSE; // the same batch again
            }
            refusal = Fault.isDamage(e) ? Damage.refusal() : refusal;
        } catch (RuntimeException e) { // a bug must not stop the lane
            trouble.failed(e);
        } catch (Error e) { // out of memory, at an unknown point
            inDoubt = true;
            trouble.failed(e);
            return RETRY_PAUSE;
        }
        Refusal answer = refusal;
        batch.values().forEach(pending -> pending.refuse(answer));
        finish();
        return Duration.ZERO;
    }

    /** Runs after the answers, so that later changes of the same memberships are answered after them. */
    private synchronized void finish() {
        writing.clear();
        inDoubt = false;
    }
}
