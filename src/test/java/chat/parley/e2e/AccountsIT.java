package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.CookieBrowser;
import chat.parley.client.HttpApi;
import chat.parley.client.Scene;
import chat.parley.client.Team;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Accounts of Parley's own. */
@HostContract
class AccountsIT {
    private static final String SESSION = "parley-session";
    private static final String DEVICE = "parley-device";

    @RegisterExtension
    final Scene scene = new Scene(Hosts.shared(Team.OFFERED));

    private final Team team = Team.of(scene.host());
    private final String name = "Mira " + UUID.randomUUID();

    @AfterAll
    static void noPasswordIsInALog() throws Exception {
        String log = Files.readString(Hosts.shared(Team.OFFERED).log());
        assertFalse(log.contains(Team.PASSWORD), "the log contains a password");
    }

    private CookieBrowser browser() {
        return new CookieBrowser(scene.host());
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

    private static void assertRefused(int status, String code, HttpResponse<String> answer) {
        assertEquals(code, HttpApi.json(answer).getString("code"), answer.body());
        assertEquals(status, answer.statusCode());
    }

    private List<JsonObject> listed(String path, String key) throws Exception {
        return HttpApi.json(team.owner().get(path)).getJsonArray(key).getValuesAs(JsonObject.class);
    }

    private JsonObject account(String named) throws Exception {
        return listed("api/accounts", "accounts").stream()
                .filter(each -> each.getString("name").equals(named))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theWaysToEnterAreListed() throws Exception {
        assertEquals(
                "{\"accounts\":true,\"guests\":true,\"providers\":[]}",
                browser().get("api/sign-in").body());
        String page = browser().get("").body();
        assertTrue(page.contains("data-accounts"), page.substring(0, 200));
    }

    @Test
    @EmbeddedOnly
    void theFirstStartPrintsALinkThatWorksOnceAndOnlyUntilTheNextStart() throws Exception {
        try (Host host = Hosts.fresh(Team.REQUIRED)) {
            String old = Team.setUpSecret(host);
            host.stop();
            host.start();
            String secret = awaitAnother(old, host);
            assertRefused(404, "not-found", Team.accept(new CookieBrowser(host), old, name));
            CookieBrowser owner = new CookieBrowser(host);
            assertEquals(
                    "{\"kind\":\"setup\"}",
                    owner.post("api/invitation", "{\"secret\":\"" + secret + "\"}")
                            .body());
            assertEquals(200, Team.accept(owner, secret, name).statusCode());
            assertTrue(HttpApi.json(owner.get("api/me/account")).getBoolean("owner"));
            assertRefused(404, "not-found", Team.accept(new CookieBrowser(host), secret, "Jonas"));
            host.kill();
            host.start();
            assertEquals(name, me(owner).getString("name"), "acknowledged is stored");
            assertEquals(
                    200,
                    Team.signIn(new CookieBrowser(host), name, Team.PASSWORD).statusCode());
            assertEquals(secret, Team.setUpSecret(host), "no further link");
        }
    }

    private static String awaitAnother(String old, Host host) {
        String secret = Team.setUpSecret(host);
        for (int i = 0; secret.equals(old) && i < 1_000; i++) {
            secret = Team.setUpSecret(host);
        }
        assertNotEquals(old, secret);
        return secret;
    }

    @Test
    void anInvitationLeadsToAnAccountAndASession() throws Exception {
        JsonObject invitation = team.invite();
        String link = invitation.getString("link");
        assertTrue(link.startsWith(scene.host().http() + "invite/"), link);
        String secret = Team.secret(invitation);
        HttpResponse<String> opened = browser().get("invite/" + secret);
        assertEquals(303, opened.statusCode());
        assertEquals(
                scene.host().http().getPath() + "#invite=" + secret,
                opened.headers().firstValue("Location").orElseThrow());
        CookieBrowser mira = browser();
        assertEquals(
                "{\"by\":\"" + Team.OWNER + "\",\"kind\":\"invite\"}",
                mira.post("api/invitation", "{\"secret\":\"" + secret + "\"}").body());
        assertEquals(name, HttpApi.json(Team.accept(mira, secret, name)).getString("name"));
        assertEquals(name, me(mira).getString("name"));
        assertFalse(HttpApi.json(mira.get("api/me/account")).getBoolean("owner"));
        assertRefused(404, "not-found", Team.accept(browser(), secret, "Another " + name));
        Chatter chatter = connected(mira);
        chatter.join(scene.room());
        assertEquals(me(mira).getString("id"), chatter.id());
        assertEquals("forbidden", chatter.ask("rename", "name", "Somebody").code());
    }

    @Test
    void ofSeveralPeopleWithOneLinkOnlyOneGetsIn() throws Exception {
        String secret = Team.secret(team.invite());
        List<Integer> answers = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> accepted(secret, name + " " + i)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();
        assertEquals(List.of(200, 404, 404, 404), answers);
        assertEquals(
                1,
                listed("api/accounts", "accounts").stream()
                        .filter(each -> each.getString("name").startsWith(name))
                        .count());
    }

    private int accepted(String secret, String as) {
        try {
            return Team.accept(browser(), secret, as).statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theCookiesAreOutOfReachForScriptsAndOtherSites() throws Exception {
        CookieBrowser mira = team.join(name);
        String path = scene.host().http().getPath();
        String attributes = "; Path=" + (path.equals("/") ? path : path.replaceFirst("/$", ""))
                + "; Max-Age=\\d+; HttpOnly; SameSite=Lax";
        assertTrue(
                mira.set().get(0).matches(SESSION + "=[\\w-]{44}" + attributes),
                mira.set().toString());
        assertTrue(
                mira.set().get(1).matches(DEVICE + "=[\\w-]{22}\\.[\\w-]{22}\\.[\\w-]{22}" + attributes),
                mira.set().toString());
        CookieBrowser tls = browser();
        assertEquals(
                200,
                Team.signIn(tls, name, Team.PASSWORD, "X-Forwarded-Proto", "https", "X-Forwarded-Host", "localhost")
                        .statusCode());
        assertTrue(
                tls.set().stream().allMatch(cookie -> cookie.endsWith("; Secure")),
                tls.set().toString());
    }

    @Test
    void aPasswordSignsInAndAWrongOneDoesNot() throws Exception {
        String id = me(team.join(name)).getString("id");
        CookieBrowser elsewhere = browser();
        HttpResponse<String> wrong = Team.signIn(elsewhere, name, "another password");
        HttpResponse<String> nobody = Team.signIn(elsewhere, "Nobody " + name, Team.PASSWORD);
        assertRefused(401, "unauthorized", wrong);
        assertEquals(wrong.body(), nobody.body(), "nobody learns which accounts there are");
        assertNull(elsewhere.cookie(SESSION));
        assertEquals(
                200, Team.signIn(elsewhere, name.toUpperCase(), Team.PASSWORD).statusCode());
        assertEquals(id, me(elsewhere).getString("id"));
        String before = elsewhere.cookie(SESSION);
        Chatter old = connected(elsewhere);
        assertEquals(200, Team.signIn(elsewhere, name, Team.PASSWORD).statusCode());
        assertEquals(4501, old.awaitClose(), "signing in again replaces the session");
        assertNotEquals(before, elsewhere.cookie(SESSION));
        assertEquals("{}", elsewhere.send("POST", "sign-out").body());
        assertNull(me(elsewhere));
    }

    @Test
    void guessesAreSlowedDownButNotForABrowserThatHasBeenHere() throws Exception {
        CookieBrowser mira = team.join(name);
        CookieBrowser attacker = browser();
        HttpResponse<String> answer = null;
        for (int i = 0; i < 6; i++) {
            answer = Team.signIn(attacker, name, "guess number " + i);
        }
        assertRefused(429, "rate-limited", answer);
        assertTrue(answer.headers().firstValue("Retry-After").isPresent());
        assertEquals(200, mira.send("POST", "sign-out").statusCode());
        assertNotNull(mira.cookie(DEVICE));
        assertEquals(200, Team.signIn(mira, name, Team.PASSWORD).statusCode());
    }

    @Test
    void aForeignPageCanSignNobodyInOrChangeAnything() throws Exception {
        CookieBrowser mira = team.join(name);
        for (String path :
                List.of("sign-in", "api/invitation/accept", "api/invites", "api/me/name", "api/me/password")) {
            assertRefused(403, "forbidden", mira.post(path, "{}", "Origin", "https://example.org"));
            assertRefused(403, "forbidden", mira.post(path, "{}", "Sec-Fetch-Site", "cross-site"));
        }
        for (String path : List.of("sign-in", "api/invitation/accept", "api/me/name", "api/me/password")) {
            assertRefused(415, "invalid", mira.send("POST", path, "Content-Type", "text/plain"));
            assertEquals(405, mira.get(path).statusCode(), path);
        }
    }

    @Test
    void onlyOwnersInviteAndManage() throws Exception {
        CookieBrowser mira = team.join(name);
        String id = account(name).getString("id");
        for (CookieBrowser who : List.of(mira, browser())) {
            int status = who == mira ? 403 : 401;
            assertEquals(status, who.get("api/accounts").statusCode());
            assertEquals(status, who.get("api/invites").statusCode());
            assertEquals(status, who.post("api/invites", "{}").statusCode());
            assertEquals(status, who.send("DELETE", "api/invites/" + id).statusCode());
            assertEquals(
                    status, who.post("api/accounts/" + id, "{\"owner\":true}").statusCode());
            assertEquals(
                    status, who.send("POST", "api/accounts/" + id + "/reset").statusCode());
        }
        assertEquals(401, browser().get("api/me/account").statusCode());
        assertEquals(
                200, team.owner().post("api/accounts/" + id, "{\"owner\":true}").statusCode());
        assertEquals(200, mira.get("api/accounts").statusCode());
        assertEquals(
                200,
                team.owner().post("api/accounts/" + id, "{\"owner\":false}").statusCode());
        assertEquals(403, mira.get("api/accounts").statusCode());
        assertRefused(400, "invalid", team.owner().post("api/accounts/" + id, "{}"));
        assertRefused(404, "not-found", team.owner().post("api/accounts/nobody", "{\"owner\":true}"));
    }

    @Test
    void invitationsAreListedAndRevoked() throws Exception {
        JsonObject invitation = HttpApi.json(team.owner().post("api/invites", "{\"days\":1}"));
        JsonObject entry = listed("api/invites", "invites").stream()
                .filter(each -> each.getString("id").equals(invitation.getString("id")))
                .findFirst()
                .orElseThrow();
        assertEquals(Team.OWNER, entry.getString("by"));
        assertEquals(
                86_400_000,
                entry.getJsonNumber("expires").longValue()
                        - entry.getJsonNumber("created").longValue());
        assertFalse(entry.toString().contains(Team.secret(invitation)));
        assertEquals(
                204,
                team.owner()
                        .send("DELETE", "api/invites/" + entry.getString("id"))
                        .statusCode());
        assertRefused(404, "not-found", Team.accept(browser(), Team.secret(invitation), name));
        assertRefused(404, "not-found", team.owner().send("DELETE", "api/invites/" + entry.getString("id")));
        assertRefused(400, "invalid", team.owner().post("api/invites", "{\"days\":31}"));
    }

    @Test
    void aDeactivatedAccountIsOutAtOnce() throws Exception {
        CookieBrowser mira = team.join(name);
        Chatter chatter = connected(mira);
        String id = account(name).getString("id");
        assertEquals(
                200,
                team.owner().post("api/accounts/" + id, "{\"active\":false}").statusCode());
        assertEquals(4501, chatter.awaitClose());
        assertNull(me(mira));
        assertRefused(401, "unauthorized", Team.signIn(mira, name, Team.PASSWORD));
        assertRefused(409, "conflict", team.owner().send("POST", "api/accounts/" + id + "/reset"));
        assertEquals(
                200,
                team.owner().post("api/accounts/" + id, "{\"active\":true}").statusCode());
        assertEquals(200, Team.signIn(mira, name, Team.PASSWORD).statusCode());
    }

    @Test
    void aResetLinkSetsAPasswordAndEndsAllSessions() throws Exception {
        CookieBrowser mira = team.join(name);
        Chatter chatter = connected(mira);
        String id = account(name).getString("id");
        HttpResponse<String> made = team.owner().send("POST", "api/accounts/" + id + "/reset");
        assertEquals(201, made.statusCode(), made.body());
        String secret = Team.secret(HttpApi.json(made));
        CookieBrowser phone = browser();
        assertEquals(
                "{\"by\":\"" + Team.OWNER + "\",\"kind\":\"reset\",\"name\":\"" + name + "\",\"passkeys\":0}",
                phone.post("api/invitation", "{\"secret\":\"" + secret + "\"}").body());
        assertNotNull(me(mira), "not before it is used");
        String chosen = "{\"secret\":\"" + secret + "\",\"password\":\"another password\"}";
        assertEquals(200, phone.post("api/invitation/accept", chosen).statusCode());
        assertEquals(4501, chatter.awaitClose());
        assertNull(me(mira));
        assertEquals(name, me(phone).getString("name"));
        assertRefused(404, "not-found", phone.post("api/invitation/accept", chosen));
        assertRefused(401, "unauthorized", Team.signIn(browser(), name, Team.PASSWORD));
        assertEquals(200, Team.signIn(browser(), name, "another password").statusCode());
    }

    @Test
    void aNewPasswordEndsTheOtherSessions() throws Exception {
        CookieBrowser laptop = team.join(name);
        CookieBrowser phone = browser();
        Team.signIn(phone, name, Team.PASSWORD);
        Chatter onPhone = connected(phone);
        Chatter onLaptop = connected(laptop);
        assertRefused(
                403,
                "forbidden",
                laptop.post("api/me/password", "{\"current\":\"wrong password\",\"password\":\"another password\"}"));
        assertRefused(
                400,
                "invalid",
                laptop.post("api/me/password", "{\"current\":\"" + Team.PASSWORD + "\",\"password\":\"short\"}"));
        assertEquals(
                204,
                laptop.post(
                                "api/me/password",
                                "{\"current\":\"" + Team.PASSWORD + "\",\"password\":\"another password\"}")
                        .statusCode());
        assertEquals(4501, onPhone.awaitClose());
        assertNull(me(phone));
        assertTrue(onLaptop.ask("ping").is("pong"));
        assertNotNull(me(laptop));
        assertRefused(401, "unauthorized", Team.signIn(browser(), name, Team.PASSWORD));
    }

    @Test
    void aNewNameReachesOpenSessionsAndKeepsTheMember() throws Exception {
        CookieBrowser mira = team.join(name);
        String id = me(mira).getString("id");
        Chatter chatter = connected(mira);
        assertEquals(
                "New " + name,
                HttpApi.json(mira.post("api/me/name", "{\"name\":\"New " + name + "\"}"))
                        .getString("name"));
        assertTrue(chatter.await(event -> event.is("renamed")).toString().contains("New " + name));
        assertEquals(id, me(mira).getString("id"));
        assertEquals("New " + name, me(mira).getString("name"));
        chatter.join(scene.room());
        chatter.ask("post", "room", scene.room(), "text", "hello");
        assertTrue(HttpApi.of(scene.host()).history(scene.room(), "").toString().contains("New " + name));
        assertRefused(409, "conflict", mira.post("api/me/name", "{\"name\":\"" + Team.OWNER.toLowerCase() + "\"}"));
        assertRefused(400, "invalid", mira.post("api/me/name", "{\"name\":\"\"}"));
        team.join(name);
    }

    @Test
    void ownersOwnThePublicRoomsAsLongAsTheyAreOwners() throws Exception {
        CookieBrowser mira = team.join(name);
        Chatter jonas = connected(team.join("Jonas " + name));
        Chatter chatter = connected(mira);
        chatter.join(scene.room());
        jonas.join(scene.room());
        String id = account(name).getString("id");
        Object[] appointment = {"room", scene.room(), "member", jonas.id(), "role", "moderator"};
        assertEquals("forbidden", chatter.ask("set-role", appointment).code());
        team.owner().post("api/accounts/" + id, "{\"owner\":true}");
        assertTrue(chatter.ask("set-role", appointment).is("ack"));
        team.owner().post("api/accounts/" + id, "{\"owner\":false}");
        appointment[5] = "member";
        assertEquals("forbidden", chatter.ask("set-role", appointment).code());
    }

    @Test
    void whoHasNoAccountIsToldSo() throws Exception {
        assertEquals(404, browser().get("invite/").statusCode());
        assertRefused(404, "not-found", browser().post("api/invitation", "{\"secret\":\"guessed\"}"));
        assertRefused(404, "not-found", browser().post("api/invitation", "{}"));
        assertRefused(400, "malformed", browser().post("sign-in", "{"));
        assertRefused(400, "invalid", browser().post("sign-in", "{}"));
        assertEquals(413, browser().post("sign-in", " ".repeat(10_000)).statusCode());
        CookieBrowser plain = new CookieBrowser(Hosts.current());
        assertEquals(404, plain.post("sign-in", "{}").statusCode());
        assertEquals(404, plain.get("api/accounts").statusCode());
        assertFalse(plain.get("").body().contains("data-accounts"));
    }
}
