package chat.parley.room;

import chat.parley.delivery.Close;
import chat.parley.delivery.DoorKind;
import chat.parley.metrics.Counts;
import chat.parley.metrics.Metrics;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** The registry of live sessions, and the reaper that checks their deadlines. Thread-safe. */
final class Sessions {
    private static final long MAX_PERIOD_MILLIS = 1_000;
    private static final System.Logger LOG = System.getLogger(Sessions.class.getName());

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Map<String, Set<Session>> byMember = new ConcurrentHashMap<>();
    private final Quota byAddress = new Quota();
    private final AtomicInteger count = new AtomicInteger();
    private final Counts<DoorKind> byDoor = new Counts<>(DoorKind.class);
    private final Limits limits;
    private final ScheduledExecutorService reaper;

    Sessions(Limits limits, LongSupplier nanos, ThreadFactory threads) {
        this.limits = limits;
        this.reaper = Executors.newSingleThreadScheduledExecutor(threads);
        long period = Math.max(
                1, Math.min(MAX_PERIOD_MILLIS, shortestTimeout(limits).toMillis() / Deadlines.CHECKS_PER_PING));
        reaper.scheduleWithFixedDelay(
                () -> sessions.values().forEach(session -> check(session, nanos.getAsLong())),
                period,
                period,
                TimeUnit.MILLISECONDS);
    }

    /** One failing session must not stop the reaper. */
    private void check(Session session, long now) {
        try {
            session.check(limits, now);
        } catch (Throwable e) {
            LOG.log(Level.ERROR, "Deadline check of a session failed", e);
        }
    }

    private static Duration shortestTimeout(Limits limits) {
        Duration shortest = limits.pingInterval().compareTo(limits.helloTimeout()) < 0
                ? limits.pingInterval()
                : limits.helloTimeout();
        return shortest.compareTo(limits.sendTimeout()) < 0 ? shortest : limits.sendTimeout();
    }

    void measure(Metrics metrics) {
        metrics.gauge(
                "parley_sessions",
                "Live sessions",
                "door",
                values ->
                        Stream.of(DoorKind.values()).forEach(door -> values.set(Counts.label(door), byDoor.of(door))));
        metrics.gauge("parley_members_online", "Members with at least one session", byMember::size);
        new SessionSurvey(sessions.values()).measure(metrics);
    }

    /** Whether another session would be accepted. */
    boolean hasCapacity() {
        return count.get() < limits.sessions();
    }

    /** Registers the session; false if the server or the quota of its address is full. */
    boolean add(Session session) {
        if (count.incrementAndGet() > limits.sessions()) {
            count.decrementAndGet();
            return false;
        }
        String address = session.wire().address();
        if (address != null && !byAddress.tryTake(address, limits.shares().addressSessions())) {
            count.decrementAndGet();
            return false;
        }
        sessions.put(session.id(), session);
        byDoor.count(session.wire().door());
        return true;
    }

    /** Registers the session's member. */
    void identified(Session session) {
        byMember.merge(session.member().id(), Set.of(session), (one, other) -> {
            Set<Session> all = new HashSet<>(one);
            all.addAll(other);
            return all;
        });
        if (!session.isOpen()) {
            forget(session); // closed concurrently
        }
    }

    /** The member's current sessions. */
    Set<Session> of(String member) {
        return byMember.getOrDefault(member, Set.of());
    }

    /** The current sessions of guests at this address, by its keyed hash. */
    List<Session> at(String address) {
        return sessions.values().stream()
                .filter(session -> session.client() != null
                        && address.equals(session.client().address()))
                .toList();
    }

    /** The ids of the members who have sessions now. */
    Set<String> members() {
        return Set.copyOf(byMember.keySet());
    }

    private void forget(Session session) {
        if (session.member() != null) {
            byMember.computeIfPresent(session.member().id(), (member, all) -> {
                Set<Session> rest = new HashSet<>(all);
                rest.remove(session);
                return rest.isEmpty() ? null : rest;
            });
        }
    }

    void remove(Session session) {
        forget(session);
        if (sessions.remove(session.id()) != null) {
            count.decrementAndGet();
            byDoor.add(session.wire().door(), -1);
            if (session.wire().address() != null) {
                byAddress.release(session.wire().address());
            }
        }
    }

    /** Runs the task at this interval until the server stops. It must not block. */
    void every(Duration interval, Runnable task) {
        reaper.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        LOG.log(Level.ERROR, "Periodic task failed", e);
                    }
                },
                interval.toNanos(),
                interval.toNanos(),
                TimeUnit.NANOSECONDS);
    }

    /** Null if there is none with this id. */
    Session find(String id) {
        return sessions.get(id);
    }

    /** A snapshot of all sessions. */
    List<Session> all() {
        return new ArrayList<>(sessions.values());
    }

    /** Runs the task after the delay, unless the server has stopped. */
    void later(Duration delay, Runnable task) {
        try {
            reaper.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "Task rejected after shutdown", e);
        }
    }

    /** Sends to all what is pending. */
    void wake() {
        sessions.values().forEach(Session::wake);
    }

    void close(Close reason) {
        reaper.shutdownNow();
        sessions.values().forEach(session -> session.close(reason));
    }
}
