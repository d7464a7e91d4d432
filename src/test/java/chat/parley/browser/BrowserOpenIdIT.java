package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.parley.client.SignInProvider;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.SecuredHost;
import chat.parley.e2e.host.Security;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People who sign in at an OpenID Connect provider, to which the container sends them. */
@SecuredHost
@Tag("openid")
class BrowserOpenIdIT {
    @RegisterExtension
    static final Visitors visitors = new Visitors();

    @BeforeEach
    void start() {
        visitors.comeTo(Hosts.shared(
                Map.of("guests", "false"),
                Security.openId(SignInProvider.SHARED.issuer(), "parley", "secret-of-parley")));
    }

    /** The provider's page asks for fonts on the web. */
    private static Visitor visitor() {
        Visitor visitor = visitors.atDesk();
        visitor.page()
                .route(
                        Pattern.compile("https?://(?!localhost|127\\.).*"),
                        route -> route.fulfill(new Route.FulfillOptions()));
        return visitor;
    }

    private static Visitor signIn(Visitor visitor, String name) {
        Page page = visitor.page();
        page.locator("[name=username]").fill("subject-of-" + name);
        page.locator("[name=claims]").fill("{\"preferred_username\":\"" + name + "\"}");
        page.locator("[type=submit]").click();
        return visitor.connected();
    }

    @Test
    void whoSignsInAtTheProviderChatsUnderThatName() {
        String text = "signed in, then came from " + UnusedRoom.name();
        Visitor mira = signIn(visitor().openLobby(), "Mira");
        assertThat(mira.page().locator("#name-dialog")).isHidden();
        assertThat(mira.page().locator("#self strong")).hasText("Mira");
        assertThat(mira.page().getByLabel("Change name")).hasCount(0);
        mira.say(text);
        Visitor jonas = signIn(visitor().openLobby(), "Jonas");
        assertThat(jonas.page().locator("#log article", new Page.LocatorOptions().setHasText(text)))
                .containsText("Mira");
        mira.reload();
        mira.connected();
        assertThat(mira.page().locator("#self strong")).hasText("Mira");
    }

    @Test
    void aPageWhoseSignInHasEndedSignsInAgain() {
        Visitor mira = visitor();
        Line line = Line.of(mira.page());
        signIn(mira.openLobby(), "Mira");
        mira.page().context().clearCookies();
        line.hangUp(1008);
        signIn(mira, "Mira");
        assertThat(mira.page().locator("#self strong")).hasText("Mira");
    }
}
