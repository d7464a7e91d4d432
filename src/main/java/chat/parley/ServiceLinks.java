package chat.parley;

import java.util.regex.Pattern;

/**
 * Recognizes environment variables that an orchestrator sets for a service called {@code parley}. They look like
 * settings, but are not: Kubernetes sets {@code PARLEY_PORT=tcp://10.0.0.1:8080} and {@code PARLEY_SERVICE_HOST} in
 * every pod of the namespace, as Docker did for linked containers.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables">Kubernetes, service environment variables</a>
 */
final class ServiceLinks {
    private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");
    private static final Pattern PORT = Pattern.compile("(.*_)?PORT(_[0-9]+_(TCP|UDP|SCTP))?");
    private static final Pattern PART =
            Pattern.compile("(.*_)?(PORT_[0-9]+_(TCP|UDP|SCTP)_(PROTO|PORT|ADDR)|SERVICE_HOST|SERVICE_PORT(_.*)?)");

    private ServiceLinks() {}

    /** @param value may be null */
    static boolean isServiceLink(String variable, String value) {
        return value != null
                && (PART.matcher(variable).matches()
                        || PORT.matcher(variable).matches()
                                && ADDRESS.matcher(value.strip()).matches());
    }
}
