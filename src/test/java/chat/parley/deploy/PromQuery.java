package chat.parley.deploy;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A query for Prometheus, as far as its names go. Any word that is neither a function nor a label is a metric. */
record PromQuery(String text) {
    private static final Set<String> FUNCTIONS = Set.of(
            "sum", "max", "min", "count", "rate", "histogram_quantile", "min_over_time", "by", "on", "and", "or");

    private static final Pattern STRING = Pattern.compile("\"[^\"]*\"");
    private static final Pattern SELECTOR = Pattern.compile("\\{[^}]*\\}");
    private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*\\]");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)\\s*(?:=~|!~|!=|=)");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][\\w:]*");

    /** The names of the series. */
    Set<String> metrics() {
        String bare = STRING.matcher(text).replaceAll("");
        bare = SELECTOR.matcher(bare).replaceAll("");
        bare = RANGE.matcher(GROUPING.matcher(bare).replaceAll(" ")).replaceAll("");
        Set<String> names = words(bare);
        names.removeAll(FUNCTIONS);
        return names;
    }

    /** The names of the metrics, as /metrics describes them. */
    Set<String> families() {
        Set<String> families = new TreeSet<>();
        metrics().forEach(name -> families.add(name.replaceFirst("_(bucket|sum|count)$", "")));
        return families;
    }

    /** The labels by which it selects or groups. */
    Set<String> labels() {
        String bare = STRING.matcher(text).replaceAll("");
        Set<String> labels = new TreeSet<>();
        for (Matcher selector = SELECTOR.matcher(bare); selector.find(); ) {
            LABEL.matcher(selector.group()).results().forEach(found -> labels.add(found.group(1)));
        }
        for (Matcher grouping = GROUPING.matcher(bare); grouping.find(); ) {
            labels.addAll(words(grouping.group(1)));
        }
        return labels;
    }

    private static Set<String> words(String text) {
        Set<String> words = new TreeSet<>();
        WORD.matcher(text).results().forEach(found -> words.add(found.group()));
        return words;
    }
}
