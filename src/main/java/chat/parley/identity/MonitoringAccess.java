package chat.parley.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;

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

    private final IpNetworks networks;
    private final byte[] token;

    /**
     * @param networks IP addresses and networks such as {@code 10.0.0.0/8}
     * @param token null if there is none
     * @throws IllegalArgumentException if one is no network
     */
    public MonitoringAccess(Collection<String> networks, String token) {
        this.networks = new IpNetworks(networks);
        this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
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
        return !passedOn && networks.contains(address);
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
        return networks.toString();
    }
}
