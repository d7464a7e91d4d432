package chat.parley.identity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads IP addresses as headers, settings and hosts write them. Never looks up a name. */
final class IpAddress {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile("(" + OCTET + "\\.){3}" + OCTET);
    private static final Pattern IPV6 = Pattern.compile("(?=.*:)[0-9A-Fa-f:.]{2,45}");
    /** Some proxies add the client's port. */
    private static final Pattern WITH_PORT =
            Pattern.compile("(?<four>[0-9.]+):[0-9]{1,5}|\\[(?<six>[^\\]]*)\\](:[0-9]{1,5})?");

    private IpAddress() {}

    /** The canonical form of an address, without port, brackets and zone; other text unchanged. */
    static String canonical(String text) {
        String address = parsed(text);
        return address == null ? text : address;
    }

    /** The canonical form, or null if the text is not an IP address. */
    static String parsed(String text) {
        InetAddress address = read(text);
        return address == null ? null : address.getHostAddress();
    }

    /** The 4 or 16 bytes, or null if the text is not an IP address. */
    static byte[] bytes(String text) {
        InetAddress address = read(text);
        return address == null ? null : address.getAddress();
    }

    private static InetAddress read(String text) {
        Matcher port = WITH_PORT.matcher(text);
        String bare = !port.matches() ? text : port.group("four") != null ? port.group("four") : port.group("six");
        String plain = bare.replaceFirst("%.*", "");
        if (!IPV4.matcher(plain).matches() && !IPV6.matcher(plain).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(plain); // no DNS lookup: the text is an address
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
