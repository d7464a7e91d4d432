package chat.parley.cluster;

import chat.parley.event.RoomId;
import chat.parley.lane.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Rings the bell for this server. What comes within a few milliseconds is one ring. Heads are told once more a moment
 * later, since rings may be lost. Thread-safe; never blocks.
 */
final class Ringer {
    private static final Duration COALESCE = Duration.ofMillis(3);
    private static final Duration AGAIN = Duration.ofMillis(300);
    /** Other hints beyond this number are dropped, as hints may be. */
    private static final int MOST_PASSING = 1_000;

    private final String sender;
    private final Doorbell bell;
    private final Lane lane;
    private final BooleanSupplier isNeeded;
    private final BellMeter meter;
    private final Map<RoomId, Long> heads = new HashMap<>();
    private final Map<RoomId, Long> again = new HashMap<>();
    /** Of no room. */
    private final Set<Hint> general = new LinkedHashSet<>();

    private final Map<Hint, String> passing = new LinkedHashMap<>();
    private boolean scheduled;
    private boolean againScheduled;

    /**
     * @param lane blocks while the bell rings
     * @param isNeeded whether anybody listens
     */
    Ringer(String sender, Doorbell bell, Lane lane, BooleanSupplier isNeeded, BellMeter meter) {
        this.sender = sender;
        this.bell = bell;
        this.lane = lane;
        this.isNeeded = isNeeded;
        this.meter = meter;
    }

    synchronized void heads(Map<RoomId, Long> grown) {
        if (!isNeeded.getAsBoolean()) {
            return;
        }
        grown.forEach((room, head) -> {
            heads.merge(room, head, Math::max);
            again.merge(room, head, Math::max);
        });
        ringSoon();
        if (!againScheduled) {
            againScheduled = true;
            lane.later(AGAIN, this::ringAgain);
        }
    }

    private synchronized void ringAgain() {
        againScheduled = false;
        again.forEach((room, head) -> heads.merge(room, head, Math::max));
        again.clear();
        ringSoon();
    }

    /** Tells that there is news. It is the same each time, so it needs no bound. */
    synchronized void tell(Hint hint) {
        general.add(hint);
        ringSoon();
    }

    /** Tells what is of no room, and nobody stores. */
    synchronized void tellListeners(Hint hint) {
        if (isNeeded.getAsBoolean() && general.size() < MOST_PASSING) {
            general.add(hint);
            ringSoon();
        }
    }

    /** Tells what nobody stores. @param subject a room or client, whose hints go by the same shard */
    synchronized void pass(String subject, Hint hint) {
        if (isNeeded.getAsBoolean() && passing.size() < MOST_PASSING) {
            passing.put(hint, subject);
            ringSoon();
        }
    }

    private void ringSoon() {
        if (!scheduled) {
            scheduled = true;
            lane.later(COALESCE, this::ring);
        }
    }

    private void ring() {
        List<List<String>> lines = take();
        for (int shard = 0; shard < lines.size(); shard++) {
            List<String> texts = Hint.pack(sender, lines.get(shard), Doorbell.LONGEST);
            if (!texts.isEmpty()) {
                meter.sent(lines.get(shard).size());
                bell.ring(shard, texts);
            }
        }
    }

    /** What each shard must tell. What is of no room goes by all: one of them may fail. */
    private synchronized List<List<String>> take() {
        scheduled = false;
        List<List<String>> lines = Stream.generate(() -> (List<String>) new ArrayList<String>())
                .limit(bell.shards())
                .toList();
        for (List<String> shard : lines) {
            general.forEach(hint -> shard.add(hint.line()));
        }
        heads.forEach((room, head) -> lines.get(shardOf(room.text())).add(new Hint.Head(room, head).line()));
        passing.forEach((hint, subject) -> lines.get(shardOf(subject)).add(hint.line()));
        general.clear();
        heads.clear();
        passing.clear();
        return lines;
    }

    private int shardOf(String subject) {
        return Math.floorMod(subject.hashCode(), bell.shards());
    }
}
