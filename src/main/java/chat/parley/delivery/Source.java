package chat.parley.delivery;

import java.util.function.Consumer;

/**
 * What a {@link Cursor} reads: two sequences of numbered events in memory, presence changes and log entries, with the
 * log behind the entries. Implementations are thread-safe and do not block.
 */
public interface Source {
    /** Whether the session may still receive anything from here. Once false, it stays so. */
    boolean isOpen();

    Tail changes();

    /** Not null after the first {@link Cursor#put}. */
    Tail entries();

    /** The newest ephemeral state, such as who is typing. */
    Ephemeral ephemeral();

    /** For a cursor behind the changes in memory: passes the step from which it continues, on any thread. */
    void catchUpChanges(long offset, Consumer<Step> answer);

    /** For a cursor behind the entries in memory: passes a step with entries from the log, on any thread. */
    void catchUp(long offset, long change, int maxChars, Consumer<Step> answer);
}
