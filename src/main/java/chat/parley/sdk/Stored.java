package chat.parley.sdk;

import java.time.Instant;

/**
 * The acknowledgement of a command: the server has stored it.
 *
 * @param ref the id of the command
 * @param offset the place of its entry in the room's log; null if the command has no entry
 * @param position the same place as a token, or null
 * @param at the server's time of the entry, or null
 */
public record Stored(String ref, Long offset, String position, Instant at) {}
