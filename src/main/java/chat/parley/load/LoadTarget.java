package chat.parley.load;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.stream.Stream;

/** The WebSocket endpoint of one server. */
record LoadTarget(URI uri) {
    private static final String ENDPOINT = "/ws";

    /** Accepts the address of the page, too: {@code http://127.0.0.1:8080/}. */
    static LoadTarget of(String text) throws LoadFailure {
        try {
            URI given = URI.create(text);
            String scheme = scheme(given.getScheme());
            if (scheme == null || given.getHost() == null || given.getUserInfo() != null) {
                throw new IllegalArgumentException();
            }
            String path = given.getPath().replaceFirst("/$", "");
            return new LoadTarget(URI.create(
                    scheme + "://" + given.getRawAuthority() + (path.endsWith(ENDPOINT) ? path : path + ENDPOINT)));
        } catch (IllegalArgumentException e) {
            throw LoadFailure.usage(
                    "--url " + text + ": not the address of a server; write for example" + " ws://127.0.0.1:8080/ws");
        }
    }

    private static String scheme(String given) {
        return given == null
                ? null
                : switch (given.toLowerCase(Locale.ROOT)) {
                    case "ws", "http" -> "ws";
                    case "wss", "https" -> "wss";
                    default -> null;
                };
    }

    /** Whether all addresses of the host are this machine's own. */
    boolean isLoopback() throws LoadFailure {
        try {
            return Stream.of(InetAddress.getAllByName(uri.getHost())).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException e) {
            throw LoadFailure.incomplete("Unknown host " + uri.getHost() + "; check --url");
        }
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
