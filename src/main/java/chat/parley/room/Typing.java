package chat.parley.room;

import chat.parley.delivery.Batch;
import chat.parley.delivery.Ephemeral;
import chat.parley.event.Event;
import chat.parley.event.Member;
import chat.parley.lane.Lane;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The members who are typing in a room. A member expires {@link #LIFE} after the last renewal. Sessions get the
 * complete current state; a session that is behind skips older states. Updates are throttled, more so in larger rooms.
 * Confined to the room's lane, except {@link #current}.
 */
final class Typing {
    static final Duration LIFE = Duration.ofSeconds(6);
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final int NAMED = 5;
    private static final long PAUSE_MILLIS = 300;
    private static final long LONGEST_PAUSE_MILLIS = 3_000;

    private record Writer(Member member, long until) {}

    private final Supplier<String> room;
    private final Lane lane;
    private final LongSupplier nanos;
    private final Presence presence;
    private final Runnable changed;
    private final Map<String, Writer> writers = new LinkedHashMap<>();
    private volatile Ephemeral current = Ephemeral.NONE;
    private boolean publishScheduled;
    private boolean expiryScheduled;

    /** @param room supplies the room's canonical name; @param changed runs after {@link #current} has changed */
    Typing(Supplier<String> room, Lane lane, LongSupplier nanos, Presence presence, Runnable changed) {
        this.room = room;
        this.lane = lane;
        this.nanos = nanos;
        this.presence = presence;
        this.changed = changed;
    }

    /** The newest state. Safe from any thread. */
    Ephemeral current() {
        return current;
    }

    /** Adds the member or extends its time. Returns false if it was extended a moment ago. */
    boolean renew(Member member) {
        long until = nanos.getAsLong() + LIFE.toNanos();
        Writer before = writers.get(member.id());
        if (before != null && until - before.until() < MOMENT.toNanos()) {
            return false;
        }
        writers.put(member.id(), new Writer(member, until));
        if (before == null) {
            publishSoon();
        }
        scheduleExpiry();
        return true;
    }

    /** Removes a member who has posted or left. */
    void stop(Member member) {
        if (!writers.isEmpty() && writers.remove(member.id()) != null) {
            publishSoon();
        }
    }

    private void scheduleExpiry() {
        if (expiryScheduled || writers.isEmpty()) {
            return;
        }
        expiryScheduled = true;
        lane.later(LIFE.dividedBy(NAMED), () -> {
            expiryScheduled = false;
            long time = nanos.getAsLong();
            if (writers.values().removeIf(writer -> writer.until() - time <= 0)) {
                publishSoon();
            }
            scheduleExpiry();
        });
    }

    private void publishSoon() {
        if (!publishScheduled) {
            publishScheduled = true;
            lane.later(Duration.ofMillis(Math.min(LONGEST_PAUSE_MILLIS, PAUSE_MILLIS + presence.online())), () -> {
                publishScheduled = false;
                publish();
            });
        }
    }

    private void publish() {
        if (writers.isEmpty() && current.isEmpty()) {
            return;
        }
        List<Member> first =
                writers.values().stream().limit(NAMED).map(Writer::member).toList();
        current = new Ephemeral(
                current.number() + 1,
                Batch.of(List.of(new Event.Typing(room.get(), first, writers.size()))),
                writers.isEmpty());
        changed.run();
    }
}
