package chat.parley.room;

import static java.util.concurrent.CompletableFuture.completedFuture;

import chat.parley.delivery.Batch;
import chat.parley.delivery.DeliverySizes;
import chat.parley.delivery.Step;
import chat.parley.delivery.Tail;
import chat.parley.event.Entry;
import chat.parley.event.Event;
import chat.parley.event.Logged;
import chat.parley.event.Position;
import chat.parley.event.RoomRef;
import chat.parley.io.Memory;
import chat.parley.lane.Lane;
import chat.parley.log.Page;
import chat.parley.log.RoomLog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A room's log as its sessions see it: the tail in memory and, behind it, the log. Entries may arrive in any order; the
 * feed adds them to the tail in order and reads gaps from the log. Confined to the room's lane, except {@link #tail}.
 */
final class Feed {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private volatile RoomRef room;
    private final RoomLog log;
    private final Lane lane;
    private final DeliverySizes sizes;
    private final Memory memory;
    private final Consumer<Entry> onEntry;
    private final Stretches stretches;
    private final EarlyChanges earlyChanges = new EarlyChanges();
    private CompletableFuture<Void> opened;
    private volatile Tail tail;
    private Position floor;
    /** Where retention has trimmed the log before it was opened here. */
    private Position early;

    private Heading heading;
    private boolean gone;
    private final KnownHead known = new KnownHead();
    private boolean filling;
    private boolean closed;

    /** @param room the requested spelling; @param onEntry takes what was added to the tail */
    Feed(RoomRef room, RoomLog log, Lane lane, DeliverySizes sizes, Memory memory, Consumer<Entry> onEntry) {
        this.room = room;
        this.log = log;
        this.lane = lane;
        this.sizes = sizes;
        this.memory = memory;
        this.onEntry = onEntry;
        this.stretches = new Stretches(room, log, lane, sizes.batch());
    }

    /** The room; before the first {@link #startAfter} completes, under the requested spelling. Thread-safe. */
    RoomRef room() {
        return room;
    }

    /** The epoch of the log; null until the first {@link #startAfter} completes. */
    String epoch() {
        return floor == null ? null : floor.epoch();
    }

    /** Whether the room was deleted before the first session came, and nothing has been written since. */
    boolean isGone() {
        return gone && tail.head() == floor.offset();
    }

    /** The newest entries; null until the first {@link #startAfter} completes. Thread-safe. */
    Tail tail() {
        return tail;
    }

    /** Reads the end of the log once for all concurrent callers. Completes on the lane. */
    private CompletionStage<Void> open() {
        if (opened == null) {
            CompletableFuture<Void> opening = new CompletableFuture<>();
            opened = opening;
            log.before(room, Long.MAX_VALUE, sizes.opening())
                    .whenComplete((page, failure) -> lane.execute(() -> {
                        try {
                            if (failure == null) {
                                openAt(page);
                                opening.complete(null);
                            }
                        } finally {
                            if (!opening.isDone()) {
                                opened = null;
                                opening.completeExceptionally(
                                        failure != null
                                                ? failure
                                                : new IllegalStateException("Room could not be opened"));
                            }
                        }
                    }));
        }
        return opened;
    }

    private void openAt(Page page) {
        room = new RoomRef(room.id(), page.room());
        floor = page.floor();
        heading = new Heading(page);
        gone = page.gone();
        known.open(page.head());
        Tail read = new Tail(page.head().offset() - page.entries().size(), sizes, memory);
        page.entries().forEach(entry -> read.add(earlyChanges.apply(entry)));
        tail = read;
        if (closed) {
            close(); // the last session left during the read
        } else if (early != null) {
            trimmed(early);
        }
        fillGap();
    }

    /**
     * Where a session starts: at {@code since} if everything after it can be sent, otherwise at the last page.
     *
     * @param from the offset after which the session's member may read
     */
    CompletionStage<Start> startAfter(long from, Position since) {
        return start(since == null || since.offset() < from ? null : since)
                .thenCompose(start -> start.offset() >= from
                        ? completedFuture(start)
                        : log.position(room, from)
                                .thenApplyAsync(
                                        position -> position.map(at -> new Start(at.toString(), from, false))
                                                .orElseGet(this::atHead), // retention was faster
                                        lane));
    }

    private Start atHead() {
        return new Start(LastPage.positionAt(tail, floor, tail.head()), tail.head(), false);
    }

    private CompletionStage<Start> start(Position since) {
        return open().thenCompose(done -> {
            if (since == null || !since.epoch().equals(floor.epoch()) || since.offset() < floor.offset()) {
                return firstPage();
            }
            String here = LastPage.positionAt(tail, floor, since.offset());
            if (here != null) {
                return begin(since, here.equals(since.toString()));
            }
            return log.position(room, since.offset()) // it may come from another server, and be ahead of the tail
                    .thenComposeAsync(
                            stored -> {
                                stored.ifPresent(position -> announced(position.offset()));
                                return begin(since, stored.filter(since::equals).isPresent());
                            },
                            lane);
        });
    }

    private CompletionStage<Start> begin(Position since, boolean recovered) {
        return recovered ? completedFuture(new Start(since.toString(), since.offset(), true)) : firstPage();
    }

