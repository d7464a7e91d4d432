package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.SignInProvider;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People who sign in with a browser. */
@HostContract
class BrowserSignInIT {
    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);
    private final String subject = UUID.randomUUID().toString();

    @BeforeEach
    void come() {
        visitors.comeTo(Hosts.shared(SignInProvider.OFFERED));
    }

    private static Locator link(Page page, String title) {
        return page.getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Sign in with " + title));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name));
    }

    /** Signs in by keyboard, from the page that asks for a name. */
    private Visitor signIn(Visitor visitor, String name) {
        Page page = visitor.page();
        page.context() // the provider's page has fonts from elsewhere
                .route(
                        address -> !address.startsWith("http://127.0.0.1:"),
                        route -> route.fulfill(new FulfillOptions().setBody("")));
        link(page, SignInProvider.TITLE).press("Enter");
        page.locator("[name=username]").fill(subject);
        page.locator("[name=claims]").fill("{\"name\": \"" + name + "\"}");
        page.locator("[type=submit]").click();
        return visitor.connected();
    }

    @Test
    void whoSignsInSeesWhereAndEndsOtherSessionsLive() {
        Visitor laptop = signIn(visitors.atDesk().open(room), "Mira Okafor");
        Visitor phone = signIn(visitors.atDesk().open(room), "Mira Okafor");
        button(laptop.page(), "Your sessions").click();
        Locator dialog = laptop.page().locator("dialog[open]");
        assertThat(dialog.locator("h2")).hasText("Your sessions");
        assertThat(dialog.getByLabel("Name")).isHidden();
        Locator sessions = dialog.locator("li");
        assertThat(sessions).hasCount(2);
        assertThat(sessions.nth(0)).containsText("This browser");
        Axe.assertClean(laptop, "sessions-openid");
        button(laptop.page(), "Sign out Chrome on Linux").click();
        assertThat(sessions).hasCount(1);
        assertSignedOut(phone.page());
        laptop.button("Close").click();
        laptop.say("still here");
        assertThat(laptop.page().locator("#log article.sent")).hasCount(1);
    }

    private static void assertSignedOut(Page page) {
        assertThat(page.locator("#name-dialog")).isVisible();
        assertThat(link(page, SignInProvider.TITLE)).isVisible();
    }

    @Test
    void whoSignsInHasTheNameAndKeepsItUntilSigningOut() {
        Visitor mira = visitors.atDesk().open(room);
        Axe.assertClean(mira, "sign-in");
        signIn(mira, "Mira Okafor");
        Page page = mira.page();
        assertTrue(page.url().contains("?room=room+"), page.url());
        assertThat(page.locator("#self strong")).hasText("Mira Okafor");
        assertThat(button(page, "Change name")).hasCount(0);
        mira.say("signed in");
        assertThat(page.locator("#log article.sent")).hasCount(1);
        mira.reload();
        mira.connected();
        assertThat(page.locator("#self strong")).hasText("Mira Okafor");
        assertThat(page.locator("#log article").last()).containsText("signed in");
        Page other = mira.anotherTab(room);
        assertThat(other.locator("#self strong")).hasText("Mira Okafor");
        mira.composer().fill("for nobody else");
        button(page, "Sign out").press("Enter");
        assertSignedOut(other);
        assertSignedOut(page); // the provider has sent the browser back
        signIn(mira, "Jonas").open(room).connected();
        assertThat(mira.composer()).hasValue("");
    }

    @Test
    void aSessionRevokedElsewhereEndsHereAtOnce() {
        Visitor laptop = signIn(visitors.atDesk().open(room), "Mira");
        Visitor phone = signIn(visitors.atDesk().open(room), "Mira");
        phone.page().evaluate("""
            async () => {
              const { sessions } = await (await fetch('api/me/sessions')).json();
              const other = sessions.find(({ current }) => !current);
              await fetch(`api/me/sessions/${other.id}`, { method: 'DELETE' });
            }
            """);
        assertSignedOut(laptop.page());
        assertThat(laptop.page().locator("#name-title")).hasText("You are signed out");
        assertThat(phone.page().locator("#connection")).hasText("Connected");
        signIn(laptop, "Mira");
        assertThat(laptop.page().locator("#self strong")).hasText("Mira");
    }

    @Test
    void aServiceThatIsDownLeadsToAPageThatLeadsBack() {
        Visitor mira = visitors.atDesk().open(room);
        link(mira.page(), SignInProvider.DOWN).click();
        assertThat(mira.page().getByRole(AriaRole.HEADING)).hasText("Sign-in service unreachable");
        Axe.assertClean(mira, "sign-in-failed");
        mira.page()
                .getByRole(AriaRole.LINK, new GetByRoleOptions().setName("Back to Parley"))
                .click();
        assertThat(mira.page().getByLabel("Your name")).isVisible();
        assertEquals(
                List.of("Failed to load resource: the server responded with a status of 502 (Bad Gateway)"),
                mira.complaints());
        mira.complaints().clear();
    }

    @Test
    void guestsStillNeedOnlyAName() {
        visitors.atDesk().open(room).as("Tess").say("just a guest");
    }

    @Test
    @EmbeddedOnly
    void withoutGuestsThereIsNoFieldForAName() {
        Host closed = Hosts.shared(SignInProvider.REQUIRED);
        visitors.comeTo(closed);
        Visitor mira = visitors.atDesk().openLobby();
        assertThat(mira.page().locator("#members-only")).containsText("Sign in to start chatting.");
        assertThat(mira.page().getByLabel("Your name")).isHidden();
        Axe.assertClean(mira, "sign-in-only");
        signIn(mira, "Mira");
        assertThat(mira.page().locator("#self strong")).hasText("Mira");
    }
}
