package chat.parley.index;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The position of a search's next page.
 *
 * @param end an upper bound of ids, exclusive. Newest first: the last id returned. Best first: the bound at the start
 *     of the search, so that later messages do not shift the pages
 * @param skip the number of hits already returned, best first; 0 for newest first
 */
record SearchCursor(long end, int skip) {
    private static final int RADIX = 36;
    private static final Pattern TEXT = Pattern.compile("([0-9a-z]{1,13})(?:-([0-9]{1,4}))?");

    /** @throws Refusal if the cursor is invalid for this order */
    static SearchCursor parse(String text, SearchOrder order) {
        Matcher parts = TEXT.matcher(text);
        if (parts.matches() && (parts.group(2) != null) == (order == SearchOrder.BEST)) {
            try {
                return new SearchCursor(
                        Long.parseLong(parts.group(1), RADIX),
                        parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2)));
            } catch (NumberFormatException e) {
                // too large for a number
            }
        }
        throw new Refusal(ErrorCode.INVALID, "Invalid cursor for this query");
    }

    @Override
    public String toString() {
        return Long.toString(end, RADIX) + (skip == 0 ? "" : "-" + skip);
    }
}