    /** The topic and the rules. Call only after a {@link #startAfter} has completed. */
    Heading heading() {
        return heading;
    }

    private CompletionStage<Start> firstPage() {
        LastPage page = LastPage.of(tail, floor, sizes.page());
        int missing = page.missing();
        return missing == 0
                ? completedFuture(page.inMemory())
                : log.messagesBefore(room, page.offset() + 1, missing + 1).thenApplyAsync(page::with, lane);
    }

    /** Takes an entry that is now in the log. */
    void accept(Entry received) {
        if (closed || !known.take(received.position())) {
            return;
        }
        Entry entry =
                received.withRoomName(room.name()); // the first entry of a room may carry another spelling of its name
        if (tail != null && entry.offset() == tail.head() + 1 && !entry.isForgotten()) {
            take(earlyChanges.apply(entry));
            onEntry.accept(entry);
        } else if ((tail == null || entry.offset() > tail.head()) && entry.asEvent() instanceof Logged.Changed change) {
            LateChange lateChange = new LateChange(change, false);
            if (lateChange.removesText()) {
                earlyChanges.add(lateChange);
                if (tail != null) {
                    tail.rewrite(old -> old instanceof Logged logged ? lateChange.applyTo(logged) : old);
                }
                stretches.apply(lateChange);
            }
        }
        fillGap();
    }

    /** Reads what another server has appended. @param head may be wrong */
    void announced(long head) {
        if (!closed && (tail == null || head > tail.head())) { // what opens the room may have read less
            known.announced(head);
            fillGap();
        }
    }

    /** Applies changes to messages in memory, so that later readers do not see edited or deleted text. */
    private void take(Logged event) {
        if (event instanceof Logged.Changed change) {
            tail.rewrite(old -> old instanceof Logged logged ? logged.after(change) : old);
            stretches.apply(new LateChange(change, true));
        }
        heading.take(event);
        tail.add(event);
        earlyChanges.dropUpTo(tail.head());
    }

    private void fillGap() {
        if (closed || tail == null || filling || known.offset() <= tail.head()) {
            return;
        }
        filling = true;
        long asked = known.offset();
        log.after(room, tail.head(), sizes.batch())
                .whenComplete((page, failure) -> lane.execute(() -> {
                    filling = false;
                    if (closed || failure == null && known.isOfAnother(page.floor())) {
                        return; // entries added now would never be released, or are of a new room
                    }
                    if (failure == null && !page.entries().isEmpty()) {
                        acceptAll(page);
                    } else if (failure == null && page.head().offset() <= tail.head()) {
                        known.correct(asked, tail.head()); // nothing was missing
                        fillGap();
                    } else {
                        lane.later(RETRY, this::fillGap);
                    }
                }));
    }

    private void acceptAll(Page missed) {
        long first = missed.entries().get(0).offset();
        if (first > tail.head() + 1) {
            replaceTail(first - 1); // retention removed the entries between; cursors there get a reset
            heading.read(missed);
        }
        missed.entries().forEach(this::accept);
    }

    private void replaceTail(long head) {
        tail.forget(tail.head());
        tail = new Tail(head, sizes, memory);
    }

    /** Releases the memory, after the last session left. */
    void close() {
        closed = true;
        if (tail != null) {
            tail.forget(tail.head());
        }
    }

    /** Drops entries up to the floor, which retention has removed. */
    void trimmed(Position floor) {
        if (tail == null) {
            early = floor; // what opens the room may have read before
        } else if (!known.isOfAnother(floor) && floor.offset() > this.floor.offset()) {
            this.floor = floor;
            stretches.clear();
            if (floor.offset() <= tail.head()) {
                tail.forget(floor.offset());
                tail.rewrite(old -> old instanceof Logged.Edited edited && edited.target() <= floor.offset()
                        ? edited.withoutText()
                        : old);
            } else {
                replaceTail(floor.offset());
            }
        }
    }

    /**
     * Answers a cursor behind the tail with the next batch from the log, or with a reset if the log no longer has it.
     *
     * @param change the cursor's position in the change sequence, copied to the step
     * @param again runs after a pause if the log cannot be read now
     */
    void catchUp(long offset, long change, int maxChars, Consumer<Step> answer, Runnable again) {
        if (offset < floor.offset()) {
            answer.accept(resetStep(change));
            return;
        }
        stretches.ask(offset, (stretch, failure) -> {
            if (failure == null && known.isOfAnother(stretch.floor())) {
                return;
            }
            Batch batch = failure == null ? stretch.after(offset, maxChars) : null;
            if (batch != null) {
                answer.accept(new Step(batch, batch.last(), change));
            } else if (failure == null && offset < stretch.floor().offset()) {
                trimmed(stretch.floor());
                answer.accept(resetStep(change));
            } else {
                lane.later(RETRY, again);
            }
        });
    }

    private Step resetStep(long change) {
        Start start = LastPage.of(tail, floor, sizes.page()).inMemory();
        return new Step(
                Batch.of(List.of(new Event.Reset(room.name(), start.position(), tail.head(), heading.topic()))),
                start.offset(),
                change);
    }
}
