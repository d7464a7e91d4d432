package chat.parley.cluster;

import java.io.IOException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Why a Redis server is no use as a doorbell, and what to do. The message is one sentence without secrets. */
public final class RedisProblem extends IOException {
    private static final long serialVersionUID = 1L;

    /** Names of problems. */
    public enum Code {
        UNREACHABLE,
        UNTRUSTED,
        REFUSED,
        FORBIDDEN,
        FAILED
    }

    private final Code code;

    private RedisProblem(Code code, String message, Throwable cause) {
        super(message + " [" + code.name().toLowerCase(Locale.ROOT) + "]", cause);
        this.code = code;
    }

    static RedisProblem of(RedisUrl server, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return new RedisProblem(
                        Code.UNTRUSTED,
                        server + " has no certificate for its name from a trusted issuer (" + cause.getMessage()
                                + "); name the file of its issuer in doorbell-ca",
                        failure);
            }
            if (cause instanceof IOException) {
                return new RedisProblem(
                        Code.UNREACHABLE, server + " cannot be reached: " + cause.getMessage(), failure);
            }
        }
        String answer = String.valueOf(failure.getMessage());
        return switch (answer.split(" ", 2)[0]) {
            case "WRONGPASS", "NOAUTH" ->
                new RedisProblem(
                        Code.REFUSED,
                        server + " refuses the user or password; set them in doorbell-urls, or the password in"
                                + " doorbell-password-file",
                        failure);
            case "NOPERM" ->
                new RedisProblem(
                        Code.FORBIDDEN,
                        server + " does not let this user publish and subscribe; allow it by ACL SETUSER:"
                                + " +publish +subscribe &parley_*",
                        failure);
            default -> new RedisProblem(Code.FAILED, server + " answers: " + answer, failure);
        };
    }

    public Code code() {
        return code;
    }
}
