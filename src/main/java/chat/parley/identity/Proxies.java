package chat.parley.identity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The proxies whose {@code X-Forwarded-*} headers are trusted. Thread-safe. */
public final class Proxies {
    /** Headers that proxies add. */
    public static final List<String> HEADERS =
            List.of("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via");

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);
    private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");
    /** Some proxies add the client's port. */
    private static final Pattern WITH_PORT =
            Pattern.compile("(?<four>[0-9.]+):[0-9]{1,5}|\\[(?<six>[^\\]]*)\\](:[0-9]{1,5})?");

    private final Set<String> addresses;

    Proxies(Collection<String> addresses) {
        this.addresses = addresses.stream().map(Proxies::canonical).collect(Collectors.toUnmodifiableSet());
    }

    /** @param address an IP address, or null */
    boolean contains(String address) {
        return address != null && addresses.contains(canonical(address));
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
            String before = parsed(way[i].strip());
            if (before == null) {
                break;
            }
            client = before;
        }
        return client;
    }

    /** The canonical form of an IP address, without port, brackets and zone; other text unchanged. */
    static String canonical(String text) {
        String address = parsed(text);
        return address == null ? text : address;
    }

    /** The canonical form, or null if the text is not an IP address. */
    static String parsed(String text) {
        Matcher port = WITH_PORT.matcher(text);
        String bare = !port.matches() ? text : port.group("four") != null ? port.group("four") : port.group("six");
        String plain = bare.replaceFirst("%.*", "");
        if (!IPV4.matcher(plain).matches() && !IPV6.matcher(plain).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(plain).getHostAddress(); // no DNS lookup: the text is an address
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
