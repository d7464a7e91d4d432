package chat.parley.model;

import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Event;
import chat.parley.event.Logged;
import chat.parley.event.Member;
import chat.parley.event.Query;
import chat.parley.event.Write;
import chat.parley.room.Peephole;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A member that follows the protocol: it keeps positions, resumes from them, and repeats anything with an unknown
 * outcome under the same ref. {@link Whim} chooses its next action.
 */
final class Speaker {
    /** Changes of anybody's messages, as often as they occur here. */
    private static final List<Deed.Kind> KINDS = Stream.of(
                    Collections.nCopies(7, Deed.Kind.REACTION),
                    Collections.nCopies(3, Deed.Kind.UNREACTION),
                    List.of(Deed.Kind.PIN, Deed.Kind.UNPIN))
            .flatMap(List::stream)
            .toList();

    final Member member;
    private final String key;
    private final Taste taste;
    private final Random random;
    private final Time time;
    private final Truth truth;
    private final Trace trace;
    final Map<String, View> views = new LinkedHashMap<>();
    final Map<String, Deed> said = new HashMap<>();
    /** The messages known to be deleted when a page was requested, by the ref of the request. */
    private final Map<String, Set<Long>> pages = new HashMap<>();
    /** Null while disconnected. */
    Pipe pipe;
    /** When to reconnect at the earliest, in nanoseconds. */
    long awayUntil;
    /** Whether it has stopped reading. */
    boolean paused;

    private Deed pending;
    private boolean sent;
    private long notBefore;
    private int number;

    Speaker(String name, List<String> rooms, Taste taste, Random random, Time time, Truth truth, Trace trace) {
        this.key = "a-secret-key-of-" + name.replace(" ", "-");
        this.member = ServerLife.GUESTS.member(name, key);
        this.taste = taste;
        this.random = random;
        this.time = time;
        this.truth = truth;
        this.trace = trace;
        rooms.forEach(room -> views.put(room, new View(room, truth)));
    }

    void connect(ServerLife server) {
        trace.say(() -> member.name() + " connects");
        pipe = new Pipe(truth);
        pipe.session = server.connect(pipe);
        tell(Command.Hello.guest("hello", member.name(), key));
    }

    /** Drops the connection with everything in transit. */
    Pipe cut() {
        trace.say(() -> member.name() + " loses its connection");
        Pipe lost = pipe;
        pipe = null;
        paused = false;
        sent = false;
        views.values().forEach(View::ends);
        return lost;
    }

    private void tell(Command command) {
        trace.say(() -> member.name() + " sends "
                + (command.toString().length() > 200 ? command.toString().substring(0, 200) : command));
        pipe.session.handle(command);
        truth.check();
    }

    void join(View view, String since) {
        view.joins("join" + number++, since);
        tell(new Command.Join(view.joinRef, view.room, since, null));
    }

    void leave(View view) {
        view.state = View.State.LEAVING;
        view.leaveRef = "leave" + number++;
        tell(new Command.Leave(view.leaveRef, view.room));
    }

    void history(View view, Long before, Long after, Long around) {
        String ref = "history" + number++;
        pages.put(ref, truth.changes.deleted(view.room));
        tell(new Query.History(ref, view.room, before, after, around, 1 + random.nextInt(20)));
    }

    boolean isPending() {
        return pending != null;
    }

    /** Repeats the deed with an unknown outcome if it is time to, or starts a new one. */
    void say(View view, String text) {
        if (pending == null) {
            pending = changes(view)
                    ? change(view, "p" + number, false)
                    : new Deed(
                            member,
                            view.room,
                            "p" + number,
                            Deed.Kind.MESSAGE,
                            answered(view),
                            text(text),
                            false,
                            number++);
            truth.said(pending);
            said.put(pending.ref, pending);
            sent = false;
        }
        boolean inRoom = views.get(pending.room).state == View.State.IN;
        if (inRoom && time.nanos() >= notBefore && (!sent || random.nextInt(20) == 0)) {
            sent = true;
            tell(pending.command());
        }
    }

    private String text(String text) {
        return text + " " + member.name() + " " + number + (random.nextInt(8) == 0 ? "…".repeat(400) : "");
    }

    /** Sends a message and ignores the outcome. */
    void exclaim(View view) {
        Deed deed = changes(view)
                ? change(view, "o" + number, true)
                : new Deed(
                        member,
                        view.room,
                        random.nextInt(3) == 0 ? null : "o" + number,
                        Deed.Kind.MESSAGE,
                        0,
                        text(random.nextInt(40) == 0 ? FaultyStore.POISON : "oh"),
                        true,
                        number++);
        truth.said(deed);
        if (deed.ref != null) {
            said.put(deed.ref, deed);
        }
        tell(deed.command());
    }

    /** The offset of a message to reply to; usually 0 for none. */
    private long answered(View view) {
        List<Logged.Message> messages = view.messages();
        return messages.isEmpty() || random.nextInt(4) > 0
                ? 0
                : messages.get(random.nextInt(messages.size())).offset();
    }

    /** Whether to make a change; rarely if there are no messages to change. */
    private boolean changes(View view) {
        return random.nextDouble() < taste.changes() && (!view.messages().isEmpty() || random.nextInt(6) == 0);
    }

