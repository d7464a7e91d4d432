package chat.parley.search;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Reads a search from left to right. Whatever is typed is either understood or refused with a reason. */
final class QueryParser {
    private static final int LONGEST = 500;
    private static final int MOST = 20;
    private static final int SHORTEST_PREFIX = 2;
    /** A store goes through all the words that begin so, and nothing stops it on the way. */
    private static final int MOST_PREFIXES = 5;
    private static final int DATE = 10;
    /** Telephones make curved ones of straight ones. */
    private static final String QUOTES = "\"\u201C\u201D\u201E\u201F\uFF02";

    private final String text;
    private int at;
    private int count;
    private int prefixes;
    private final List<Term> terms = new ArrayList<>();
    private final List<Term> from = new ArrayList<>();
    private final List<SearchQuery.InRoom> in = new ArrayList<>();
    private Boolean link;
    private Instant after;
    private Instant before;

    QueryParser(String text) {
        if (text == null) {
            throw refusal("query is missing");
        }
        if (text.length() > 2 * LONGEST || text.codePointCount(0, text.length()) > LONGEST) {
            throw refusal("A search has at most " + LONGEST + " characters");
        }
        this.text = text;
    }

    SearchQuery parse() {
        for (skipSpaces(); at < text.length(); skipSpaces()) {
            item();
        }
        boolean something = terms.stream().anyMatch(term -> !term.excluded());
        if (!something && from.isEmpty() && in.isEmpty() && link == null && after == null && before == null) {
            throw refusal(terms.isEmpty() ? "There is nothing to search for" : "There is nothing to search for but what is excluded");
        }
        return new SearchQuery(List.copyOf(terms), List.copyOf(from), List.copyOf(in), link, after, before);
    }

    private void item() {
        boolean excluded = text.charAt(at) == '-';
        if (excluded) {
            at++;
        }
        String filter = filter();
        String value = value();
        boolean prefix = at < text.length() && text.charAt(at) == '*';
        if (prefix) {
            at++;
        }
        switch (filter) {
            case "" -> addTerm(terms, value, prefix, excluded);
            case "from" -> addFrom(value, prefix, excluded);
            case "in" -> add(in, new SearchQuery.InRoom(required(filter, value, "the name of a room"), excluded));
            case "has" -> has(value, excluded);
            default -> date(filter, value, excluded);
        }
    }

    /** The name of the filter that stands here, behind whose colon it goes on; "" where there is none. */
    private String filter() {
        for (String name : List.of("from", "in", "before", "after", "has")) {
            int colon = at + name.length();
            if (colon < text.length() && text.charAt(colon) == ':' && text.regionMatches(true, at, name, 0, name.length())) {
                at = colon + 1;
                return name;
            }
        }
        return "";
    }

    /** In quotation marks, or up to the next space or star. */
    private String value() {
        int start = at;
        if (at < text.length() && isQuote(text.charAt(at))) {
            at++;
            while (at < text.length() && !isQuote(text.charAt(at))) {
                at++;
            }
            if (at == text.length()) {
                throw refusal("A quotation mark is not closed");
            }
            at++;
            return text.substring(start + 1, at - 1);
        }
        while (at < text.length() && !isSpace(text.charAt(at)) && !isQuote(text.charAt(at)) && text.charAt(at) != '*') {
            at++;
        }
        return text.substring(start, at);
    }

    private void skipSpaces() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }

    private static boolean isQuote(char c) {
        return QUOTES.indexOf(c) >= 0;
    }

    /** What has no letters, such as a lonely dash, looks for nothing. */
    private void addTerm(List<Term> list, String value, boolean star, boolean excluded) {
        List<Word> words = Words.in(value);
        if (words.isEmpty()) {
            return;
        }
        Word last = words.get(words.size() - 1);
        boolean prefix = star && !last.whole();
        if (prefix && last.letters().codePointCount(0, last.letters().length()) < SHORTEST_PREFIX) {
            throw refusal("A word that ends with * needs at least " + SHORTEST_PREFIX + " letters before it");
        }
        if (prefix && ++prefixes > MOST_PREFIXES) {
            throw refusal("A search has at most " + MOST_PREFIXES + " words that end with *");
        }
        add(list, new Term(words.stream().map(Word::letters).toList(), prefix, excluded));
    }

    private void addFrom(String value, boolean prefix, boolean excluded) {
        int before = from.size();
        addTerm(from, required("from", value, "a name"), prefix, excluded);
        if (from.size() == before) {
            throw refusal("from: needs a name");
        }
    }

    private void has(String value, boolean excluded) {
        if (!value.equalsIgnoreCase("link")) {
            throw refusal("has: can only be has:link");
        }
        if (link != null && link == excluded) {
            throw refusal("has:link cannot be asked for and excluded at once");
        }
        link = !excluded;
        counted();
    }

    private void date(String filter, String value, boolean excluded) {
        if (excluded) {
            throw refusal("A dash cannot stand before " + filter + ":");
        }
        Instant day = day(filter, value);
        if (filter.equals("after")) {
            after = after == null || day.isAfter(after) ? day : after;
        } else {
            before = before == null || day.isBefore(before) ? day : before;
        }
        counted();
    }

    private static Instant day(String filter, String value) {
        try {
            if (value.length() == DATE) { // else it is a year that no message is from
                return LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
        } catch (DateTimeParseException e) {
            // told below
        }
        throw refusal(filter + ": needs a date such as 2026-11-22");
    }

    private static String required(String filter, String value, String what) {
        if (value.isBlank()) {
            throw refusal(filter + ": needs " + what);
        }
        return value;
    }

    private <T> void add(List<T> list, T item) {
        list.add(item);
        counted();
    }

    private void counted() {
        if (++count > MOST) {
            throw refusal("A search has at most " + MOST + " words and filters");
        }
    }

    private static Refusal refusal(String message) {
        return new Refusal(ErrorCode.INVALID, message);
    }
}
