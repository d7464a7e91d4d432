package chat.parley.identity;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The proxies whose {@code X-Forwarded-*} headers are trusted. Thread-safe. */
public final class Proxies {
    /** Headers that proxies add. */
    public static final List<String> HEADERS =
            List.of("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via");

    private final IpNetworks networks;

    /** @throws IllegalArgumentException if one is neither an IP address nor a network */
    Proxies(Collection<String> networks) {
        this.networks = new IpNetworks(networks);
    }

    /** @param address an IP address, or null */
    boolean contains(String address) {
        return networks.contains(address);
    }

    /**
     * Whether the request says that a proxy passed it on, but came from an address that is not a trusted proxy's.
     *
     * @param from the address of the connection, or null if unknown
     * @param headers values of headers that proxies add; null for each that is missing
     */
    public boolean isPassedOnByOthers(String from, String... headers) {
        return !contains(from) && Stream.of(headers).anyMatch(Objects::nonNull);
    }

    /**
     * The client's address. Starts with the address of the connection and follows the header from its end while the
     * address is a trusted proxy's; values before the first untrusted address may be forged.
     *
     * @param from the address of the connection, or null if unknown
     * @param forwarded all values of the header {@code X-Forwarded-For}, separated by commas, or null
     */
    public String client(String from, String forwarded) {
        if (from == null || forwarded == null) {
            return from;
        }
        String client = from;
        String[] way = forwarded.split(",");
        for (int i = way.length - 1; i >= 0 && contains(client); i--) {
            String before = IpAddress.parsed(way[i].strip());
            if (before == null) {
                break;
            }
            client = before;
        }
        return client;
    }
}
