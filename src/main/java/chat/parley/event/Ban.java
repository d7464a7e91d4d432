package chat.parley.event;

import java.util.List;

/**
 * What a ban has besides its end.
 *
 * @param reason null for none
 * @param addresses keyed hashes of the addresses from which no other guest may enter either; mostly none
 */
public record Ban(String reason, List<String> addresses) {
    /** Most addresses of one guest. */
    public static final int MAX_ADDRESSES = 10;
    /** Most guests of a room who are banned with their addresses. */
    public static final int MAX_PER_ROOM = 1_000;

    public Ban {
        addresses = List.copyOf(addresses);
    }
}
