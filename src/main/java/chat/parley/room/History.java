package chat.parley.room;

import chat.parley.event.Command;
import chat.parley.event.Entry;
import chat.parley.event.Event;
import chat.parley.log.Page;
import chat.parley.log.RoomLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Pages of what was said, for those who ask for them. A page is bounded in messages and in characters. */
final class History {
    private static final int PAGE_CHARS = Tail.BATCH_CHARS;

    private final RoomLog log;

    History(RoomLog log) {
        this.log = log;
    }

    CompletionStage<Event.History> page(Command.History asked) {
        int limit = asked.size();
        if (asked.after() != null) {
            return log.after(asked.room(), asked.after(), limit).thenApply(page -> reply(asked, page, oldestThatFit(page.entries())));
        }
        if (asked.around() != null) {
            int older = limit / 2;
            return log.before(asked.room(), asked.around(), older).thenCombine(log.after(asked.room(), Math.max(0, asked.around() - 1), limit - older),
                    (before, after) -> reply(asked, after, around(before.entries(), after.entries())));
        }
        long end = asked.before() == null ? Long.MAX_VALUE : asked.before();
        return log.before(asked.room(), end, limit).thenApply(page -> reply(asked, page, newestThatFit(page.entries())));
    }

    private static Event.History reply(Command.History asked, Page page, List<Entry> entries) {
        long head = page.head().offset();
        long floor = page.floor().offset();
        Long older = null;
        Long newer = null;
        if (!entries.isEmpty()) {
            long first = entries.get(0).offset();
            long last = entries.get(entries.size() - 1).offset();
            older = first > floor + 1 ? first : null;
            newer = last < head ? last : null;
        } else if (head > floor) { // asked for a place beyond one of the ends
            boolean beyondHead = asked.after() != null;
            older = beyondHead ? (Long) (head + 1) : null;
            newer = beyondHead ? null : (Long) floor;
        }
        return new Event.History(asked.ref(), asked.room(), entries.stream().map(Entry::asEvent).toList(), head, floor, older, newer);
    }

    private static List<Entry> oldestThatFit(List<Entry> entries) {
        int fitting = 0;
        for (int chars = 0; fitting < entries.size() && (fitting == 0 || chars + weight(entries, fitting) <= PAGE_CHARS); fitting++) {
            chars += weight(entries, fitting);
        }
        return entries.subList(0, fitting);
    }

    private static List<Entry> newestThatFit(List<Entry> entries) {
        int first = entries.size();
        for (int chars = 0; first > 0 && (first == entries.size() || chars + weight(entries, first - 1) <= PAGE_CHARS); first--) {
            chars += weight(entries, first - 1);
        }
        return entries.subList(first, entries.size());
    }

    private static int weight(List<Entry> entries, int index) {
        return entries.get(index).text().length();
    }

    /** What is around a place, without a hole where the log grew or was trimmed between two reads. */
    private static List<Entry> around(List<Entry> before, List<Entry> after) {
        List<Entry> all = new ArrayList<>(newestThatFit(before));
        for (Entry entry : oldestThatFit(after)) {
            if (all.isEmpty() || entry.offset() == all.get(all.size() - 1).offset() + 1) {
                all.add(entry);
            }
        }
        return all;
    }
}
