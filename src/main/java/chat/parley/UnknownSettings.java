package chat.parley;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds names that look like settings but are not: a misspelt setting would otherwise be ignored silently. */
public final class UnknownSettings {
    private static final String VARIABLE = "PARLEY_";
    private static final String PROPERTY = "parley.";
    /** The directory of the page files during development, read elsewhere. */
    private static final Set<String> OTHER_PROPERTIES = Set.of("parley.webapp");

    private static final int MAX_EDITS = 3;
    private static final String HELP = "--help lists the settings";

    private UnknownSettings() {}

    /** Returns one warning per name. Warnings omit values, which may be secrets. */
    static List<String> in(Map<String, String> properties, Map<String, String> environment) {
        Map<String, String> variables = new TreeMap<>(environment);
        variables.entrySet().removeIf(variable -> ServiceLinks.isServiceLink(variable.getKey(), variable.getValue()));
        return Stream.concat(
                        variables.keySet().stream()
                                .flatMap(name -> stray(name, "environment variable", VARIABLE, Setting::variable)),
                        properties.keySet().stream()
                                .sorted()
                                .filter(name -> !OTHER_PROPERTIES.contains(name))
                                .flatMap(name -> stray(name, "system property", PROPERTY, Setting::property)))
                .toList();
    }

    /** The hint that follows an unknown key of a config file, such as {@code did you mean retention?}. */
    static String hintFor(String key) {
        String bare = normalized(key).replaceFirst("^_?parley_", "");
        return nearest(bare, Stream.of(Setting.values()).map(Setting::key).collect(Collectors.toSet()), MAX_EDITS)
                .map(known -> "did you mean " + known + "?")
                .orElse(HELP);
    }

    /** The known option closest to a misspelt one, such as {@code --retention} for {@code --retenton}. */
    public static Optional<String> suggestionFor(String option) {
        return nearest(
                option,
                Stream.of(Setting.values()).map(setting -> "--" + setting.key()).collect(Collectors.toSet()),
                MAX_EDITS);
    }

    private static Stream<String> stray(String name, String kind, String prefix, Function<Setting, String> named) {
        Set<String> known = Stream.of(Setting.values()).map(named).collect(Collectors.toSet());
        if (known.contains(name)) {
            return Stream.empty();
        }
        boolean hasPrefix = normalized(name).startsWith(normalized(prefix));
        Optional<String> meant = nearest(name, known, hasPrefix ? MAX_EDITS : 1); // such as PARLY_RETENTION
        if (!hasPrefix && meant.isEmpty()) {
            return Stream.empty();
        }
        String hint = meant.map(setting -> "; did you mean " + setting + "?").orElse("; " + HELP);
        return Stream.of("The " + kind + " " + name + " is not a Parley setting and is ignored" + hint);
    }

    private static Optional<String> nearest(String name, Set<String> known, int maxEdits) {
        return known.stream()
                .filter(setting -> distance(normalized(name), normalized(setting)) <= maxEdits)
                .min(Comparator.comparingInt((String setting) -> distance(normalized(name), normalized(setting)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Normalizes case and separators, so that {@code parley_max.frame} matches {@code PARLEY_MAX_FRAME}. */
    private static String normalized(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[._-]+", "_");
    }

    /** Levenshtein distance. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
