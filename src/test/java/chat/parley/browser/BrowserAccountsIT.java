package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Team;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** People with accounts of Parley's own. */
@Order(1) // slow, so it starts early
class BrowserAccountsIT {
    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String room = UnusedRoom.name();
    private final String name = "Mira " + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void come() {
        visitors.comeTo(Hosts.shared(Team.OFFERED));
    }

    private static Team team() {
        return Team.of(Hosts.shared(Team.OFFERED));
    }

    private static Locator title(Visitor visitor) {
        return visitor.page().locator("dialog[open] h2");
    }

    private static Locator field(Visitor visitor, String label) {
        return visitor.page().locator("dialog[open]").getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
    }

    private static void follow(Visitor visitor, String link) {
        visitor.page().navigate(link);
    }

    private static void enter(Visitor visitor, String name, String password) {
        field(visitor, "Name").fill(name);
        field(visitor, "Password").fill(password);
        field(visitor, "Password").press("Enter");
    }

    /** Signs in on the page that asks for it. */
    private static Visitor signIn(Visitor visitor, String name, String password) {
        enter(visitor, name, password);
        return visitor.connected();
    }

    private static void assertName(String name, Visitor visitor) {
        assertThat(visitor.page().locator("#self strong")).hasText(name);
    }

    /** The link that the open dialog shows. */
    private static String newLink(Visitor owner) {
        return owner.page().locator("#members-link").inputValue();
    }

    private static void manage(Visitor owner, String name, String item) {
        owner.button("Manage " + name).click();
        owner.page()
                .getByRole(AriaRole.MENUITEM, new GetByRoleOptions().setName(item))
                .click();
    }

    /** The browser reports refused requests, too. */
    private static void assertOnlyRefusals(Visitor visitor) {
        assertTrue(
                visitor.complaints().stream().allMatch(text -> text.matches("Failed to load resource: .* 4\\d\\d .*")),
                visitor.complaints().toString());
        visitor.complaints().clear();
    }

    @Test
    void theFirstPersonSetsUpTheServerAndInvitesTheNext() {
        try (Host host = Hosts.fresh(Team.REQUIRED)) {
            visitors.comeTo(host);
            Visitor olga = visitors.atDesk();
            follow(olga, host.http() + "invite/" + Team.setUpSecret(host));
            assertThat(title(olga)).hasText("Set up Parley");
            assertFalse(olga.page().url().contains("invite"), olga.page().url());
            olga.page().reload();
            assertThat(title(olga)).hasText("Set up Parley");
            Axe.assertClean(olga, "set-up");
            enter(olga, "Olga Owner", "too short");
            assertThat(olga.formError()).hasText("Please choose a password with at least 10 characters.");
            assertThat(field(olga, "Password")).isFocused();
            signIn(olga, "Olga Owner", Team.PASSWORD);
            assertName("Olga Owner", olga);
            olga.button("Accounts").click();
            olga.button("Create invitation link").click();
            String link = newLink(olga);
            Axe.assertClean(olga, "members");
            follow(olga, link);
            assertThat(title(olga)).hasText("Join Parley");
            olga.button("Cancel").click();
            assertName("Olga Owner", olga.connected());

            Visitor jonas = visitors.atDesk();
            follow(jonas, link);
            assertThat(title(jonas)).hasText("Join Parley");
            assertThat(jonas.page().locator("#link-about"))
                    .hasText("Olga Owner invited you. Choose a name and a password.");
            Axe.assertClean(jonas, "invited");
            enter(jonas, "olga owner", Team.PASSWORD);
            assertThat(jonas.formError()).containsText("choose another");
            assertThat(field(jonas, "Name")).isFocused();
            signIn(jonas, "Jonas", Team.PASSWORD);
            assertName("Jonas", jonas);
            jonas.reload();
            assertName("Jonas", jonas.connected());
            assertThat(jonas.button("Accounts")).isHidden();
            assertOnlyRefusals(jonas);

            Visitor late = visitors.atDesk();
            follow(late, link);
            assertThat(title(late)).hasText("This link does not work");
            Axe.assertClean(late, "link-used");
            late.button("Open Parley").click();
            assertThat(title(late)).hasText("Welcome to Parley");
            assertThat(late.button("Continue as a guest")).isHidden();
            assertOnlyRefusals(late);
        }
    }

    @Test
    void aPasswordSignsInAndAWrongOneIsNamed() throws Exception {
        team().join(name);
        Visitor mira = visitors.atDesk().open(room);
        assertThat(title(mira)).hasText("Welcome to Parley");
        assertThat(field(mira, "Name")).isFocused();
        Axe.assertClean(mira, "sign-in-with-password");
        enter(mira, name, "");
        assertThat(mira.formError()).hasText("Please enter your password.");
        enter(mira, name, "a wrong password");
        assertThat(mira.formError()).hasText("Wrong name or password.");
        assertThat(field(mira, "Password")).isFocused();
        Axe.assertClean(mira, "wrong-password");
        mira.page().keyboard().press("Escape");
        mira.page().keyboard().press("Escape");
        assertThat(title(mira)).isVisible();
        mira.button("Show password").click();
        assertThat(field(mira, "Password")).hasAttribute("type", "text");
        signIn(mira, name, Team.PASSWORD);
        assertName(name, mira);
        assertTrue(mira.page().url().contains("?room="), mira.page().url());
        assertOnlyRefusals(mira);
        mira.reload();
        mira.connected();
        assertName(name, mira);
        mira.button("Sign out").click();
        assertThat(title(mira)).hasText("Welcome to Parley");
        signIn(mira, name, Team.PASSWORD);
    }