    /** Changes a visible message, occasionally without permission. */
    private Deed change(View view, String ref, boolean once) {
        List<Logged.Message> messages = view.messages();
        if (messages.isEmpty() || random.nextInt(12) == 0) {
            return new Deed(member, view.room, ref, Deed.Kind.TOPIC, 0, "topic " + number, once, number++);
        }
        Logged.Message message = messages.get(Math.max(0, messages.size() - 1 - random.nextInt(taste.reach())));
        boolean mine = message.author().equals(member)
                ? message.ref() != null
                : message.ref() != null && random.nextInt(20) == 0;
        // Rarely, because it prevents further changes.
        Deed.Kind kind = mine && random.nextInt(8) == 0
                ? Deed.Kind.DELETION
                : mine && random.nextInt(3) == 0 ? Deed.Kind.EDIT : KINDS.get(random.nextInt(KINDS.size()));
        String text = kind == Deed.Kind.EDIT ? text("no") : kind.isWordless() ? "" : random.nextBoolean() ? "👍" : "🎉";
        return new Deed(member, view.room, ref, kind, message.offset(), text, once, number++);
    }

    /** Repeats an old acknowledged message, with the same text or a different one. */
    void repeat(boolean otherText) {
        List<Deed> known = said.values().stream()
                .filter(deed -> deed.position != null && !deed.voided && views.get(deed.room).state == View.State.IN)
                .sorted((a, b) -> a.number - b.number)
                .toList();
        if (!known.isEmpty()) {
            Deed deed = known.get(random.nextInt(known.size()));
            deed.contested |= otherText;
            tell(otherText ? new Write.Post(deed.ref, deed.room, deed.text + " or not", null) : deed.command());
        }
    }

    /** Reads one frame. */
    void read() {
        for (Event event : pipe.frames.remove()) {
            trace.say(() -> member.name() + " reads "
                    + (event.toString().length() > 250 ? event.toString().substring(0, 250) : event));
            take(event);
        }
    }

    private void take(Event event) {
        if (event instanceof Logged logged) {
            views.get(logged.room()).saw(logged);
        } else if (event instanceof Event.Joined joined) {
            views.get(joined.room()).joined(joined);
        } else if (event instanceof Event.Reset reset) {
            views.get(reset.room()).reset(reset);
        } else if (event instanceof Event.Ack ack) {
            acknowledged(ack);
        } else if (event instanceof Event.Failure failure) {
            failed(failure);
        } else if (event instanceof Event.History history) {
            history(history);
        }
    }

    private void history(Event.History history) {
        Set<Long> deleted = pages.remove(history.ref());
        for (Logged.Message message : history.messages()) {
            truth.saw(message);
            truth.sawFolded(message);
            truth.require(
                    !deleted.contains(message.offset()) || message.deleted() != null,
                    () -> "a page contains deleted text: " + message);
        }
        for (int i = 1; i < history.messages().size(); i++) {
            long last = history.messages().get(i - 1).offset();
            long next = history.messages().get(i).offset();
            truth.require(
                    last < next && truth.between(history.room(), last, next) == 0,
                    () -> "a gap in the page " + history);
        }
    }

    private void acknowledged(Event.Ack ack) {
        if (ack.offset() == null) {
            views.get(ack.room()).left(ack.ref());
            return;
        }
        Deed deed = said.get(ack.ref());
        truth.acknowledged(deed, ack);
        if (deed == pending) {
            pending = null;
        }
    }

    private void failed(Event.Failure failure) {
        ErrorCode code = failure.code();
        boolean later = code == ErrorCode.UNAVAILABLE || code == ErrorCode.BUSY || code == ErrorCode.NOT_JOINED;
        String ref = failure.ref();
        Deed deed = said.get(ref);
        View view = views.values().stream()
                .filter(one -> ref != null && (ref.equals(one.joinRef) || ref.equals(one.leaveRef)))
                .findFirst()
                .orElse(null);
        if (view != null && later && view.state != View.State.OUT) {
            if (ref.startsWith("leave")) {
                view.isRefusedToLeave(ref, code);
            } else {
                view.joinFailed();
                view.notBefore = after(failure);
            }
        } else if (deed != null) {
            boolean impossible = (code == ErrorCode.NOT_FOUND || code == ErrorCode.FORBIDDEN) && deed.target > 0;
            boolean refused = impossible
                    || code == ErrorCode.BUSY
                    || code == ErrorCode.NOT_JOINED
                    || code == ErrorCode.INVALID && deed.text.startsWith(FaultyStore.POISON);
            truth.require(
                    !impossible || deed.position == null,
                    () -> "stored, but the repetition failed: " + failure + " for " + deed);
            truth.require(
                    later || refused || code == ErrorCode.CONFLICT && deed.contested,
                    () -> "unexpected reply to " + deed + ": " + failure);
            deed.refused |= refused && deed.once && deed.position == null;
            if (deed == pending && (impossible || code == ErrorCode.INVALID)) {
                // If an older log was restored, two pending attempts may get the same offset.
                deed.refused |= !impossible || truth.forks(deed.room) == 0;
                pending = null;
            } else if (deed == pending && later) {
                sent = false;
                notBefore = after(failure);
            }
        } else {
            truth.require(later || ref == null && code == ErrorCode.INVALID, () -> "unexpected reply: " + failure);
        }
    }

    private long after(Event.Failure failure) {
        return time.nanos()
                + (failure.retryAfter() == null
                        ? 0
                        : Duration.ofMillis(failure.retryAfter()).toNanos());
    }

    /** Checks that the server has not closed the session without a reason. */
    void isServed() {
        truth.require(
                pipe == null || pipe.failed || Peephole.isOpen(pipe.session),
                () -> "the server has closed the session of " + member.name());
    }
}
