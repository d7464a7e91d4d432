package chat.parley.namespace;

import chat.parley.event.Command;
import chat.parley.event.Event;
import chat.parley.event.Write;
import chat.parley.socketio.Answer;
import java.util.ArrayList;
import java.util.List;

/**
 * A command that keeps its place in a socket's {@link WaitingLine}, with the acknowledgements that wait for it. For the line.
 *
 * <p>A client that retries sends the same command again under a new acknowledgement, so there may be several; the oldest
 * ones have timed out by then.
 */
final class Held {
    private static final int MOST_ANSWERS = 8;
    /** A command and its objects besides the text. */
    private static final int OVERHEAD = 200;

    private final Command command;
    private final String said;
    private final boolean sure;
    private final List<Answer> answers = new ArrayList<>(1);
    private long askedAt;

    private Held(Command command, String said, boolean sure, Answer answer, long nanos) {
        this.command = command;
        this.said = said;
        this.sure = sure;
        this.answers.add(answer);
        this.askedAt = nanos;
    }

    /** A command that is repeated until it can be carried out. @param said as the client sent it */
    static Held sure(Command command, String said, Answer answer, long nanos) {
        return new Held(command, said, true, answer, nanos);
    }

    /** A command that only waits for its turn, and is answered as usual. */
    static Held once(Command command, String said) {
        return new Held(command, said, false, Answer.NONE, 0);
    }

    Command command() {
        return command;
    }

    boolean isSure() {
        return sure;
    }

    boolean isWrite() {
        return command instanceof Write;
    }

    /** When the client asked for it last, as {@link System#nanoTime}. */
    long askedAt() {
        return askedAt;
    }

    int weight() {
        return OVERHEAD + said.length();
    }

    List<Answer> answers() {
        return List.copyOf(answers);
    }

    boolean isSameAs(Held other) {
        return sure && other.sure && said.equals(other.said);
    }

    /** The client asks once more. */
    void join(Held again) {
        if (answers.size() == MOST_ANSWERS) {
            answers.remove(0);
        }
        answers.addAll(again.answers);
        askedAt = again.askedAt;
    }

    /** Whether this is the answer, and not one to another command with the same ref. */
    boolean isAnsweredBy(Event.Reply reply) {
        if (!command.ref().equals(reply.ref())) {
            return false;
        }
        boolean stored = reply instanceof Event.Ack ack && ack.offset() != null;
        boolean done = command instanceof Command.Join ? reply instanceof Event.Joined : reply instanceof Event.Ack && !stored;
        return reply instanceof Event.Failure || (isWrite() ? stored : done);
    }
}
