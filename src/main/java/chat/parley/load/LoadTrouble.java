package chat.parley.load;

import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLException;

/**
 * Why a session could not connect.
 *
 * @param code names the kind, for counting
 * @param message what to tell the operator
 */
record LoadTrouble(String code, String message) {
    private static final String CONNECT = "connect";
    /** What the JDK reports in place of a close frame. */
    private static final int NO_CLOSE_FRAME = 1006;

    private static final int MISDIRECTED = 421;
    private static final int TOO_MANY = 429;
    private static final int SERVICE_UNAVAILABLE = 503;

    static LoadTrouble of(Throwable failure, LoadTarget target) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof WebSocketHandshakeException refusal) {
            int status = refusal.getResponse().statusCode();
            return new LoadTrouble(
                    "http-" + status, target + " refused the WebSocket with HTTP " + status + hint(status));
        }
        if (cause instanceof HttpTimeoutException) {
            return new LoadTrouble("connect-timeout", target + " did not answer within 10 s");
        }
        if (cause instanceof SSLException) {
            return new LoadTrouble(
                    "tls",
                    "TLS with " + target + " failed: " + cause.getMessage()
                            + "; for a certificate of your own, name a trust store: java -Djavax.net.ssl.trustStore=FILE -jar …");
        }
        if (cause instanceof ConnectException && cause.getCause() instanceof UnresolvedAddressException) {
            return new LoadTrouble(CONNECT, "Unknown host " + target.uri().getHost() + "; check --url");
        }
        String detail = cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
        if (detail.contains("Too many open files")) {
            return new LoadTrouble(CONNECT, "This process may not open more connections; raise ulimit -n");
        }
        return new LoadTrouble(
                CONNECT, "Cannot connect to " + target + detail + "; is the server running, and the address right?");
    }

    private static String hint(int status) {
        return switch (status) {
            case TOO_MANY ->
                ": too many connections or requests from this address; lower --ramp, or raise the server's"
                        + " address-sessions or address-share";
            case SERVICE_UNAVAILABLE -> ": it is starting or stopping";
            case MISDIRECTED -> ": it does not know this host name; use one of its server-names";
            case 400 -> ": if it speaks TLS, write wss://";
            case 401, 403 -> ": it, or a proxy before it, does not let this program in";
            default -> "; is this Parley's WebSocket?";
        };
    }

    /** The server ended the connection. */
    static LoadTrouble closed(int code, String reason) {
        return code == 0 || code == NO_CLOSE_FRAME
                ? new LoadTrouble("connection-lost", "The connection ended" + (reason.isEmpty() ? "" : ": " + reason))
                : new LoadTrouble(
                        "close-" + code,
                        "The server closed the connection with code " + code + (reason.isEmpty() ? "" : ": " + reason)
                                + (code == 1013 ? "; see max-sessions" : ""));
    }
}
