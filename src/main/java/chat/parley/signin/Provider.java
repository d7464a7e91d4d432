package chat.parley.signin;

import chat.parley.identity.KeySource;
import chat.parley.identity.RoleClaim;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of an OpenID Connect provider.
 *
 * @param id part of its URLs
 * @param title what people call it
 * @param issuer exactly as the provider states it
 * @param clientSecret empty for a public client
 * @param scopes separated by spaces
 * @param nameClaim the claim of the ID token with the member's name
 * @param roles the claim of the ID token with the member's role on the server
 */
public record Provider(
        String id,
        String title,
        String issuer,
        String clientId,
        String clientSecret,
        String scopes,
        String nameClaim,
        RoleClaim roles) {
    /** The provider of sessions that a password began, which is no OpenID Connect provider. */
    public static final String PASSWORD = "password";
    /** The same for passkeys. */
    public static final String PASSKEY = "passkey";

    private static final List<String> OWN = List.of(PASSWORD, PASSKEY);
    private static final Pattern KEY = Pattern.compile("(?<id>[a-z0-9-]{1,32})\\.(?<field>[a-z-]+)");
    private static final List<String> FIELDS = List.of(
            "title",
            "issuer",
            "client-id",
            "client-secret",
            "scopes",
            "name-claim",
            "role-claim",
            "owner-values",
            "moderator-values",
            "member-values",
            "reader-values");

    public Provider {
        require(!OWN.contains(id), "a provider must not be called " + id);
        require(!issuer.isEmpty(), id + ".issuer is missing");
        require(!clientId.isEmpty(), id + ".client-id is missing");
        require(KeySource.isSafe(issuer), id + ".issuer must be an https URL");
        require(List.of(scopes.split(" ")).contains("openid"), id + ".scopes must contain openid");
    }

    /**
     * Reads providers from entries such as {@code google.issuer}, sorted by id.
     *
     * @throws IllegalArgumentException if an entry is unknown, missing or invalid; the message contains no secret
     */
    public static List<Provider> read(Map<String, String> entries) {
        Map<String, Map<String, String>> byId = new TreeMap<>();
        entries.forEach((key, value) -> {
            Matcher parts = KEY.matcher(key);
            require(
                    parts.matches() && FIELDS.contains(parts.group("field")),
                    "unknown entry " + key + "; write NAME.FIELD with one of " + String.join(", ", FIELDS));
            byId.computeIfAbsent(parts.group("id"), missing -> new TreeMap<>())
                    .put(parts.group("field"), value.strip());
        });
        require(!byId.isEmpty(), "there is no provider in it");
        return byId.entrySet().stream()
                .map(each -> of(each.getKey(), each.getValue()))
                .toList();
    }

    private static Provider of(String id, Map<String, String> fields) {
        return new Provider(
                id,
                fields.getOrDefault("title", id),
                fields.getOrDefault("issuer", ""),
                fields.getOrDefault("client-id", ""),
                fields.getOrDefault("client-secret", ""),
                fields.getOrDefault("scopes", "openid profile"),
                fields.getOrDefault("name-claim", "name"),
                RoleClaim.read(fields));
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return id;
    }
}
