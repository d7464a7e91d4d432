package chat.parley.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.CookieBrowser;
import chat.parley.client.HttpApi;
import chat.parley.client.Scene;
import chat.parley.client.SignInProvider;
import chat.parley.client.TokenIssuer;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Postgres;
import chat.parley.e2e.host.Store;
import com.nimbusds.jose.JWSAlgorithm;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What a sign-in or a token says at one server counts at the other. */
@EmbeddedOnly
@Timeout(60)
@ResourceLock(value = Postgres.SHARED, mode = ResourceAccessMode.READ)
class ServerRolesClusterIT {
    private static final String FORBIDDEN = "forbidden";
    private static final String YES = "yes";
    private static Host one;
    private static Host two;

    @RegisterExtension
    final Scene here = new Scene(one);

    @RegisterExtension
    final Scene there = new Scene(two);

    private final String room = here.room();
    private final String subject = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        Map<String, String> settings = new LinkedHashMap<>(TokenIssuer.ACCEPTED);
        settings.putAll(SignInProvider.OFFERED);
        settings.put("token-role-claim", "roles");
        one = Hosts.fresh(settings, Store.POSTGRES);
        two = Hosts.beside(one, settings);
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
    }

    private CookieBrowser signedInHere(String... groups) throws Exception {
        return new CookieBrowser(one).signIn(subject, "Mira", List.of(groups));
    }

    private Chatter there(CookieBrowser browser) {
        Chatter chatter = there.keep(Chatter.connect(two.ws(), "Cookie", browser.cookies()));
        assertTrue(chatter.ask("hello").is("welcome"));
        chatter.join(room);
        return chatter;
    }

    private String token(String name, Duration age, String... roles) {
        Instant now = Instant.now();
        return TokenIssuer.SHARED.sign(
                JWSAlgorithm.RS256,
                TokenIssuer.claims(subject + name, name, now.plusSeconds(600))
                        .issueTime(Date.from(now.minus(age)))
                        .claim("roles", List.of(roles))
                        .build());
    }

    private Chatter withToken(Scene scene, String token) {
        Chatter chatter = scene.connect();
        while (!chatter.ask("hello", "token", token).is("welcome")) {
            Thread.onSpinWait(); // until the server has read the keys
        }
        chatter.join(room);
        return chatter;
    }

    private String tries(Chatter chatter, String type, Object... more) {
        Object[] fields = new Object[more.length + 2];
        fields[0] = "room";
        fields[1] = room;
        System.arraycopy(more, 0, fields, 2, more.length);
        return chatter.ask(type, fields).json().getString("code", YES);
    }

    private static int post(Host host, String room, String token) throws Exception {
        HttpApi api = HttpApi.of(host);
        return api.send(HttpApi.request(
                                api.messages(room),
                                "Content-Type",
                                "application/json",
                                "Authorization",
                                "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"hello\"}"))
                        .build())
                .statusCode();
    }

    @Test
    void aSignInHereChangesTheRoleThereBeforeItIsAcknowledged() throws Exception {
        CookieBrowser laptop = signedInHere("parley-owner");
        Chatter mira = there(laptop);
        for (int round = 0; round < 5; round++) {
            signedInHere("parley-owner");
            assertEquals(YES, tries(mira, "archive"));
            assertEquals(YES, tries(mira, "unarchive"));
            signedInHere("staff");
            assertEquals(FORBIDDEN, tries(mira, "archive"));
            assertEquals(YES, tries(mira, "post", "text", "hello"));
            signedInHere("parley-reader");
            assertEquals(FORBIDDEN, tries(mira, "post", "text", "hello"));
            assertEquals("reader", mira.join(room).json().getString("role"));
        }
    }

    @Test
    void guestsThereCannotTakeTheNameOfSomebodyWhoHasSignedInHere() {
        String name = "Amara " + subject.replaceAll("[^a-z0-9]", "");
        withToken(here, token(name, Duration.ZERO));
        Chatter guest = there.connect();
        assertTrue(guest.ask("hello", "name", "Somebody").is("welcome"));
        while (!"name-taken".equals(guest.ask("rename", "name", name).code())) {
            guest.ask("rename", "name", "Somebody"); // until the server has heard of it
        }
        assertEquals("name-taken", there.connect().ask("hello", "name", name).code());
    }

    @Test
    void aNewerTokenHereTakesAwayFromAnOlderOneThere() throws Exception {
        String older = token("Mira", Duration.ofMinutes(5), "parley-owner");
        Chatter mira = withToken(there, older);
        assertEquals(YES, tries(mira, "slow-mode", "seconds", 0));
        withToken(here, token("Mira", Duration.ofMinutes(4), "staff"));
        while (!FORBIDDEN.equals(tries(mira, "slow-mode", "seconds", 0))) {
            Thread.onSpinWait(); // nobody waits for this server
        }
        withToken(here, token("Mira", Duration.ofMinutes(3), "parley-reader"));
        while (post(two, room, older) != 403) {
            Thread.onSpinWait();
        }
        assertEquals(FORBIDDEN, tries(mira, "post", "text", "hello"));
        assertEquals("reader", withToken(there, older).join(room).json().getString("role"), "a new connection");
    }

    @Test
    void moderatorsThereDoNotRuleWhoSignedInHereAsAnOwner() throws Exception {
        Chatter moderator = withToken(there, token("Moderator", Duration.ZERO, "parley-moderator"));
        Chatter mira = there(signedInHere("staff"));
        assertEquals(YES, tries(moderator, "set-role", "member", mira.id(), "role", "reader"));
        assertEquals(YES, tries(moderator, "set-role", "member", mira.id(), "role", "member"));
        signedInHere("parley-owner");
        assertEquals(FORBIDDEN, tries(moderator, "set-role", "member", mira.id(), "role", "reader"));
    }
}
