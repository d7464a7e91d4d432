package chat.parley.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Queries that try to break the server. */
final class HostileQueries {
    private static final List<String> PIECES = List.of("\"", "'", "''", "*", "-", "--", "(", ")", "{", "}", "[", "]", ":", "::", "^", "+", "&", "&&", "|", "||", "!", "!!", "<->", "<2>", "\\", "\\\\", "%", "_", ";", "/*",
            "*/", "\0", "\u0001", "\uD800", "\uDC00", "\uFFFF", "\uFEFF", "\u202E", "\u200D", "\u0301", "\u0345", "AND", "OR", "NOT", "NEAR", "NEAR(a b, 2)", "a", "ab", "ab*", "部", "ー", "ﷺ", "İ", "ß", "🎉", "🏽", "from:",
            "in:", "has:", "before:", "after:", "from:a", "in:a", "has:link", "before:2026-01-01", "after:9999-12-31", "words:", "tags:", "words : a", "{words} : a", "all", "in1", "bymira", ":all", ":in1", "rowid",
            "'a':*", "'a':1A", "$1", "?", "?1", "@x", "#", "\t", "\n", "\u00A0", "\u3000", "1e400", "-1", "0x0", "NULL", "DROP TABLE search", "'; DROP TABLE search; --", "\" OR words : \"a", "a\" * b", "x'00'");
    private static final List<String> WHOLE = List.of("", " ", "\0", "x".repeat(10_000), "\"".repeat(499), "\"".repeat(500), "a ".repeat(5_000), "\"a\" ".repeat(20), "\"a\" ".repeat(21), "-a ".repeat(21), "部".repeat(500), "ﷺ".repeat(500),
            "ﷺ".repeat(499) + "*", "(".repeat(500), "*".repeat(500), "-".repeat(500), "a-".repeat(250), "\u0301".repeat(500), "a" + "\u0301".repeat(499), "🎉".repeat(250), "🎉".repeat(500), "\uD83C".repeat(500), "before:",
            "before:2026-13-01", "before:+999999999-01-01", "before:0000-01-01", "after:9999-12-31", "after:-0001-01-01", "after:２０２６-01-01", "-before:2026-01-01", "has:link -has:link", "in:" + "x".repeat(65), "in:\u202Ex", "in:\uD800",
            "in:\"\0\"", "from:\"\"", "from:***", "from:\uD800", "in:' OR 1=1", "-in:a", "-from:b", "-has:link", "-in:lobby -from:mira", "a*b*c*", "ab*cd*", "\"ab\"*", "\"ab*\"", "-\"ab\"*", "-\"", "\"-", "a\"b", "\"a\"b\"c\"", "a:b:c:d",
            "http://x/?q=\"y\"", "from:from:from:a", "in:in:a", "\u201Ca\u201D", "\u201Ea\"", "AND", "a AND", "NOT a", "a NEAR b", "^a", "a + b", "words:a", "{a b}:c", "a <-> b", "!a", "a & !b", "a:*", "'a'", "''", "'''", "a''b", "\\'", "a\\");

    private HostileQueries() {}

    static List<String> all() {
        List<String> all = new ArrayList<>(WHOLE);
        all.addAll(PIECES);
        PIECES.forEach(piece -> all.addAll(List.of("special " + piece, piece + "special", "\"special " + piece + "\"", "-" + piece + " here")));
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            String between = i % 2 == 0 ? "" : " ";
            all.add(IntStream.range(0, 1 + random.nextInt(8)).mapToObj(j -> PIECES.get(random.nextInt(PIECES.size()))).collect(Collectors.joining(between)));
        }
        return all;
    }
}
