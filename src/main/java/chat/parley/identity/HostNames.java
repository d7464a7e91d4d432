package chat.parley.identity;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The accepted values of the {@code Host} header. Protects against DNS rebinding: when an attacker points a host name
 * at this server, browsers treat its pages as same-origin, and only the {@code Host} header reveals the name.
 * Thread-safe.
 */
public final class HostNames {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> LOOPBACK_ADDRESSES = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
    private static final Set<String> SECURE = Set.of("https", "wss");
    private static final Pattern HOST =
            Pattern.compile("(?<name>\\[[0-9a-f:.]{2,45}\\]|[^\\s/?#@:\\[\\],]{1,255})(:[0-9]{1,5})?");

    /** Probes call a server by its address. No foreign page can, so an address does no harm. */
    private static final Set<String> MONITORING = Set.of("/health/live", "/health/ready", "/metrics");

    private final boolean any;
    private final Set<String> names;
    private final Proxies proxies;

    private HostNames(boolean any, Set<String> names, Proxies proxies) {
        this.any = any;
        this.names = names;
        this.proxies = proxies;
    }

    /**
     * @param names such as {@code chat.example.org}, without ports; if empty, every name is accepted. Loopback names
     *     are always accepted
     * @param proxies the addresses and networks of proxies whose {@code X-Forwarded-For}, {@code X-Forwarded-Host} and
     *     {@code X-Forwarded-Proto} headers are trusted
     * @throws IllegalArgumentException if a name is not a host name, or a proxy neither an address nor a network
     */
    public static HostNames of(Collection<String> names, Collection<String> proxies) {
        Set<String> known = Stream.concat(LOOPBACK.stream(), names.stream().map(HostNames::name))
                .collect(Collectors.toUnmodifiableSet());
        return new HostNames(names.isEmpty(), known, new Proxies(proxies));
    }

    /** For a server that listens only on this address. On a loopback address, unknown names are never accepted. */
    public HostNames listeningOn(String address) {
        return new HostNames(any && !isLoopback(address), names, proxies);
    }

    /** Whether only this machine can connect to the address. */
    public static boolean isLoopback(String address) {
        return LOOPBACK_ADDRESSES.contains(address);
    }

    /**
     * The requested host with its port, as the client sees it.
     *
     * @param host the header {@code Host}, or null
     * @param forwarded the header {@code X-Forwarded-Host}, or null; the last of several values counts
     * @param from the address of the connection
     */
    public String requestedHost(String host, String forwarded, String from) {
        return forwarded(forwarded, from).orElse(host);
    }

    /**
     * Whether the client's connection uses TLS, according to a trusted proxy or else this server.
     *
     * @param secure whether the connection to this server uses TLS
     * @param forwarded the header {@code X-Forwarded-Proto}, or null; the last of several values counts
     * @param from the address of the connection
     */
    public boolean isSecure(boolean secure, String forwarded, String from) {
        return forwarded(forwarded, from)
                .filter(scheme -> !scheme.isEmpty())
                .map(scheme -> SECURE.contains(scheme.toLowerCase(Locale.ROOT)))
                .orElse(secure);
    }

    private Optional<String> forwarded(String header, String from) {
        boolean trusted = header != null && proxies.contains(from);
        return trusted
                ? Stream.of(header.split(",")).reduce((first, last) -> last).map(String::strip)
                : Optional.empty();
    }

    /** The trusted proxies. */
    public Proxies proxies() {
        return proxies;
    }

    /** Whether the host name is accepted. True for null: browsers always send {@code Host}. */
    public boolean knows(String host) {
        if (any || host == null) {
            return true;
        }
        Matcher parts = HOST.matcher(host.strip().toLowerCase(Locale.ROOT));
        return parts.matches() && names.contains(withoutFinalDot(parts.group("name")));
    }

    /** Like {@link #knows(String)}, but paths for monitoring accept any IP address. @param path below the context root */
    public boolean knows(String host, String path) {
        return knows(host) || MONITORING.contains(path) && isAddress(host);
    }

    private static boolean isAddress(String host) {
        Matcher parts = HOST.matcher(host.strip().toLowerCase(Locale.ROOT));
        return parts.matches() && IpAddress.parsed(parts.group("name").replaceAll("[\\[\\]]", "")) != null;
    }

    private static String name(String text) {
        Matcher parts = HOST.matcher(text.toLowerCase(Locale.ROOT));
        if (!parts.matches() || !parts.group("name").equals(text.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(text + " is not a host name; omit scheme and port");
        }
        return withoutFinalDot(parts.group("name"));
    }

    private static String withoutFinalDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
