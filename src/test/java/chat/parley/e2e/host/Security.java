package chat.parley.e2e.host;

import java.util.Map;

/**
 * How people sign in to the container: the script in {@code server-config} that sets it up.
 *
 * @param script without its ending; null if everybody may enter
 * @param environment that the script needs
 */
public record Security(String script, Map<String, String> environment) {
    static final Security NONE = new Security(null, Map.of());
    /** The container's own users, by HTTP Basic. */
    public static final Security USERS = new Security("users", Map.of());
    /** The names and passwords of {@link #USERS}. */
    public static final Map<String, String> PASSWORDS = Map.of("mira", "secret-of-mira", "jonas", "secret-of-jonas");

    /** An OpenID Connect provider. */
    public static Security openId(String provider, String client, String secret) {
        return new Security(
                "openid",
                Map.of("OPENID_PROVIDER", provider, "OPENID_CLIENT_ID", client, "OPENID_CLIENT_SECRET", secret));
    }

    boolean isSet() {
        return script != null;
    }
}
