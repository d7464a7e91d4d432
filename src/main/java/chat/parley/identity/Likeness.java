package chat.parley.identity;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What names look like. Follows the Unicode security mechanisms (UTS #39, section 4): a name's skeleton has, in place of
 * each character, the one that all its lookalikes share. As case matters to the eye but not to a name, a name has several
 * skeletons; two names look alike if they share one. Spaces and punctuation do not count.
 */
public final class Likeness {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\p{Z}\\p{P}]+");
    private static final Map<Integer, String> PROTOTYPES = prototypes();

    private Likeness() {}

    /** The skeletons of a name: at least one, at most three. */
    public static Set<String> of(String name) {
        return Stream.of(
                        skeleton(name.toLowerCase(Locale.ROOT)),
                        skeleton(name.toUpperCase(Locale.ROOT)),
                        skeleton(skeleton(name).toLowerCase(Locale.ROOT)))
                .map(Likeness::joined)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The text with, in place of each character, the one that all its lookalikes share. */
    public static String skeleton(String text) {
        StringBuilder skeleton = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFD).codePoints().forEach(c -> {
            String prototype = PROTOTYPES.get(c);
            if (prototype == null) {
                skeleton.appendCodePoint(c);
            } else {
                skeleton.append(prototype);
            }
        });
        return Normalizer.normalize(skeleton, Normalizer.Form.NFD);
    }

    /** Unless nothing else would be left. */
    private static String joined(String skeleton) {
        String joined = BETWEEN_WORDS.matcher(skeleton).replaceAll("");
        return joined.isEmpty() ? skeleton : joined;
    }

    private static Map<Integer, String> prototypes() {
        Map<Integer, String> prototypes = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Likeness.class.getResourceAsStream("confusables.txt"), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int end = line.indexOf(';');
                if (!line.startsWith("#")) {
                    StringBuilder prototype = new StringBuilder();
                    characters(line, 0, end).forEach(prototype::appendCodePoint);
                    String shared = prototype.toString();
                    characters(line, end + 1, line.length()).forEach(c -> prototypes.put(c, shared));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return prototypes;
    }

    /** The hexadecimal numbers in this part of a line. By hand, because it delays the start of the server. */
    private static List<Integer> characters(String line, int start, int end) {
        List<Integer> found = new ArrayList<>();
        for (int from = start; from < end; ) {
            int space = line.indexOf(' ', from);
            int to = space < 0 || space > end ? end : space;
            found.add(Integer.parseInt(line, from, to, 16));
            from = to + 1;
        }
        return found;
    }
}
