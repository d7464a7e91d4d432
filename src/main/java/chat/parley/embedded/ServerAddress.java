package chat.parley.embedded;

import chat.parley.identity.HostNames;
import java.util.Set;

/**
 * Where the server listens.
 *
 * @param host a name or an address; one of IPv6 may be without brackets
 * @param context empty for the root
 */
record ServerAddress(boolean secure, String host, int port, String context) {
    private static final Set<String> ALL = Set.of("0.0.0.0", "::", "[::]");
    private static final String THIS_MACHINE = "localhost";

    /** The address, as a URL that ends with a slash. */
    String url() {
        return url(listensEverywhere() ? THIS_MACHINE : host);
    }

    /** The same for a browser on this machine: by a name where possible, since passkeys need one. */
    String pageUrl() {
        return url(listensEverywhere() || HostNames.isLoopback(host) ? THIS_MACHINE : host);
    }

    private boolean listensEverywhere() {
        return ALL.contains(host);
    }

    private String url(String name) {
        String bracketed = name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
        return (secure ? "https://" : "http://") + bracketed + ":" + port + context + "/";
    }
}
