package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Team;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People who sign in with passkeys, and who look where they are signed in. */
class BrowserPasskeysIT {
    private static final String WITH_PASSKEY = "Sign in with a passkey";
    private static final String INSTEAD = "Use a passkey instead of a password";

    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String name = "Mira " + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void come() {
        visitors.comeTo(Hosts.shared(Team.OFFERED));
    }

    private static Team team() {
        return Team.of(Hosts.shared(Team.OFFERED));
    }

    /** The server by its name: passkeys do not work at addresses. */
    private static String named(Object address) {
        return address.toString().replace("127.0.0.1", "localhost");
    }

    private static String home() {
        return named(Hosts.shared(Team.OFFERED).http());
    }

    private static Visitor at(String address, Visitor visitor) {
        visitor.page().navigate(address);
        return visitor;
    }

    private static Locator dialog(Visitor visitor) {
        return visitor.page().locator("dialog[open]");
    }

    private static Locator field(Visitor visitor, String label) {
        return dialog(visitor).getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
    }

    private static Locator title(Visitor visitor) {
        return dialog(visitor).locator("h2");
    }

    private static void assertName(String name, Visitor visitor) {
        assertThat(visitor.page().locator("#self strong")).hasText(name);
    }

    private static Visitor signInWithPassword(Visitor visitor, String name) {
        at(home(), visitor);
        field(visitor, "Name").fill(name);
        field(visitor, "Password").fill(Team.PASSWORD);
        field(visitor, "Password").press("Enter");
        return visitor.connected();
    }

    private static Locator passkeys(Visitor visitor) {
        return visitor.page().locator("#account-passkeys li");
    }

    private static Locator sessions(Visitor visitor) {
        return visitor.page().locator("#account-sessions li");
    }

    /** The browser reports refused requests, too. */
    private static void assertOnlyRefusals(Visitor visitor) {
        assertTrue(
                visitor.complaints().stream().allMatch(text -> text.matches("Failed to load resource: .* 4\\d\\d .*")),
                visitor.complaints().toString());
        visitor.complaints().clear();
    }

    @Test
    void theFirstOwnerComesWithAPasskeyAndInvitesSomebodyWhoDoesTheSame() {
        try (Host host = Hosts.fresh(Team.REQUIRED)) {
            Visitor olga = visitors.atDesk();
            VirtualAuthenticator key = new VirtualAuthenticator(olga);
            at(named(host.http()) + "invite/" + Team.setUpSecret(host), olga);
            assertThat(title(olga)).hasText("Set up Parley");
            Axe.assertClean(olga, "set-up-passkey");
            olga.button(INSTEAD).click();
            assertThat(olga.formError()).hasText("Please choose a name.");
            field(olga, "Name").fill("Olga");
            olga.button(INSTEAD).click();
            assertName("Olga", olga.connected());
            assertEquals(1, key.credentials().size());
            olga.button("Accounts").click();
            olga.button("Create invitation link").click();
            String link = olga.page().locator("#members-link").inputValue();

            Visitor jonas = visitors.onPhone(ColorScheme.LIGHT);
            VirtualAuthenticator phone = new VirtualAuthenticator(jonas);
            at(link, jonas);
            Axe.assertClean(jonas, "invited-passkey-phone");
            field(jonas, "Name").fill("olga");
            jonas.button(INSTEAD).click();
            assertThat(jonas.formError()).containsText("choose another");
            assertEquals(0, phone.credentials().size(), "no passkey for a name that is taken");
            field(jonas, "Name").fill("Jonas");
            jonas.button(INSTEAD).press("Enter");
            jonas.connected();
            jonas.button("Back to rooms").click();
            jonas.button("Sign out").click();
            assertThat(title(jonas)).hasText("Welcome to Parley");
            Axe.assertClean(jonas, "sign-in-passkey-phone");
            jonas.button(WITH_PASSKEY).click();
            assertName("Jonas", jonas.connected());
            jonas.button("Your account").click();
            assertThat(passkeys(jonas)).hasCount(1);
            assertThat(passkeys(jonas)).containsText("last used");
            assertThat(field(jonas, "Current password")).isHidden();
            Axe.assertClean(jonas, "own-passkey-phone");
            jonas.page().locator("#account-passkeys li button").click();
            jonas.button("Remove passkey").click();
            assertThat(jonas.formError().last()).containsText("This is the only way to sign in");
            Axe.assertClean(jonas, "only-passkey-phone");
            assertOnlyRefusals(jonas);
        }
    }

