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

    private final Predicate<WireCommand> put;
    private final Map<String, Consumer<WireEvent>> answers = new HashMap<>();

    /** @param put returns whether the command was sent */
    WireExchange(Predicate<WireCommand> put) {
        this.put = put;
    }

    void send(WireCommand command, Consumer<WireEvent> answer) {
        if (put.test(command)) {
            answers.put(command.ref(), answer);
        }
    }

    /** Sends a command that may get lost. */
    void tell(WireCommand command) {
        send(command, reply -> {});
    }

    /** Returns whether somebody was waiting for this reply. */
    boolean take(WireEvent event) {
        String ref = event.text("ref");
        if (ref == null || !REPLIES.contains(event.type())) {
            return false;
        }
        Consumer<WireEvent> answer = answers.remove(ref);
        if (answer != null) {
            answer.accept(event);
        }
        return answer != null;
    }

    /** The session is over: no more replies will arrive. */
    void clear() {
        answers.clear();
    }
}
