package chat.parley.model;

/**
 * Replaces part of every SQL statement that contains it. A run fails if there was no such statement.
 *
 * @param to may contain {@code :started}, the time in milliseconds at which the current server process started
 */
public record SqlEdit(String from, String to) implements Edit {}