    @Test
    void aSecondPasskeyIsAddedAndTheFirstOneRemoved() throws Exception {
        team().join(name);
        Visitor mira = visitors.atDesk();
        VirtualAuthenticator key = new VirtualAuthenticator(mira);
        signInWithPassword(mira, name);
        mira.button("Your account").click();
        assertThat(mira.page().locator("#account-passkeys label")).hasText("Name of a new passkey");
        field(mira, "Name of a new passkey").fill("Blue key");
        mira.button("Add passkey").click();
        assertThat(mira.page().locator("#account-passkeys .done")).hasText("Your passkey is added.");
        assertThat(passkeys(mira)).containsText("Blue key");
        mira.button("Add passkey").click();
        assertThat(mira.page().locator("#passkeys-error")).containsText("already has a passkey");
        key.replace();
        field(mira, "Name of a new passkey").fill("Red key");
        mira.button("Add passkey").click();
        assertThat(passkeys(mira)).hasCount(2);
        Axe.assertClean(mira, "own-passkeys");
        mira.button("Remove passkey Blue key").press("Enter");
        assertThat(title(mira).last()).hasText("Remove Blue key?");
        mira.button("Remove passkey").click();
        assertThat(passkeys(mira)).hasCount(1);
        assertThat(passkeys(mira)).containsText("Red key");
        assertThat(mira.button("Remove passkey Red key")).isFocused();
        mira.button("Close").click();
        mira.button("Sign out").click();
        mira.button(WITH_PASSKEY).click();
        assertName(name, mira.connected());
        assertEquals(List.of(), mira.complaints());
    }

    @Test
    void withoutItsPersonOrFromAnotherOriginAPasskeySignsNobodyIn() throws Exception {
        team().join(name);
        Visitor mira = visitors.atDesk();
        VirtualAuthenticator key = new VirtualAuthenticator(mira);
        signInWithPassword(mira, name);
        mira.button("Your account").click();
        mira.button("Add passkey").click();
        assertThat(passkeys(mira)).hasCount(1);
        mira.button("Close").click();
        mira.button("Sign out").click();
        key.verifiesPerson(false);
        mira.button(WITH_PASSKEY).click();
        assertThat(mira.formError()).containsText("No passkey was used");
        key.verifiesPerson(true);
        relayFrom("localhost:1", mira.page());
        mira.button(WITH_PASSKEY).click();
        assertThat(mira.formError()).hasText("Origin not allowed.");
        mira.page().unrouteAll();
        mira.button(WITH_PASSKEY).click();
        assertName(name, mira.connected());
        assertOnlyRefusals(mira);
    }

    /** Answers reach the server by way of another address of the host, as if a foreign page had asked for them. */
    private static void relayFrom(String host, Page page) {
        page.route("**/api/sign-in/passkey", route -> {
            Map<String, String> headers = new HashMap<>(route.request().headers());
            headers.put("x-forwarded-host", host);
            route.resume(new Route.ResumeOptions().setHeaders(headers));
        });
    }

    @Test
    void whereverPasskeysDoNotWorkThePageSaysWhy() throws Exception {
        Visitor byAddress = visitors.atDesk().openLobby();
        assertThat(byAddress.page().locator("#sign-in-no-passkey")).containsText("Passkeys need a host name");
        assertThat(byAddress.button(WITH_PASSKEY)).isHidden();
        Visitor plain = visitors.onPhone(ColorScheme.DARK);
        plain.page().addInitScript("Object.defineProperty(window, 'isSecureContext', { value: false })");
        team().join(name);
        signInWithPassword(plain, name);
        plain.button("Back to rooms").click();
        plain.button("Your account").click();
        assertThat(plain.page().locator("#passkeys-problem")).containsText("Passkeys need HTTPS");
        assertThat(plain.button("Add passkey")).hasCount(0);
        Axe.assertClean(plain, "no-passkeys-phone");
    }

    @Test
    void sessionsAreListedInWordsAndEndedLive() throws Exception {
        team().join(name);
        Visitor laptop = visitors.atDesk();
        VirtualAuthenticator key = new VirtualAuthenticator(laptop);
        signInWithPassword(laptop, name);
        laptop.button("Your account").click();
        laptop.button("Add passkey").click();
        assertThat(passkeys(laptop)).hasCount(1);
        laptop.button("Close").click();
        Visitor phone = visitors.onPhone(ColorScheme.LIGHT);
        new VirtualAuthenticator(phone).copy(key);
        at(home() + "?room=" + UnusedRoom.name(), phone).button(WITH_PASSKEY).click();
        phone.connected();
        laptop.button("Your account").click();
        // the one of the test, which joined, is the third
        assertThat(sessions(laptop)).hasCount(3);
        assertThat(sessions(laptop).nth(0)).containsText("Chrome on Linux");
        assertThat(sessions(laptop).nth(0)).containsText("This browser");
        assertThat(sessions(laptop).nth(1)).containsText("Open now");
        assertThat(sessions(laptop).nth(2)).containsText("Another program");
        Axe.assertClean(laptop, "sessions");
        sessions(laptop).nth(1).getByText("Sign out").click();
        assertThat(title(phone)).hasText("You are signed out");
        assertThat(laptop.page().locator("#account-sessions .done")).hasText("That browser is signed out.");
        assertThat(laptop.button("Close")).isFocused();
        phone.button(WITH_PASSKEY).click();
        phone.connected();
        phone.button("Back to rooms").click();
        phone.button("Your account").click(); // and closes with the session
        laptop.button("Close").click();
        laptop.button("Your account").click();
        assertThat(sessions(laptop)).hasCount(3);
        laptop.button("Sign out all others").click();
        assertThat(title(phone)).hasText("You are signed out");
        assertThat(sessions(laptop)).hasCount(1);
        laptop.button("Close").click();
        laptop.say("still here");
        assertThat(laptop.page().locator("#log article.sent")).hasCount(1);
    }
}
