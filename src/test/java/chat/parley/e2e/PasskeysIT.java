package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Authenticator;
import chat.parley.client.Chatter;
import chat.parley.client.CookieBrowser;
import chat.parley.client.HttpApi;
import chat.parley.client.Scene;
import chat.parley.client.Team;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Passkeys by HTTP, behind a proxy that the browser reaches at {@code https://localhost}. */
@HostContract
class PasskeysIT {
    private static final String PARTY = "localhost";
    private static final String ORIGIN = "https://localhost";
    private static final String[] PROXIED = {"X-Forwarded-Host", PARTY, "X-Forwarded-Proto", "https"};
    private static final String SESSION = "parley-session";
    private static final String CHALLENGE = "parley-passkey";

    @RegisterExtension
    final Scene scene = new Scene(Hosts.shared(Team.OFFERED));

    private final Team team = Team.of(scene.host());
    private final String name = "Mira " + UUID.randomUUID();
    private final Authenticator phone = new Authenticator(PARTY, ORIGIN);

    /** The path of cookies. */
    private String path() {
        String path = scene.host().http().getPath();
        return path.equals("/") ? path : path.replaceFirst("/$", "");
    }

    /** The cookie's name over TLS. */
    private String secure(String cookie) {
        return (path().equals("/") ? "__Host-" : "__Secure-") + cookie;
    }

    private CookieBrowser browser() {
        return new CookieBrowser(scene.host());
    }

    private static HttpResponse<String> post(CookieBrowser browser, String path, String json) throws Exception {
        return browser.post(path, json, PROXIED);
    }

    private static JsonObject options(CookieBrowser browser, String path, String json) throws Exception {
        HttpResponse<String> answer = post(browser, path, json);
        assertEquals(200, answer.statusCode(), answer.body());
        return HttpApi.json(answer);
    }

    private static void assertRefused(int status, String code, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(code, HttpApi.json(answer).getString("code"), answer.body());
    }

    private static Authenticator.Made make(Authenticator authenticator, JsonObject options) {
        return authenticator.make(
                options.getString("challenge"), options.getJsonObject("user").getString("id"));
    }

    private HttpResponse<String> accept(CookieBrowser browser, String secret, Authenticator authenticator)
            throws Exception {
        String who = "\"secret\":\"" + secret + "\",\"name\":\"" + name + "\"";
        Authenticator.Made made = make(authenticator, options(browser, "api/invitation/passkey", "{" + who + "}"));
        return post(
                browser,
                "api/invitation/accept",
                "{" + who + ",\"clientData\":\"" + made.clientData() + "\",\"attestation\":\"" + made.attestation()
                        + "\",\"passkey\":\"Phone\"}");
    }

    /** Somebody with an account that has only this passkey. */
    private CookieBrowser join() throws Exception {
        CookieBrowser browser = browser();
        HttpResponse<String> answer = accept(browser, Team.secret(team.invite()), phone);
        assertEquals(200, answer.statusCode(), answer.body());
        return browser;
    }

    private HttpResponse<String> signIn(CookieBrowser browser, Authenticator authenticator) throws Exception {
        JsonObject options = options(browser, "api/sign-in/passkey/options", "{}");
        return post(
                browser,
                "api/sign-in/passkey",
                authenticator.sign(options.getString("challenge")).json());
    }

    private JsonObject passkeys(CookieBrowser browser) throws Exception {
        return HttpApi.json(browser.get("api/me/passkeys", PROXIED));
    }

    @Test
    void anInvitationIsRedeemedWithAPasskeyThatSignsInLater() throws Exception {
        CookieBrowser mira = join();
        assertTrue(
                mira.set().stream()
                        .anyMatch(cookie -> cookie.startsWith(secure(CHALLENGE) + "=")
                                && cookie.endsWith("Path=" + path() + "; Max-Age=300; HttpOnly; SameSite=Lax; Secure")),
                mira.set().toString());
        assertNull(mira.cookie(secure(CHALLENGE)), "it is used up");
        String id = HttpApi.json(mira.get("api/me", PROXIED)).getString("id");
        CookieBrowser elsewhere = browser();
        HttpResponse<String> signedIn = signIn(elsewhere, phone);
        assertEquals(id, HttpApi.json(signedIn).getString("id"), signedIn.body());
        assertNotNull(elsewhere.cookie(secure(SESSION)));
        JsonObject own = passkeys(elsewhere);
        assertFalse(own.getBoolean("password"));
        assertEquals("none", own.getString("confirm"));
        JsonObject passkey = own.getJsonArray("passkeys").getJsonObject(0);
        assertEquals("Phone", passkey.getString("name"));
        assertEquals(PARTY, passkey.getString("host"));
        assertTrue(passkey.containsKey("used"));
        assertRefused(409, "conflict", elsewhere.send("DELETE", "api/me/passkeys/" + passkey.getString("id"), PROXIED));
    }

    @Test
    void aPasskeyIsAddedAndRemoved() throws Exception {
        CookieBrowser mira = join();
        JsonObject options = options(mira, "api/me/passkeys/options", "{}");
        assertEquals(
                phone.id(),
                options.getJsonArray("excludeCredentials").getJsonObject(0).getString("id"));
        assertEquals("required", options.getJsonObject("authenticatorSelection").getString("userVerification"));
        assertEquals("none", options.getString("attestation"));
        assertEquals(PARTY, options.getJsonObject("rp").getString("id"));
        Authenticator laptop = new Authenticator(PARTY, ORIGIN);
        Authenticator.Made made = make(laptop, options);
        String body = "{\"name\":\"Laptop\",\"clientData\":\"" + made.clientData() + "\",\"attestation\":\""
                + made.attestation() + "\"}";
        HttpResponse<String> added = post(mira, "api/me/passkeys", body);
        assertEquals(201, added.statusCode(), added.body());
        assertRefused(409, "conflict", post(mira, "api/me/passkeys", body));
        assertEquals(2, passkeys(mira).getJsonArray("passkeys").size());
        String first = passkeys(mira).getJsonArray("passkeys").getJsonObject(0).getString("id");
        assertEquals(
                204, mira.send("DELETE", "api/me/passkeys/" + first, PROXIED).statusCode());
        assertRefused(401, "unauthorized", signIn(browser(), phone));
        assertEquals(200, signIn(browser(), laptop).statusCode());
    }

    @Test
    void aReplayedAnswerOrAnotherOriginSignsNobodyIn() throws Exception {
        join();
        CookieBrowser browser = browser();
        JsonObject options = options(browser, "api/sign-in/passkey/options", "{}");
        String cookie = browser.cookie(secure(CHALLENGE));
        String answer = phone.sign(options.getString("challenge")).json();
        assertEquals(200, post(browser, "api/sign-in/passkey", answer).statusCode());
        CookieBrowser thief = browser();
        assertRefused(409, "conflict", post(thief, "api/sign-in/passkey", answer));
        thief.setCookie(secure(CHALLENGE), cookie);
        assertRefused(409, "conflict", post(thief, "api/sign-in/passkey", answer));
        assertRefused(401, "unauthorized", signIn(thief, phone.at("https://evil.example")));
        assertRefused(401, "unauthorized", signIn(thief, phone.at("http://127.0.0.1")));
        assertNull(thief.cookie(secure(SESSION)));
        assertEquals(200, signIn(browser(), phone.at(ORIGIN)).statusCode());
    }

    @Test
    void aHostileAnswerGetsANamedError() throws Exception {
        CookieBrowser browser = browser();
        assertRefused(400, "invalid", browser.post("api/sign-in/passkey/options", "{}"));
        options(browser, "api/sign-in/passkey/options", "{}");
        assertRefused(400, "invalid", post(browser, "api/sign-in/passkey", "{}"));
        assertRefused(400, "malformed", post(browser, "api/sign-in/passkey", "{\"id\":{"));
        assertRefused(413, "invalid", post(browser, "api/sign-in/passkey", "{\"id\":\"" + "A".repeat(9_000) + "\"}"));
        assertRefused(
                401,
                "unauthorized",
                post(
                        browser,
                        "api/sign-in/passkey",
                        "{\"id\":\"AA\",\"clientData\":\"!\",\"authenticatorData\":\"oQ\",\"signature\":\"\"}"));
        assertRefused(401, "unauthorized", browser.get("api/me/passkeys"));
        assertEquals(405, browser.get("api/sign-in/passkey").statusCode());
        String secret = Team.secret(team.invite());
        options(browser, "api/invitation/passkey", "{\"secret\":\"" + secret + "\",\"name\":\"" + name + "\"}");
        assertRefused(
                400,
                "invalid",
                post(
                        browser,
                        "api/invitation/accept",
                        "{\"secret\":\"" + secret + "\",\"name\":\"" + name
                                + "\",\"clientData\":\"e30\",\"attestation\":\"oQ\"}"));
        assertEquals(200, accept(browser, secret, phone).statusCode(), "the link is still good");
    }

    @Test
    void aForeignPageCannotUsePasskeys() throws Exception {
        CookieBrowser mira = join();
        for (String path : new String[] {
            "api/sign-in/passkey/options",
            "api/sign-in/passkey",
            "api/invitation/passkey",
            "api/me/passkeys/options",
            "api/me/passkeys"
        }) {
            assertRefused(403, "forbidden", mira.post(path, "{}", "Origin", "https://example.org"));
        }
        assertRefused(403, "forbidden", mira.send("DELETE", "api/me/passkeys/x", "Origin", "https://example.org"));
        assertRefused(403, "forbidden", mira.send("DELETE", "api/me/sessions", "Origin", "https://example.org"));
    }

    @Test
    void allOtherSessionsEndAtOnce() throws Exception {
        CookieBrowser laptop = team.join(name);
        CookieBrowser phoneBrowser = browser();
        assertEquals(200, Team.signIn(phoneBrowser, name, Team.PASSWORD).statusCode());
        Chatter onPhone = scene.keep(Chatter.connect(scene.host().ws(), "Cookie", phoneBrowser.cookies()));
        assertTrue(onPhone.ask("hello").is("welcome"));
        JsonObject listed = HttpApi.json(laptop.get("api/me/sessions"));
        assertEquals(2, listed.getJsonArray("sessions").size());
        assertTrue(listed.getJsonArray("sessions").getJsonObject(1).getBoolean("online"), listed.toString());
        assertEquals(401, browser().send("DELETE", "api/me/sessions").statusCode());
        assertEquals(204, laptop.send("DELETE", "api/me/sessions").statusCode());
        assertEquals(4501, onPhone.awaitClose());
        listed = HttpApi.json(laptop.get("api/me/sessions"));
        assertEquals(1, listed.getJsonArray("sessions").size());
        assertTrue(listed.getJsonArray("sessions").getJsonObject(0).getBoolean("current"));
    }
}
