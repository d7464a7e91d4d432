package chat.parley.http;

import chat.parley.event.Command;
import chat.parley.event.ErrorCode;
import chat.parley.event.Refusal;
import chat.parley.identity.Authentication;
import chat.parley.identity.Caller;
import chat.parley.identity.Guests;
import chat.parley.identity.Identities;
import chat.parley.identity.Identity;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The credentials in the header {@code Authorization} (RFC 6750).
 *
 * @param secret a guest's key or a signed token
 */
record Bearer(String secret) {
    private static final String AUTHORIZATION = "Authorization";
    private static final String SCHEME = "bearer ";
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{16,128}");
    /** A token begins with the JSON object of its header; a key hardly ever does. */
    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]*\\.[\\w-]*\\.[\\w-]*");

    /**
     * The credentials of a request; null if it has none.
     *
     * @throws Refusal if the header is duplicated
     */
    static Bearer of(HttpServletRequest request) {
        String authorization = only(AUTHORIZATION, request);
        return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)
                ? new Bearer(authorization.substring(SCHEME.length()).strip())
                : null;
    }

    /**
     * Who reads; null for a client without credentials. A server without tokens ignores everything but a key: the header
     * may be meant for a proxy or the container.
     *
     * @throws Refusal if the credentials are invalid, or missing where the server does not accept guests
     */
    static Identity reader(HttpServletRequest request, Identities identities) {
        Authentication authentication = Caller.of(request.getUserPrincipal()).authentication();
        Bearer bearer = identities.acceptsTokens()
                ? of(request)
                : authentication == null && identities.acceptsGuests() ? key(request) : null;
        if (bearer == null && authentication == null && identities.acceptsGuests()) {
            return null;
        }
        Command.Hello hello = bearer == null ? Command.Hello.signedIn(null) : bearer.hello(Guests.NAMELESS);
        return identities.identify(hello, authentication);
    }

    /** A guest's key; null if the header is missing or can be something else. */
    private static Bearer key(HttpServletRequest request) {
        List<String> values = Collections.list(request.getHeaders(AUTHORIZATION));
        Bearer bearer = values.size() == 1 ? of(request) : null;
        boolean isKey = bearer != null
                && KEY.matcher(bearer.secret).matches()
                && !TOKEN.matcher(bearer.secret).matches();
        return isKey ? bearer : null;
    }

    /** @param name of a guest */
    Command.Hello hello(String name) {
        return TOKEN.matcher(secret).matches()
                ? new Command.Hello(null, null, null, secret)
                : Command.Hello.guest(null, name, secret);
    }

    /**
     * The only value of a header; null if there is none.
     *
     * @throws Refusal if there are several, because either choice would be a guess
     */
    static String only(String name, HttpServletRequest request) {
        List<String> values = Collections.list(request.getHeaders(name));
        if (values.size() > 1) {
            throw new Refusal(ErrorCode.INVALID, "Duplicate header: " + name);
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Bearer";
    }
}
