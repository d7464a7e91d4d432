package chat.parley.identity;

import java.security.Principal;

/**
 * The client at the other end of a request. A principal, since that is what hosts carry from a request to the WebSocket that
 * it becomes.
 *
 * @param address the client's IP address, as {@link Proxies#client} gives it
 */
public record Caller(String address) implements Principal {
    /** Why a WebSocket that no guard has seen is closed. */
    public static final String UNGUARDED = "the host accepted this before Parley's filter ran";

    private static final int GROUPS_OF_A_NETWORK = 4;

    @Override
    public String getName() {
        return address;
    }

    /** Whether a WebSocket came past Parley's guards, which tell who calls. Some hosts accept WebSockets before filters run. */
    public static boolean isGuarded(Principal principal) {
        return principal instanceof Caller;
    }

    /** The network by which a WebSocket's client is limited; null where it came without a {@link Caller}. */
    public static String networkOf(Principal principal) {
        return principal instanceof Caller caller ? network(caller.address()) : null;
    }

    /** What is limited as one: an IPv4 address, or the IPv6 network of 64 bits that one subscriber has. Null for null. */
    public static String network(String address) {
        String plain = address == null ? null : Proxies.canonical(address);
        if (plain == null || plain.indexOf(':') < 0) {
            return plain;
        }
        String[] groups = plain.split(":", GROUPS_OF_A_NETWORK + 1);
        return groups.length <= GROUPS_OF_A_NETWORK ? plain : String.join(":", groups[0], groups[1], groups[2], groups[3]) + "::";
    }
}
