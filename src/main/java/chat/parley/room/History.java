package chat.parley.room;

import chat.parley.delivery.Frame;
import chat.parley.event.Change;
import chat.parley.event.Entry;
import chat.parley.event.Event;
import chat.parley.event.Logged;
import chat.parley.event.Query;
import chat.parley.event.RoomRef;
import chat.parley.log.Page;
import chat.parley.log.RoomLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Reads pages of a room's messages. A page is bounded in messages and in characters. */
final class History {
    /** Approximate maximum of characters in a list of pins. */
    private static final int PINS_CHARS = 100_000;

    private final RoomLog log;
    private final int pageChars;

    /** @param pageChars approximate maximum of characters per page; a single message may exceed it */
    History(RoomLog log, int pageChars) {
        this.log = log;
        this.pageChars = pageChars;
    }

    /** @param from the offset after which the asker may read */
    CompletionStage<Event.History> page(RoomRef room, Query.History asked, long from) {
        int limit = asked.size();
        if (asked.after() != null) {
            return log.messagesAfter(room, asked.after(), limit + 1)
                    .thenApply(page -> after(asked, page.after(from), limit));
        }
        if (asked.around() != null) {
            int older = limit / 2;
            return log.messagesBefore(room, asked.around(), older + 1)
                    .thenCombine(
                            log.messagesAfter(room, Math.max(0, asked.around() - 1), limit - older + 1),
                            (before, after) ->
                                    around(asked, before.after(from), after.after(from), older, limit - older));
        }
        long end = asked.before() == null ? Long.MAX_VALUE : asked.before();
        return log.messagesBefore(room, end, limit + 1).thenApply(page -> before(asked, page.after(from), limit));
    }

    /** The pinned messages, newest first, as many as fit. @param from the offset after which the asker may read */
    CompletionStage<Event.Pins> pins(RoomRef room, Query.Pins asked, long from) {
        return log.pinned(room).thenApply(page -> {
            List<Logged.Message> fitting = firstThatFit(messages(page.after(from)), Change.Pinning.MAX, PINS_CHARS);
            return new Event.Pins(asked.ref(), page.room(), fitting);
        });
    }

    private Event.History after(Query.History asked, Page page, int limit) {
        List<Logged.Message> all = messages(page);
        List<Logged.Message> fitting = firstThatFit(all, limit, pageChars);
        long floor = page.floor().offset();
        Long older = asked.after() > floor
                ? (Long) Math.min(asked.after(), page.head().offset())
                : null;
        if (older != null) {
            older++; // the message at "after" belongs to the previous page
        }
        return reply(asked, page, fitting, older, fitting.size() < all.size() ? last(fitting) : null);
    }

    private Event.History before(Query.History asked, Page page, int limit) {
        List<Logged.Message> all = messages(page);
        List<Logged.Message> fitting = newestThatFit(all, limit);
        boolean isNewest =
                asked.before() == null || asked.before() > page.head().offset();
        Long newer = isNewest
                ? null
                : (Long) Math.max(asked.before() - 1, page.floor().offset());
        return reply(asked, page, fitting, fitting.size() < all.size() ? first(fitting) : null, newer);
    }

    /** The page around an offset. Leaves no gap if the log grew or was trimmed between the two reads. */
    private Event.History around(Query.History asked, Page before, Page after, int olderLimit, int newerLimit) {
        long floor = after.floor().offset();
        boolean grew = before.head().offset() < asked.around() - 1
                && after.head().offset() > before.head().offset();
        List<Logged.Message> allBefore = messages(before).stream()
                .filter(message -> message.offset() > floor)
                .toList();
        List<Logged.Message> allAfter = grew ? List.of() : messages(after);
        List<Logged.Message> older = newestThatFit(allBefore, olderLimit);
        List<Logged.Message> newer = firstThatFit(allAfter, newerLimit, pageChars);
        List<Logged.Message> all = new ArrayList<>(older);
        all.addAll(newer);
        Long olderThan = older.size() == allBefore.size() ? null : older.isEmpty() ? asked.around() : first(older);
        Long newerThan =
                newer.size() == allAfter.size() ? null : newer.isEmpty() ? (Long) (asked.around() - 1) : last(newer);
        return reply(asked, grew ? before : after, all, olderThan, newerThan);
    }

    private static Event.History reply(
            Query.History asked, Page page, List<Logged.Message> messages, Long older, Long newer) {
        return new Event.History(
                asked.ref(),
                page.room(),
                messages,
                page.head().offset(),
                page.floor().offset(),
                older,
                newer);
    }

    private static List<Logged.Message> messages(Page page) {
        return page.entries().stream().map(Entry::asMessage).toList();
    }

    private static Long first(List<Logged.Message> messages) {
        return messages.get(0).offset();
    }

    private static Long last(List<Logged.Message> messages) {
        return messages.get(messages.size() - 1).offset();
    }

    private static List<Logged.Message> firstThatFit(List<Logged.Message> messages, int limit, int maxChars) {
        int fitting = 0;
        int most = Math.min(limit, messages.size());
        for (int chars = 0;
                fitting < most && (fitting == 0 || chars + weight(messages, fitting) <= maxChars);
                fitting++) {
            chars += weight(messages, fitting);
        }
        return messages.subList(0, fitting);
    }

    private List<Logged.Message> newestThatFit(List<Logged.Message> messages, int limit) {
        int size = messages.size();
        int first = size;
        int least = Math.max(0, size - limit);
        for (int chars = 0;
                first > least && (first == size || chars + weight(messages, first - 1) <= pageChars);
                first--) {
            chars += weight(messages, first - 1);
        }
        return messages.subList(first, size);
    }

    private static int weight(List<Logged.Message> messages, int index) {
        return Frame.weight(messages.get(index));
    }
}
