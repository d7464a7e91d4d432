package chat.parley.index;

import chat.parley.event.Hit;
import chat.parley.event.Member;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The file {@code search.txt}; its first lines describe the format. */
record Corpus(List<Said> said, List<Case> cases) {

    /** A message and its time. */
    record Said(Instant at, String room, Member author, String text) {}

    /**
     * A search.
     *
     * @param found the expected texts, with marks
     * @param refusal the expected error, or null
     */
    record Case(String query, List<String> found, String refusal) {}

    static Corpus read() throws IOException {
        List<Said> said = new ArrayList<>();
        List<Case> cases = new ArrayList<>();
        Instant now = Instant.EPOCH;
        try (InputStream file = Corpus.class.getResourceAsStream("search.txt")) {
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                String rest = line.length() < 2 ? "" : line.substring(2).replace("\\n", "\n");
                if (line.startsWith("@ ")) {
                    now = Instant.parse(rest);
                } else if (line.startsWith("? ")) {
                    cases.add(new Case(rest, new ArrayList<>(), null));
                } else if (line.startsWith("= ")) {
                    cases.get(cases.size() - 1).found().add(rest);
                } else if (line.startsWith("! ")) {
                    cases.add(new Case(cases.remove(cases.size() - 1).query(), List.of(), rest));
                } else if (!line.startsWith("#") && !line.isBlank()) {
                    String[] parts = line.replace("\\n", "\n").split(" \\| ", 3);
                    said.add(new Said(now, parts[0], new Member(parts[1], parts[1]), parts[2]));
                }
            }
        }
        return new Corpus(said, cases);
    }

    static String marked(SearchResult.FoundMessage hit) {
        StringBuilder text = new StringBuilder(hit.entry().asMessage().text());
        for (int i = hit.marks().size() - 1; i >= 0; i--) {
            Hit.Mark mark = hit.marks().get(i);
            text.insert(mark.end(), "]]").insert(mark.start(), "[[");
        }
        return text.toString();
    }
}
