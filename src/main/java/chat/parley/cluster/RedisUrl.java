package chat.parley.cluster;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The address of a Redis or Valkey server: {@code redis://[[user]:password@]host[:port]}, or {@code rediss://} for TLS.
 * Special characters of the user and the password are percent-encoded, as in every URL.
 *
 * @param user null for the default user
 * @param password null if the URL has none
 */
public record RedisUrl(boolean isEncrypted, String user, String password, String host, int port) {
    private static final String PLAIN = "redis";
    private static final String ENCRYPTED = "rediss";
    private static final int USUAL_PORT = 6379;

    /** @throws IllegalArgumentException if the text is no such URL. The message does not contain the text. */
    public static RedisUrl parse(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "not a URL; percent-encode special characters of the password, such as %40 for @");
        }
        if (!PLAIN.equals(url.getScheme()) && !ENCRYPTED.equals(url.getScheme())) {
            throw new IllegalArgumentException("it must begin with redis:// or rediss://");
        }
        if (url.getHost() == null) {
            throw new IllegalArgumentException("it names no host");
        }
        // a database may be named, but pub/sub knows none
        if (!url.getPath().matches("(/[0-9]*)?") || url.getQuery() != null || url.getFragment() != null) {
            throw new IllegalArgumentException("nothing may follow the host and port");
        }
        String[] credentials =
                url.getUserInfo() == null ? new String[0] : url.getUserInfo().split(":", 2);
        return new RedisUrl(
                url.getScheme().equals(ENCRYPTED),
                credentials.length == 0 || credentials[0].isEmpty() ? null : credentials[0],
                credentials.length < 2 || credentials[1].isEmpty() ? null : credentials[1],
                url.getHost().replaceAll("[\\[\\]]", ""),
                url.getPort() < 0 ? USUAL_PORT : url.getPort());
    }

    /** The same server with this password, if the URL has none. */
    public RedisUrl withPassword(String other) {
        return password != null || other.isEmpty() ? this : new RedisUrl(isEncrypted, user, other, host, port);
    }

    /** A list of URLs, with {@code …} for their credentials, or for all if one is malformed: what of it is secret? */
    public static String masked(String urls) {
        try {
            return Stream.of(urls.split(","))
                    .filter(url -> !url.isBlank())
                    .map(url -> parse(url.strip()).masked())
                    .collect(Collectors.joining(","));
        } catch (IllegalArgumentException e) {
            return "…";
        }
    }

    private String masked() {
        return user == null && password == null ? toString() : toString().replaceFirst("//", "//…@");
    }

    /** Without the user and the password. */
    @Override
    public String toString() {
        return (isEncrypted ? ENCRYPTED : PLAIN) + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
