package chat.parley.event;

import java.util.List;

/**
 * A place in a text that names somebody, with its {@code @}.
 *
 * @param start in UTF-16 units
 * @param end before which unit it ends
 * @param members the ids of those who are named: more than one where several share the name
 */
public record Mention(int start, int end, List<String> members) {}
