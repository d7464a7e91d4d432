package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.client.Chatter;
import chat.parley.client.TokenIssuer;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Guests in the page of a server where people can sign in, and where everybody is a guest. */
class BrowserGuestIT {
    private static final String LABEL = ".guest";

    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String room = UnusedRoom.name();
    private final String suffix = room.replaceAll("[^a-z0-9]", "");
    private final String member = "Mira " + suffix;
    private final String lookalike = "M\u0456ra " + suffix;

    private static Host host() {
        return Hosts.shared(TokenIssuer.ACCEPTED);
    }

    private void sayAsMember(String text) {
        try (Chatter mira = Chatter.connect(host().ws())) {
            mira.ask("hello", "token", TokenIssuer.SHARED.token("subject of " + member, member));
            mira.join(room);
            mira.post(room, text);
        }
    }

    private static Locator row(Page page, String text) {
        return page.locator("#log article", new Page.LocatorOptions().setHasText(text));
    }

    @Test
    void aGuestIsRefusedTheNameOfAMemberAndChoosesAnother() {
        visitors.comeTo(host());
        sayAsMember("signed in");
        Visitor guest = visitors.atDesk().open(room);
        Page page = guest.page();
        page.getByLabel("Your name").fill(lookalike);
        page.locator("#name-submit").click();
        assertThat(page.locator("#name-error"))
                .hasText("This name looks like that of a member who signs in here. Please choose another, or sign in.");
        assertThat(page.getByLabel("Your name")).hasValue(lookalike);
        Axe.assertClean(guest, "name-taken");
        guest.as("Jonas of " + suffix);
        page.getByLabel("Change name").click();
        page.getByLabel("Your name").fill(member);
        page.locator("#name-submit").click();
        assertThat(page.locator("#name-error")).containsText("looks like that of a member");
    }

    @Test
    void guestsAreShownAsGuestsWhereOthersSignIn() {
        visitors.comeTo(host());
        sayAsMember("signed in");
        String name = "Jonas of " + suffix;
        Visitor jonas = visitors.atDesk().open(room).as(name);
        jonas.say("just a guest");
        for (Visitor visitor : List.of(visitors.atDesk(), visitors.onPhone(ColorScheme.LIGHT))) {
            Page page = visitor.open(room).as("Tess of " + suffix).page();
            assertThat(row(page, "signed in").locator(LABEL)).hasCount(0);
            assertThat(row(page, "just a guest").locator(LABEL)).hasText("guest");
            assertThat(row(page, "just a guest").locator(".a")).hasAttribute("title", name + ", guest");
            assertThat(row(page, "just a guest")).hasAttribute("aria-label", Pattern.compile(name + ", guest, .*"));
            Axe.assertClean(visitor, "guests-" + page.viewportSize().width);
        }
        Page page = jonas.page();
        assertThat(page.locator("#self " + LABEL)).hasText("guest");
        assertThat(page.locator("#people-list li").first().locator(LABEL)).hasText("guest");
        Visitor tess = visitors.atDesk().open(room).as("Tess of " + suffix);
        assertThat(tess.page().locator("#people-list")).containsText(name); // only then can it be completed
        tess.composer().pressSequentially("@Jon");
        Locator option = tess.page().locator("#completion [role=option]").first();
        assertThat(option).containsText(name);
        assertThat(option.locator(LABEL)).hasText("guest");
        tess.screenshot("guests-completion");
    }

    @Test
    void whereEverybodyIsAGuestNobodyIsCalledOne() {
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        jonas.say("among equals");
        assertThat(row(jonas.page(), "among equals").locator(".a")).hasAttribute("title", "Jonas");
        assertThat(jonas.page().locator(LABEL)).hasCount(0);
    }

    @Test
    void theClientLibraryTellsGuestsFromMembers() {
        assertEquals(List.of(true, false), visitors.atDesk().open(room).withClient("""
                        const { isGuest } = await import(new URL('js/parley-client.js', document.baseURI));
                        return [isGuest({ id: 'u1V7cQe3T0m9fYzRk5xLhA', name: 'Mira' }), isGuest({ id: '@1V7cQe3T0m9fYzRk5xLhA', name: 'Mira' })];
                        """, room));
    }
}
