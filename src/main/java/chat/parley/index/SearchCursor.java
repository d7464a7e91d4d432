package chat.parley.index;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a search goes on.
 *
 * @param end the first id that is not to be looked at: newest first, the last one that was given; best first, what was new when the search began, so that what comes later moves nothing
 * @param skip how many were given, best first; newest first it is 0
 */
record SearchCursor(long end, int skip) {
    private static final int RADIX = 36;
    private static final Pattern TEXT = Pattern.compile("([0-9a-z]{1,13})(?:-([0-9]{1,4}))?");

    /** @throws Refusal where no such cursor was ever given */
    static SearchCursor parse(String text, Search.Order order) {
        Matcher parts = TEXT.matcher(text);
        if (parts.matches() && (parts.group(2) != null) == (order == Search.Order.BEST)) {
            try {
                return new SearchCursor(Long.parseLong(parts.group(1), RADIX), parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2)));
            } catch (NumberFormatException e) {
                // more than a number can be
            }
        }
        throw new Refusal(ErrorCode.INVALID, "cursor is none of this search");
    }

    @Override
    public String toString() {
        return Long.toString(end, RADIX) + (skip == 0 ? "" : "-" + skip);
    }
}