    @Test
    void tooManyTriesMustWait() throws Exception {
        team().join(name);
        Visitor mira = visitors.atDesk().open(room);
        String wrong = "Wrong name or password.";
        String answer = wrong;
        for (int i = 0; i < 12 && answer.equals(wrong); i++) { // on a slow machine the first waits are over too soon
            enter(mira, name, "wrong password " + i);
            assertThat(mira.formError()).hasText(Pattern.compile("\\S.*"));
            answer = mira.formError().textContent();
        }
        assertTrue(answer.startsWith("Too many tries. Please wait"), answer);
        assertOnlyRefusals(mira);
    }

    @Test
    void aLinkOfAnOwnerSetsANewPasswordAndSignsOutEverywhereElse() throws Exception {
        team().join(name);
        Visitor laptop = signIn(visitors.atDesk().open(room), name, Team.PASSWORD);
        Visitor olga = signIn(visitors.atDesk().open(room), Team.OWNER, Team.PASSWORD);
        olga.button("Accounts").click();
        manage(olga, name, "Create password link");
        assertThat(olga.page().locator(".new-link")).containsText("Send this link to " + name);
        Visitor phone = visitors.onPhone(ColorScheme.DARK);
        follow(phone, newLink(olga));
        assertThat(title(phone)).hasText("Choose a new password");
        assertThat(phone.page().locator("#link-about")).containsText("For " + name);
        Axe.assertClean(phone, "reset-phone");
        field(phone, "Password").fill("another password");
        phone.button("Save password").click();
        phone.connected();
        assertName(name, phone);
        assertThat(title(laptop)).hasText("You are signed out");
        signIn(laptop, name, "another password");
    }

    @Test
    void anOwnerDeactivatesAndActivatesAnAccount() throws Exception {
        team().join(name);
        Visitor mira = signIn(visitors.atDesk().open(room), name, Team.PASSWORD);
        Visitor olga = signIn(visitors.onPhone(ColorScheme.LIGHT).open(room), Team.OWNER, Team.PASSWORD);
        olga.button("Back to rooms").click();
        olga.button("Accounts").click();
        Axe.assertClean(olga, "members-phone");
        manage(olga, name, "Deactivate");
        assertThat(title(mira)).hasText("You are signed out");
        Locator row = olga.page().locator(".members li").filter(new Locator.FilterOptions().setHasText(name));
        assertThat(row).containsText("Deactivated");
        enter(mira, name, Team.PASSWORD);
        assertThat(mira.formError()).hasText("Wrong name or password.");
        assertOnlyRefusals(mira);
        manage(olga, name, "Activate");
        assertThat(row).not().containsText("Deactivated");
        signIn(mira, name, Team.PASSWORD);
        manage(olga, Team.OWNER, "Remove as owner");
        assertThat(olga.formError()).containsText("This is the last owner");
        assertOnlyRefusals(olga);
    }

    @Test
    void ownNameAndPasswordCanBeChanged() throws Exception {
        team().join(name);
        Visitor laptop = signIn(visitors.atDesk().open(room), name, Team.PASSWORD);
        Visitor phone = signIn(visitors.onPhone(ColorScheme.LIGHT).open(room), name, Team.PASSWORD);
        laptop.button("Your account").click();
        Axe.assertClean(laptop, "own-account");
        field(laptop, "Name").fill("New " + name);
        laptop.button("Save name").click();
        assertThat(laptop.page().locator("#account-done")).hasText("Your name is saved.");
        assertName("New " + name, laptop);
        phone.button("Back to rooms").click();
        assertName("New " + name, phone);
        field(laptop, "Current password").fill("a wrong password");
        field(laptop, "New password").fill("another password");
        laptop.button("Change password").click();
        assertThat(laptop.page().locator("#account-password-error")).hasText("The current password is wrong.");
        field(laptop, "Current password").fill(Team.PASSWORD);
        laptop.button("Change password").click();
        assertThat(laptop.page().locator("#account-done")).containsText("Your password is changed.");
        assertThat(title(phone)).hasText("You are signed out");
        assertOnlyRefusals(laptop);
        laptop.button("Close").click();
        laptop.say("still here");
        assertThat(laptop.page().locator("#log article.sent")).hasCount(1);
        signIn(phone, "New " + name, "another password");
    }

    @Test
    void guestsStillNeedOnlyAName() throws Exception {
        team().join(name);
        Visitor visitor = visitors.onPhone(ColorScheme.LIGHT).open(room);
        Axe.assertClean(visitor, "sign-in-phone");
        visitor.button("Continue as a guest").click();
        assertThat(title(visitor)).hasText("Welcome to Parley");
        assertThat(visitor.page().getByLabel("Your name")).isVisible();
        Axe.assertClean(visitor, "guest-or-account-phone");
        visitor.button("Sign in with name and password").click();
        assertThat(field(visitor, "Password")).isVisible();
        visitor.button("Continue as a guest").click();
        visitor.as("Jonas");
        visitor.button("Back to rooms").click();
        visitor.button("Change name").click();
        visitor.button("Sign in with name and password").click();
        signIn(visitor, name, Team.PASSWORD);
        assertName(name, visitor);
        assertEquals(List.of(), visitor.complaints());
    }
}
