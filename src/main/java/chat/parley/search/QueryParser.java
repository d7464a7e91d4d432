package chat.parley.search;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Parses a query from left to right. Everything typed is either understood or refused with a reason. */
public final class QueryParser {
    private static final int MAX_LENGTH = 500;
    private static final int MAX_ITEMS = 20;
    private static final int MIN_PREFIX = 2;
    /** A prefix matches many words, and a database cannot be interrupted while it reads them. */
    private static final int MAX_PREFIXES = 5;

    private static final int DATE = 10;
    /** Includes curly and full-width quotation marks, which phones insert. */
    private static final String QUOTES = "\"\u201C\u201D\u201E\u201F\uFF02";

    private static final List<String> FILTERS = Stream.concat(
                    Stream.of("from", "in", "before", "after"), Flag.filters())
            .toList();

    private final String text;
    private int at;
    private int count;
    private int prefixes;
    private final List<Term> terms = new ArrayList<>();
    private final List<Term> from = new ArrayList<>();
    private final List<SearchQuery.RoomFilter> in = new ArrayList<>();
    private final Map<Flag, Boolean> flags = new EnumMap<>(Flag.class);
    private Instant after;
    private Instant before;

    private QueryParser(String text) {
        if (text == null) {
            throw refusal("query is missing");
        }
        if (text.length() > 2 * MAX_LENGTH || text.codePointCount(0, text.length()) > MAX_LENGTH) {
            throw refusal("Query is too long; use at most " + MAX_LENGTH + " characters");
        }
        this.text = text;
    }

    /**
     * Parses a query as typed by a user: words, {@code "phrases"}, prefixes ({@code deploy*}), excluded words ({@code
     * -word}), and the filters {@code from:}, {@code in:}, {@code before:}, {@code after:} and {@link Flag flags}.
     *
     * @throws Refusal if the query is invalid; the message says why
     */
    public static SearchQuery parse(String text) {
        return new QueryParser(text).parse();
    }

    private SearchQuery parse() {
        for (skipSpaces(); at < text.length(); skipSpaces()) {
            parseItem();
        }
        boolean hasTerm = terms.stream().anyMatch(term -> !term.excluded());
        if (!hasTerm && from.isEmpty() && in.isEmpty() && flags.isEmpty() && after == null && before == null) {
            throw refusal(
                    terms.isEmpty()
                            ? "Query is empty; enter a word to search for"
                            : "Query only excludes words; add one to search for");
        }
        return new SearchQuery(
                List.copyOf(terms), List.copyOf(from), List.copyOf(in), Map.copyOf(flags), after, before);
    }

    private void parseItem() {
        boolean excluded = text.charAt(at) == '-';
        if (excluded) {
            at++;
        }
        String filter = parseFilter();
        String value = parseValue();
        boolean prefix = at < text.length() && text.charAt(at) == '*';
        if (prefix) {
            at++;
        }
        switch (filter) {
            case "" -> addTerm(terms, value, prefix, excluded);
            case "from" -> addFrom(value, prefix, excluded);
            case "in" -> add(in, new SearchQuery.RoomFilter(required(filter, value, "the name of a room"), excluded));
            case "before", "after" -> addDate(filter, value, excluded);
            default -> addFlag(Flag.parse(filter, value), !excluded);
        }
    }

    /** Consumes the name and colon of a filter and returns the name; returns "" if there is no filter here. */
    private String parseFilter() {
        for (String name : FILTERS) {
            int colon = at + name.length();
            if (colon < text.length()
                    && text.charAt(colon) == ':'
                    && text.regionMatches(true, at, name, 0, name.length())) {
                at = colon + 1;
                return name;
            }
        }
        return "";
    }

    /** Consumes a value: in quotation marks, or up to the next space or asterisk. */
    private String parseValue() {
        int start = at;
        if (at < text.length() && isQuote(text.charAt(at))) {
            at++;
            while (at < text.length() && !isQuote(text.charAt(at))) {
                at++;
            }
            if (at == text.length()) {
                throw refusal("Missing closing quotation mark");
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

    /** Adds a term. Ignores values without letters, such as a lone dash. */
    private void addTerm(List<Term> list, String value, boolean star, boolean excluded) {
        List<Word> words = Words.in(value);
        if (words.isEmpty()) {
            return;
        }
        Word last = words.get(words.size() - 1);
        boolean prefix = star && !last.whole();
        if (prefix && last.letters().codePointCount(0, last.letters().length()) < MIN_PREFIX) {
            throw refusal("* needs at least " + MIN_PREFIX + " letters before it");
        }
        if (prefix && ++prefixes > MAX_PREFIXES) {
            throw refusal("Too many words that end with *; use at most " + MAX_PREFIXES);
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

    private void addFlag(Flag flag, boolean wanted) {
        Boolean other = flags.put(flag, wanted);
        if (other != null && other != wanted) {
            throw refusal(flag + " and -" + flag + " exclude each other; remove one");
        }
        countItem();
    }

    private void addDate(String filter, String value, boolean excluded) {
        if (excluded) {
            throw refusal(filter + ": cannot be excluded; remove the dash");
        }
        Instant day = day(filter, value);
        if (filter.equals("after")) {
            after = after == null || day.isAfter(after) ? day : after;
        } else {
            before = before == null || day.isBefore(before) ? day : before;
        }
        countItem();
    }

    private static Instant day(String filter, String value) {
        try {
            if (value.length() == DATE) { // rejects years with more than four digits
                return LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
        } catch (DateTimeParseException e) {
            // reported below
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
        countItem();
    }

    private void countItem() {
        if (++count > MAX_ITEMS) {
            throw refusal("Too many words and filters; use at most " + MAX_ITEMS);
        }
    }

    private static Refusal refusal(String message) {
        return new Refusal(ErrorCode.INVALID, message);
    }
}
