package chat.parley.log;

/**
 * What a room asks of its members.
 *
 * @param text Markdown; empty for nothing
 * @param offset of the entry that set it; 0 for none
 */
public record Rules(String text, long offset) {}
