package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.CookieBrowser;
import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import chat.parley.client.JavaClient;
import chat.parley.client.Scene;
import chat.parley.client.SignInProvider;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import io.socket.client.IO;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in with OpenID Connect, and the web sessions that this leads to. */
@HostContract
class SignInIT {
    private static final String SESSION = "parley-session";
    private static final Queue<String> SECRETS = new ConcurrentLinkedQueue<>();

    @RegisterExtension
    final Scene scene = new Scene(Hosts.shared(SignInProvider.OFFERED));

    /** The path of the page, which ends with a slash. */
    private final String path = scene.host().http().getPath();

    /** The path of cookies. */
    private final String cookiePath = path.equals("/") ? path : path.replaceFirst("/$", "");

    private final String subject = UUID.randomUUID().toString();

    @AfterAll
    static void noSecretIsInALog() throws Exception {
        String log = Files.readString(Hosts.shared(SignInProvider.OFFERED).log());
        SECRETS.forEach(secret -> assertFalse(log.contains(secret), "the log contains a cookie or a code"));
    }

    private CookieBrowser browser() {
        return new CookieBrowser(scene.host());
    }

    private CookieBrowser signedIn(String name) throws Exception {
        CookieBrowser browser = browser().signIn(subject, name);
        SECRETS.add(browser.cookie(SESSION));
        return browser;
    }

    private Chatter connected(CookieBrowser browser) {
        Chatter chatter = scene.keep(Chatter.connect(scene.host().ws(), "Cookie", browser.cookies()));
        assertTrue(chatter.ask("hello").is("welcome"));
        return chatter;
    }

    private static JsonObject me(CookieBrowser browser) throws Exception {
        HttpResponse<String> answer = browser.get("api/me");
        return answer.statusCode() == 204 ? null : HttpApi.json(answer);
    }

