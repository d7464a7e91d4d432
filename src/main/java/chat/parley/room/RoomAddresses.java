package chat.parley.room;

import chat.parley.event.Member;
import chat.parley.event.RoomId;
import chat.parley.identity.Secrets;
import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Computes the addresses of private and direct rooms. Nobody without the store's secret can guess one, and the same
 * command or the same people lead to the same room, so a repeated command creates nothing twice.
 */
final class RoomAddresses {
    private final String secret;

    /** @param secret the store's secret */
    RoomAddresses(String secret) {
        this.secret = secret;
    }

    /** The private room that this command of the member creates. */
    String ofPrivate(Member creator, String ref) {
        return of("private room\n" + creator.id() + "\n" + ref);
    }

    /** The direct room of these people. @param people their ids */
    String ofDirect(Collection<String> people) {
        return of("direct room\n" + String.join("\n", new TreeSet<>(people)));
    }

    /** In lower case, because the case of a room's name does not matter. */
    private String of(String text) {
        return RoomId.UNLISTED + Secrets.keyedDigestOf(secret, text).toLowerCase(Locale.ROOT);
    }
}
