package chat.parley.identity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Who may read the metrics and the details of the health: the clients of some networks, and whoever has the token.
 * Thread-safe.
 */
public final class MonitoringAccess {
    /**
     * Request attribute, set if the request says that a proxy passed it on and this proxy is not trusted. Its address is
     * then the proxy's, not the client's.
     */
    public static final String PASSED_ON = MonitoringAccess.class.getName() + ".passedOn";

    private static final String BEARER = "bearer ";
    private static final int BITS = 8;

    private final List<Network> networks;
    private final byte[] token;

    private record Network(byte[] address, int bits) {
        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 1 << (BITS - 1 - bit % BITS);
                if ((address[bit / BITS] & mask) != (other[bit / BITS] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * @param networks IP addresses and networks such as {@code 10.0.0.0/8}
     * @param token null if there is none
     * @throws IllegalArgumentException if one is no network
     */
    public MonitoringAccess(Collection<String> networks, String token) {
        this.networks = networks.stream().map(MonitoringAccess::network).toList();
        this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
    }

    private static Network network(String text) {
        String[] parts = text.split("/", 2);
        byte[] address = bytes(parts[0]);
        int most = address == null ? 0 : address.length * BITS;
        boolean valid = address != null
                && (parts.length == 1 || parts[1].matches("[0-9]{1,3}") && Integer.parseInt(parts[1]) <= most);
        if (!valid) {
            throw new IllegalArgumentException(text + " is neither an IP address nor a network");
        }
        return new Network(address, parts.length == 1 ? most : Integer.parseInt(parts[1]));
    }

    /** Null if the text is not an IP address. */
    private static byte[] bytes(String text) {
        String address = Proxies.parsed(text);
        try {
            return address == null ? null : InetAddress.getByName(address).getAddress(); // no DNS lookup
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /**
     * Whether the client may read everything.
     *
     * @param address the client's; null if unknown
     * @param passedOn see {@link #PASSED_ON}: an untrusted proxy on this machine must not open the door to everybody
     * @param authorization the request's header, or null
     */
    public boolean admits(String address, boolean passedOn, String authorization) {
        if (hasToken(authorization)) {
            return true;
        }
        byte[] bytes = address == null || passedOn ? null : bytes(address);
        return bytes != null && networks.stream().anyMatch(network -> network.contains(bytes));
    }

    /** Compares in a time that does not depend on how much is right. */
    private boolean hasToken(String authorization) {
        boolean given = token != null
                && authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return given
                && MessageDigest.isEqual(
                        authorization.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8), token);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return networks.stream()
                .map(network -> Arrays.toString(network.address()) + "/" + network.bits())
                .toList()
                .toString();
    }
}