    private void assertError(String name, int status, HttpResponse<String> answer) {
        assertTrue(answer.body().contains("<code>" + name + "</code>"), answer + " " + answer.body());
        assertEquals(status, answer.statusCode());
        assertEquals(
                "text/html;charset=utf-8",
                answer.headers().firstValue("Content-Type").orElseThrow().toLowerCase());
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElseThrow());
        String policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.startsWith("default-src 'none'; style-src 'sha256-"), policy);
        assertTrue(answer.body().contains("<a href=\"" + path + "\">"), answer.body());
    }

    @Test
    void theProvidersAreListed() throws Exception {
        assertEquals(
                "{\"accounts\":false,\"guests\":true,\"providers\":[{\"id\":\"company\",\"title\":\"the company\"},"
                        + "{\"id\":\"down\",\"title\":\"down\"}]}",
                browser().get("api/sign-in").body());
    }

    @Test
    void whoSignsInIsTheSameMemberInEveryBrowserAndAtEveryDoor() throws Exception {
        CookieBrowser browser = signedIn("Mira");
        String id = me(browser).getString("id");
        assertEquals("Mira", me(browser).getString("name"));
        assertEquals(id, me(signedIn("Mira")).getString("id"));
        Chatter mira = connected(browser);
        assertEquals(id, mira.id());
        mira.join(scene.room());
        assertTrue(mira.ask("post", "room", scene.room(), "text", "hello").is("ack"));
        Heard said = HttpApi.of(scene.host()).history(scene.room(), "");
        assertTrue(said.toString().contains(id), said.toString());
        assertEquals("forbidden", mira.ask("rename", "name", "Somebody").code());
        assertNull(me(browser()), "nobody without the cookie");
    }

    @Test
    void theCookiesAreOutOfReachForScriptsAndOtherSites() throws Exception {
        CookieBrowser browser = signedIn("Mira");
        String attempt = browser.set().get(0);
        assertTrue(
                attempt.matches(
                        "parley-sign-in-[\\w-]+=[^;]+; Path=" + cookiePath + "; Max-Age=600; HttpOnly; SameSite=Lax"),
                attempt);
        String session = browser.set().get(browser.set().size() - 1);
        assertTrue(
                session.matches(
                        "parley-session=[\\w-]{44}; Path=" + cookiePath + "; Max-Age=2592000; HttpOnly; SameSite=Lax"),
                session);
        assertEquals(SESSION + "=" + browser.cookie(SESSION), browser.cookies(), "the attempt's cookie is gone");
    }

    @Test
    void behindATlsProxyTheCookiesBelongToThisHost() throws Exception {
        String[] tls = {"X-Forwarded-Proto", "https", "X-Forwarded-Host", "localhost"};
        CookieBrowser browser = browser();
        URI callback = browser.callback(subject, "Mira", tls);
        assertEquals(
                "https://localhost" + path + "sign-in/company/callback",
                callback.toString().replaceFirst("\\?.*", ""));
        CookieBrowser.location(browser.come(callback, tls));
        String name = (path.equals("/") ? "__Host-" : "__Secure-") + SESSION;
        assertNotNull(browser.cookie(name), browser.cookies());
        assertTrue(
                browser.set().stream().allMatch(cookie -> cookie.endsWith("; Secure")),
                browser.set().toString());
        assertEquals(200, browser.get("api/me", tls).statusCode());
        assertEquals(204, browser.get("api/me").statusCode(), "not without TLS");
        browser.setCookie(SESSION, browser.cookie(name));
        browser.setCookie(name, null);
        assertEquals(204, browser.get("api/me", tls).statusCode(), "another host of the domain may have set it");
    }

    @Test
    void signingInAgainRotatesTheSession() throws Exception {
        CookieBrowser browser = signedIn("Mira");
        CookieBrowser thief = browser();
        thief.setCookie(SESSION, browser.cookie(SESSION));
        Chatter old = connected(browser);
        browser.signIn(subject, "Mira Okafor");
        assertNotEquals(thief.cookie(SESSION), browser.cookie(SESSION));
        assertNull(me(thief));
        assertEquals(4501, old.awaitClose());
        assertEquals("Mira Okafor", me(browser).getString("name"));
    }

    @Test
    void aSignOutClosesEveryConnectionOfItsSessionBeforeItIsAnswered() throws Exception {
        CookieBrowser browser = signedIn("Mira");
        CookieBrowser phone = signedIn("Mira");
        Chatter here = connected(browser);
        Chatter silent = scene.keep(Chatter.connect(scene.host().ws(), "Cookie", browser.cookies()));
        Chatter elsewhere = connected(phone);
        IO.Options options = JavaClient.options(scene.host(), JavaClient.POLLING);
        options.extraHeaders = Map.of("Cookie", List.of(browser.cookies()));
        options.reconnection = false;
        JavaClient polling = scene.keep(new JavaClient(scene.host(), options));
        polling.await(event -> event.is("welcome"));
        String cookie = browser.cookie(SESSION);
        HttpResponse<String> answer = browser.send("POST", "sign-out");
        assertEquals(200, answer.statusCode(), answer.body());
        URI redirect = URI.create(HttpApi.json(answer).getString("redirect"));
        assertTrue(
                redirect.toString().startsWith(SignInProvider.SHARED.issuer() + "/endsession?"), redirect.toString());
        assertTrue(
                redirect.getQuery()
                        .contains("post_logout_redirect_uri=" + scene.host().http()),
                redirect.toString());
        assertEquals(4501, here.awaitClose());
        polling.awaitDisconnect();
        assertEquals("unauthorized", silent.ask("hello").code());
        assertTrue(elsewhere.ask("ping").is("pong"));
        assertNotNull(me(phone));
        assertNull(browser.cookie(SESSION));
        browser.setCookie(SESSION, cookie);
        assertNull(me(browser), "the cookie is worthless");
        assertEquals(200, browser.send("POST", "sign-out").statusCode(), "again");
    }

    @Test
    void sessionsAreListedAndRevoked() throws Exception {
        CookieBrowser laptop = signedIn("Mira");
        CookieBrowser phone = signedIn("Mira");
        Chatter onPhone = connected(phone);
        List<JsonObject> sessions = HttpApi.json(laptop.get("api/me/sessions"))
                .getJsonArray("sessions")
                .getValuesAs(JsonObject.class);
        assertEquals(
                List.of(true, false),
                sessions.stream().map(each -> each.getBoolean("current")).toList());
        String id = sessions.get(1).getString("id");
        assertEquals(
                404,
                browser()
                        .signIn("other " + subject, "Jonas")
                        .send("DELETE", "api/me/sessions/" + id)
                        .statusCode());
        assertEquals(401, browser().send("DELETE", "api/me/sessions/" + id).statusCode());
        assertEquals(
                403,
                laptop.send("DELETE", "api/me/sessions/" + id, "Origin", "https://example.org")
                        .statusCode());
        assertNotNull(me(phone));
        assertEquals(204, laptop.send("DELETE", "api/me/sessions/" + id).statusCode());
        assertEquals(4501, onPhone.awaitClose());
        assertNull(me(phone));
        assertEquals(404, laptop.send("DELETE", "api/me/sessions/" + id).statusCode());
        assertFalse(laptop.get("api/me/sessions").body().contains(laptop.cookie(SESSION)));
        assertEquals(401, phone.get("api/me/sessions").statusCode());
    }

    @Test
    void aForeignPageCanSignNobodyOut() throws Exception {
        CookieBrowser browser = signedIn("Mira");
        assertEquals(
                403,
                browser.send("POST", "sign-out", "Origin", "https://example.org")
                        .statusCode());
        assertEquals(
                403,
                browser.send("POST", "sign-out", "Sec-Fetch-Site", "cross-site").statusCode());
        assertEquals(405, browser.get("sign-out").statusCode());
        assertNotNull(me(browser));
    }

    @Test
    void aCallbackThatThisBrowserDidNotBeginIsRefused() throws Exception {
        URI attackers = browser().callback(subject, "Attacker");
        CookieBrowser victim = browser();
        assertError("stale", 400, victim.come(attackers));
        victim.callback(subject, "Mira");
        assertError("stale", 400, victim.come(attackers));
        URI own = victim.callback(subject, "Mira");
        assertError("stale", 400, victim.get("sign-in/down/callback?" + own.getRawQuery()));
        assertError("stale", 400, victim.get("sign-in/company/callback?code=1&state=forged"));
        assertError("stale", 400, victim.get("sign-in/company/callback?code=1"));
        assertNull(victim.cookie(SESSION));
        CookieBrowser.location(victim.come(own));
        assertNotNull(victim.cookie(SESSION), "the right one still counts");
    }

    @Test
    void aCallbackCountsOnce() throws Exception {
        CookieBrowser browser = browser();
        URI callback = browser.callback(subject, "Mira");
        String cookies = browser.cookies();
        CookieBrowser.location(browser.come(callback));
        assertError("stale", 400, browser.come(callback));
        CookieBrowser careless = browser();
        for (String cookie : cookies.split("; ")) {
            careless.setCookie(cookie.split("=", 2)[0], cookie.split("=", 2)[1]);
        }
        HttpResponse<String> replayed = careless.come(callback);
        assertTrue(replayed.statusCode() >= 400, replayed.toString());
        assertNull(careless.cookie(SESSION));
    }

    @Test
    void severalTabsSignInAtTheSameTime() throws Exception {
        CookieBrowser browser = browser();
        URI first = browser.callback(subject, "Mira");
        URI second = browser.callback(subject, "Mira");
        CookieBrowser.location(browser.come(first));
        CookieBrowser.location(browser.come(second));
        assertNotNull(me(browser));
        for (int i = 0; i < 20; i++) {
            browser.get("sign-in/company");
        }
        assertTrue(browser.cookies().length() < 2_000, "abandoned attempts do not pile up");
    }

    @Test
    void attemptsThatAnotherPageMadeUpPreventNoSignIn() throws Exception {
        CookieBrowser browser = browser();
        for (int i = 0; i < 150; i++) {
            browser.setCookie("parley-sign-in-" + i, "made up");
        }
        assertNotNull(me(browser.signIn(subject, "Mira")));
    }

    @Test
    void whatTheProviderRefusesIsNamed() throws Exception {
        CookieBrowser browser = browser();
        String state = CookieBrowser.location(browser.get("sign-in/company"))
                .getRawQuery()
                .replaceFirst(".*(state=[^&]*).*", "$1");
        assertError("cancelled", 403, browser.get("sign-in/company/callback?error=access_denied&" + state));
        state = CookieBrowser.location(browser.get("sign-in/company"))
                .getRawQuery()
                .replaceFirst(".*(state=[^&]*).*", "$1");
        HttpResponse<String> answer =
                browser.get("sign-in/company/callback?error=%3Cscript%3Ealert(1)%3C/script%3E&" + state);
        assertError("refused", 403, answer);
        assertFalse(answer.body().contains("<script"), answer.body());
    }

    @Test
    void aProviderThatIsDownIsNamed() throws Exception {
        assertError("unreachable", 502, browser().get("sign-in/down"));
        assertError("unknown-provider", 404, browser().get("sign-in/nobody"));
        assertEquals(405, browser().send("POST", "sign-in/company").statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/",
                "//example.org/",
                "/\\example.org/",
                "\\\\example.org",
                "/\t/example.org",
                "javascript:alert(1)",
                "example.org",
                ""
            })
    void theReturnLeadsToNoOtherSite(String target) throws Exception {
        assertEquals(path, returned(target));
    }

    @Test
    void theReturnLeadsToTheRoomOneCameFrom() throws Exception {
        assertEquals(path + "?room=a%20b", returned(path + "?room=a%20b"));
    }

    private String returned(String target) throws Exception {
        CookieBrowser browser = browser();
        URI authorize = CookieBrowser.location(browser.get("sign-in/company?return=" + HttpApi.encoded(target)));
        HttpResponse<String> answer = browser.come(CookieBrowser.atProvider(authorize, subject, "Mira"));
        CookieBrowser.location(answer);
        String location = answer.headers().firstValue("Location").orElseThrow();
        assertEquals(303, answer.statusCode());
        return location;
    }

    @Test
    @EmbeddedOnly
    void sessionsSurviveARestart() throws Exception {
        try (Host host = Hosts.fresh(SignInProvider.REQUIRED)) {
            CookieBrowser browser = new CookieBrowser(host).signIn(subject, "Mira");
            CookieBrowser gone = new CookieBrowser(host).signIn(subject, "Mira");
            String cookie = gone.cookie(SESSION);
            assertEquals(200, gone.send("POST", "sign-out").statusCode());
            host.kill();
            host.start();
            assertEquals("Mira", me(browser).getString("name"));
            gone.setCookie(SESSION, cookie);
            assertEquals(401, gone.get("api/me").statusCode());
            try (Chatter chatter = Chatter.connect(host.ws(), "Cookie", browser.cookies())) {
                assertTrue(chatter.ask("hello").is("welcome"));
            }
        }
    }
}
