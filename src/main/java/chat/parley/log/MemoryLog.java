package chat.parley.log;

import chat.parley.event.Entry;
import chat.parley.event.ErrorCode;
import chat.parley.event.Position;
import chat.parley.event.Refusal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** One room's newest entries in memory. Its owner sees to it that one thread at a time is here. */
final class MemoryLog {
    private static final int RADIX = 36;

    private record Ref(String author, String ref) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<Ref, Entry> byRef = new HashMap<>();
    private Position head = Position.start(random(8));
    private int chars;

    RoomLog.Extent extent() {
        return new RoomLog.Extent(head, floor());
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int chars() {
        return chars;
    }

    Entry append(Draft draft, Instant now) {
        Ref ref = draft.ref() == null ? null : new Ref(draft.author().id(), draft.ref());
        Entry earlier = ref == null ? null : byRef.get(ref);
        if (earlier != null) {
            if (!draft.isRepeatedBy(earlier)) {
                throw new Refusal(ErrorCode.CONFLICT, "This ref was used for another text");
            }
            return earlier;
        }
        Entry entry = draft.at(new Position(head.epoch(), head.offset() + 1, random(2)), now.truncatedTo(ChronoUnit.MILLIS));
        head = entry.position();
        entries.add(entry);
        chars += entry.text().length();
        if (ref != null) {
            byRef.put(ref, entry);
        }
        trim(MemoryRoomLog.ROOM_ENTRIES, MemoryRoomLog.ROOM_CHARS);
        return entry;
    }

    List<Entry> read(long after, int limit) {
        return entries.stream().skip(Math.max(0, after - floor())).limit(limit).toList();
    }

    boolean canResume(Position since) {
        if (!since.epoch().equals(head.epoch()) || since.offset() > head.offset() || since.offset() < floor()) {
            return false;
        }
        if (since.offset() == floor()) {
            return since.offset() == 0 && since.tag().equals(Position.NO_TAG); // that entry's tag is forgotten
        }
        return read(since.offset() - 1, 1).get(0).position().equals(since);
    }

    /** Drops the oldest entries until no more than these are left. */
    void trim(int most, int mostChars) {
        while (entries.size() > most || chars > mostChars) {
            Entry oldest = entries.remove();
            chars -= oldest.text().length();
            if (oldest.ref() != null) {
                byRef.remove(new Ref(oldest.author().id(), oldest.ref()));
            }
        }
    }

    private long floor() {
        return head.offset() - entries.size();
    }

    private static String random(int digits) {
        StringBuilder text = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) {
            text.append(Character.forDigit(ThreadLocalRandom.current().nextInt(RADIX), RADIX));
        }
        return text.toString();
    }
}
