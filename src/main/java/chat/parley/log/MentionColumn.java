package chat.parley.log;

import chat.parley.event.Mention;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The column {@code mentions}: a line for each place, with its start, its end and the members' ids. Null where nobody has looked. */
final class MentionColumn {
    private MentionColumn() {}

    static String text(List<Mention> mentions) {
        return mentions == null ? "" : mentions.stream()
                .map(mention -> mention.start() + " " + mention.end() + " " + String.join(" ", mention.members()))
                .collect(Collectors.joining("\n"));
    }

    /** Null where there are none. */
    static List<Mention> read(String column) {
        return column == null || column.isEmpty() ? null : Stream.of(column.split("\n")).map(MentionColumn::line).toList();
    }

    private static Mention line(String line) {
        String[] parts = line.split(" ");
        return new Mention(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), List.copyOf(Arrays.asList(parts).subList(2, parts.length)));
    }
}
