package chat.parley.identity;

import java.security.Principal;
import java.util.Objects;

/**
 * The client of a request. A principal, because hosts pass that on from a handshake request to its WebSocket.
 *
 * @param address the client's IP address; see {@link Proxies#client}
 * @param authentication who the request proves the client to be; null if it proves nothing
 */
public record Caller(String address, Authentication authentication) implements Principal {
    /** The close reason for a WebSocket that bypassed Parley's filter. */
    public static final String UNGUARDED = "WebSocket opened before the origin check";

    private static final int GROUPS_OF_A_NETWORK = 4;

    @Override
    public String getName() {
        return address;
    }

    /**
     * Whether the handshake passed Parley's filter, which sets the caller. Some hosts accept WebSockets before filters
     * run.
     */
    public static boolean isGuarded(Principal principal) {
        return principal instanceof Caller;
    }

    /** The client with this principal, which is null or a {@link Caller}. Unknown for null. */
    public static Caller of(Principal principal) {
        return principal instanceof Caller caller ? caller : new Caller(null, null);
    }

    /** The client's network, for limits; null if unknown. */
    public String network() {
        return network(address);
    }

    /** Whether both requests prove the same member, or neither proves any. */
    public boolean isSameMember(Caller other) {
        return Objects.equals(memberId(), other.memberId());
    }

    private String memberId() {
        return authentication == null ? null : authentication.member().id();
    }

    /** The unit of limits: an IPv4 address, or the IPv6 /64 network that a subscriber has. Null for null. */
    public static String network(String address) {
        String plain = address == null ? null : IpAddress.canonical(address);
        if (plain == null || plain.indexOf(':') < 0) {
            return plain;
        }
        String[] groups = plain.split(":", GROUPS_OF_A_NETWORK + 1);
        return groups.length <= GROUPS_OF_A_NETWORK
                ? plain
                : String.join(":", groups[0], groups[1], groups[2], groups[3]) + "::";
    }
}
