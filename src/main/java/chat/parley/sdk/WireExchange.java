package chat.parley.sdk;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Sends commands in one session, and passes each reply to whoever sent the command. For the lane. */
final class WireExchange {
    private static final Set<String> REPLIES = Set.of(
            "welcome",
            "renamed",
            "joined",
            "ack",
            "rooms",
            "my-rooms",
            "history",
            "pins",
            "rules",
            "deleted-rooms",
            "roles",
            "audit",
            "search",
            "pong",
            "error");

    private static final class Sent {
        private final WireCommand command;
        private Consumer<WireEvent> answer;
        /** How many replies are still to come. */
        private int copies;

        private Sent(WireCommand command) {
            this.command = command;
        }
    }

    private final Predicate<WireCommand> put;
    private final Map<String, Sent> byRef = new HashMap<>();

    /** @param put returns whether the command was sent */
    WireExchange(Predicate<WireCommand> put) {
        this.put = put;
    }

    /** Sends a command. If it was sent before, the next reply counts. Call only if the ref {@link #isFree}. */
    void send(WireCommand command, Consumer<WireEvent> answer) {
        if (put.test(command)) {
            Sent sent = byRef.computeIfAbsent(command.ref(), ref -> new Sent(command));
            sent.answer = answer;
            sent.copies++;
        }
    }

    /**
     * Whether no other command with this ref waits for its reply. The server stores a ref once in each room, but an
     * error does not say which room it is about.
     */
    boolean isFree(WireCommand command) {
        Sent sent = byRef.get(command.ref());
        return sent == null || sent.command.equals(command);
    }

    /** Sends a command that may get lost. */
    void tell(WireCommand command) {
        send(command, reply -> {});
    }

    /** Takes replies, and returns false for everything else. A command that was sent twice gets two replies. */
    boolean take(WireEvent event) {
        String ref = event.text("ref");
        if (ref == null || !REPLIES.contains(event.type())) {
            return false;
        }
        Sent sent = byRef.get(ref);
        if (sent != null) {
            if (--sent.copies == 0) {
                byRef.remove(ref);
            }
            Consumer<WireEvent> answer = sent.answer;
            sent.answer = reply -> {};
            answer.accept(event);
        }
        return true;
    }

    /** The session is over: no more replies will arrive. */
    void clear() {
        byRef.clear();
    }
}
