package chat.parley.account;

import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host that a browser uses passkeys on.
 *
 * @param name the relying party id (WebAuthn, section 4)
 * @param origins of its page. Plain HTTP only for this machine; elsewhere, browsers have no passkeys without TLS
 */
public record PasskeyHost(String name, Set<String> origins) {
    private static final Pattern HOST =
            Pattern.compile("(?<name>[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63}){0,30})(:(?<port>[0-9]{1,5}))?");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+");
    private static final String HERE = "localhost";

    /**
     * @param header the header {@code Host} as the browser sent it
     * @throws Refusal if passkeys cannot be used there
     */
    public static PasskeyHost of(String header) {
        Matcher parts = HOST.matcher(header == null ? "" : header.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches() || ADDRESS.matcher(parts.group("name")).matches()) {
            throw new Refusal(
                    ErrorCode.INVALID, "Passkeys need a host name; open the chat by its name, not by its address");
        }
        String name = parts.group("name");
        String secure = origin("https", name, parts.group("port"), "443");
        boolean isHere = name.equals(HERE) || name.endsWith("." + HERE);
        return new PasskeyHost(
                name, isHere ? Set.of(secure, origin("http", name, parts.group("port"), "80")) : Set.of(secure));
    }

    /** Like a browser writes it. */
    private static String origin(String scheme, String name, String port, String usual) {
        return scheme + "://" + name + (port == null || port.equals(usual) ? "" : ":" + port);
    }
}
