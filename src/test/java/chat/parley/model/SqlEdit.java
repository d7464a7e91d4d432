package chat.parley.model;

/**
 * Replaces text in every SQL statement that contains it. A run fails if there is none.
 *
 * @param to may contain {@code :started}, the start time of the server process in milliseconds
 */
public record SqlEdit(String from, String to) implements Edit {}
