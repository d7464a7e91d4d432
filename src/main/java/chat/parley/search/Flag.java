package chat.parley.search;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A filter for what a message has or is, such as {@code has:link}; a leading dash excludes such messages. */
public enum Flag {
    LINK("has"),
    PINNED("is");

    private final String filter;

    Flag(String filter) {
        this.filter = filter;
    }

    /** The word after the colon, and the index's tag. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The filters, such as {@code has}. */
    static Stream<String> filters() {
        return Stream.of(values()).map(flag -> flag.filter).distinct();
    }

    /** Parses a filter and its value. @throws Refusal if there is no such flag */
    static Flag parse(String filter, String value) {
        return Stream.of(values())
                .filter(flag -> flag.filter.equals(filter) && flag.word().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        ErrorCode.INVALID,
                        filter + ": only supports "
                                + Stream.of(values())
                                        .filter(flag -> flag.filter.equals(filter))
                                        .map(Flag::toString)
                                        .collect(Collectors.joining(" and "))));
    }

    /** As typed, such as {@code has:link}. */
    @Override
    public String toString() {
        return filter + ":" + word();
    }
}
