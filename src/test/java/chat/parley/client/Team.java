package chat.parley.client;

import chat.parley.e2e.host.Host;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The people with accounts on a server, whose owner the tests of one JVM share. Thread-safe. */
public final class Team {
    /** Settings of a server with accounts, and guests. */
    public static final Map<String, String> OFFERED = Map.of("accounts", "true", "proxies", "127.0.0.1");
    /** Settings of a server with accounts only. */
    public static final Map<String, String> REQUIRED = Map.of("accounts", "true", "guests", "false");

    public static final String OWNER = "Olga Owner";
    public static final String PASSWORD = "correct horse battery";

    private static final Pattern LINK = Pattern.compile("invite/([\\w-]{44})");
    private static final Map<Host, Team> TEAMS = new ConcurrentHashMap<>();

    private static final String SESSION = "parley-session";

    private final Host host;
    /** One for all, because a member can have only so many. */
    private final String ownersSession;

    private Team(Host host) {
        this.host = host;
        try {
            CookieBrowser owner = new CookieBrowser(host);
            accept(owner, setUpSecret(host), OWNER);
            ownersSession = owner.cookie(SESSION);
        } catch (Exception e) {
            throw new AssertionError("cannot set up the first account", e);
        }
    }

    public static Team of(Host host) {
        return TEAMS.computeIfAbsent(host, Team::new);
    }

    /** The secret of the newest link that the server has printed. */
    public static String setUpSecret(Host host) {
        long deadline = System.nanoTime() + WaitLimit.TIME.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                String found = LINK.matcher(Files.readString(host.log()))
                        .results()
                        .map(MatchResult::group)
                        .reduce((earlier, later) -> later)
                        .orElse(null);
                if (found != null) {
                    return found.replaceFirst("invite/", "");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("the server printed no link");
    }

    /** A text in JSON. */
    private static String object(String... fields) {
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            json.append(json.isEmpty() ? "{\"" : "\",\"")
                    .append(fields[i])
                    .append("\":\"")
                    .append(fields[i + 1]);
        }
        return json.append("\"}").toString();
    }

    public static HttpResponse<String> accept(CookieBrowser browser, String secret, String name) throws Exception {
        return browser.post("api/invitation/accept", object("secret", secret, "name", name, "password", PASSWORD));
    }

    public static HttpResponse<String> signIn(CookieBrowser browser, String name, String password, String... headers)
            throws Exception {
        return browser.post("sign-in", object("name", name, "password", password), headers);
    }

    /** A browser in which the owner is signed in. */
    public CookieBrowser owner() {
        CookieBrowser browser = new CookieBrowser(host);
        browser.setCookie(SESSION, ownersSession);
        return browser;
    }

    /** A new invitation. */
    public JsonObject invite() throws Exception {
        return HttpApi.json(owner().post("api/invites", "{}"));
    }

    /** The secret of a link. */
    public static String secret(JsonObject invitation) {
        return invitation.getString("link").replaceFirst(".*/invite/", "");
    }

    /** A browser in which somebody with a new account is signed in. */
    public CookieBrowser join(String name) throws Exception {
        CookieBrowser browser = new CookieBrowser(host);
        HttpResponse<String> answer = accept(browser, secret(invite()), name);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer + " " + answer.body());
        }
        return browser;
    }
}
