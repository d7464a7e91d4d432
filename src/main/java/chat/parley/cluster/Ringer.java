package chat.parley.cluster;

import chat.parley.event.RoomId;
import chat.parley.lane.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Rings the bell for this server. What comes within a few milliseconds is one ring. Heads are told once more a moment
 * later, since rings may be lost. Thread-safe; never blocks.
 */
final class Ringer {
    private static final Duration COALESCE = Duration.ofMillis(3);
    private static final Duration AGAIN = Duration.ofMillis(300);
    /** Typing and read positions beyond this number are dropped: nobody misses them for long. */
    private static final int MOST_PASSING = 1_000;

    private final String sender;
    private final Doorbell bell;
    private final Lane lane;
    private final BooleanSupplier isNeeded;
    private final Map<RoomId, Long> heads = new HashMap<>();
    private final Map<RoomId, Long> again = new HashMap<>();
    private final List<Hint> passing = new ArrayList<>();
    private boolean news;
    private boolean moved;
    private boolean scheduled;
    private boolean againScheduled;

    /**
     * @param lane blocks while the bell rings
     * @param isNeeded whether anybody listens
     */
    Ringer(String sender, Doorbell bell, Lane lane, BooleanSupplier isNeeded) {
        this.sender = sender;
        this.bell = bell;
        this.lane = lane;
        this.isNeeded = isNeeded;
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

    synchronized void news() {
        news = true;
        ringSoon();
    }

    synchronized void moved() {
        moved = true;
        ringSoon();
    }

    synchronized void pass(Hint hint) {
        if (isNeeded.getAsBoolean() && passing.size() < MOST_PASSING) {
            passing.add(hint);
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
        List<String> texts = Hint.pack(sender, take(), Doorbell.LONGEST);
        if (!texts.isEmpty()) {
            bell.ring(texts);
        }
    }

    private synchronized List<String> take() {
        scheduled = false;
        List<String> lines = new ArrayList<>();
        if (news) {
            lines.add(new Hint.News().line());
        }
        if (moved) {
            lines.add(new Hint.Moved().line());
        }
        heads.forEach((room, head) -> lines.add(new Hint.Head(room, head).line()));
        passing.forEach(hint -> lines.add(hint.line()));
        news = false;
        moved = false;
        heads.clear();
        passing.clear();
        return lines;
    }
}
