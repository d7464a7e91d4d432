package chat.parley.event;

import java.util.List;

/**
 * A mention in a text, including its {@code @}.
 *
 * @param start in UTF-16 units
 * @param end in UTF-16 units, exclusive
 * @param members the ids of the mentioned members; several if they share the name
 */
public record Mention(int start, int end, List<String> members) {}
