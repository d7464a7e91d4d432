package chat.parley.log;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.concurrent.CompletableFuture.failedFuture;

import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Position;
import chat.parley.event.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * The log of a server that remembers nothing over a restart: each room's newest entries, in memory. Completes every stage at once. Bounded three ways: entries and characters of one
 * room, characters of all rooms (a quarter of the heap at most), and number of rooms. A room that goes over its own bound loses its oldest entries; where all together do, idle rooms go
 * first, then the older half of the longest one. A repeated ref is recognised as long as its entry is kept.
 */
public final class MemoryRoomLog implements RoomLog {
    static final int ROOM_ENTRIES = 1_000;
    static final int ROOM_CHARS = 1 << 20;
    static final long ALL_CHARS = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 8); // two bytes each
    static final int ROOMS = 10_000;
    private static final int LONG = 2 * 8_000;

    private static final Duration FULL = Duration.ofSeconds(60);

    private final Clock clock;
    private final Map<String, MemoryLog> live = new HashMap<>();
    private final Map<String, MemoryLog> idle = new LinkedHashMap<>();
    private long chars;

    public MemoryRoomLog(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized CompletionStage<Extent> open(String room) {
        try {
            return completedFuture(of(room).extent());
        } catch (Refusal full) {
            return failedFuture(full);
        }
    }

    @Override
    public synchronized CompletionStage<Entry> append(Draft draft) {
        try {
            MemoryLog log = of(draft.room());
            makeRoomFor(draft.text().length());
            chars -= log.chars();
            try {
                return completedFuture(log.append(draft, clock.instant()));
            } finally {
                chars += log.chars();
            }
        } catch (Refusal refusal) {
            return failedFuture(refusal);
        }
    }

    @Override
    public synchronized CompletionStage<List<Entry>> read(String room, long after, int limit) {
        MemoryLog log = known(room);
        return completedFuture(log == null ? List.of() : log.read(after, limit));
    }

    @Override
    public synchronized CompletionStage<Boolean> canResume(String room, Position since) {
        MemoryLog log = known(room);
        return completedFuture(log != null && log.canResume(since));
    }

    @Override
    public synchronized void release(String room) {
        MemoryLog log = live.remove(room);
        if (log != null && !log.isEmpty()) {
            idle.put(room, log);
        }
    }

    private MemoryLog known(String room) {
        MemoryLog log = live.get(room);
        return log != null ? log : idle.get(room);
    }

    private MemoryLog of(String room) {
        MemoryLog log = live.get(room);
        if (log == null) {
            log = idle.remove(room);
            if (log == null) {
                forgetIdleDownTo(ROOMS - 1 - live.size());
                if (live.size() >= ROOMS) {
                    throw new Refusal(ErrorCode.BUSY, "The server has as many rooms as it can keep", FULL);
                }
                log = new MemoryLog();
            }
            live.put(room, log);
        }
        return log;
    }

    private void makeRoomFor(int more) {
        while (chars + more > ALL_CHARS && !idle.isEmpty()) {
            forgetIdleDownTo(idle.size() - 1);
        }
        if (chars + more > ALL_CHARS) {
            MemoryLog longest = Collections.max(live.values(), Comparator.comparingInt(MemoryLog::chars));
            if (longest.chars() < LONG) {
                throw new Refusal(ErrorCode.BUSY, "The server's memory is full", FULL);
            }
            chars -= longest.chars();
            longest.trim(ROOM_ENTRIES, longest.chars() / 2);
            chars += longest.chars();
        }
    }

    private void forgetIdleDownTo(int rooms) {
        var oldestFirst = idle.values().iterator();
        while (idle.size() > Math.max(0, rooms)) {
            chars -= oldestFirst.next().chars();
            oldestFirst.remove();
        }
    }
}
