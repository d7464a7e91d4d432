package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.parley.client.Chatter;
import chat.parley.client.CookieBrowser;
import chat.parley.client.Team;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A guest is banned with its address in the page, and comes back under another name. */
class BrowserBanIT {
    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String room = UnusedRoom.name();
    private final String name = "Mod " + UUID.randomUUID().toString().substring(0, 8);

    private static Host host() {
        return Hosts.shared(Team.OFFERED);
    }

    /** Makes the person a moderator of the room. */
    private void appoint(CookieBrowser person) throws Exception {
        try (Chatter moderator = Chatter.connect(host().ws(), "Cookie", person.cookies());
                Chatter owner = Chatter.connect(
                        host().ws(), "Cookie", Team.of(host()).owner().cookies())) {
            moderator.ask("hello");
            moderator.join(room);
            owner.ask("hello");
            owner.ask("set-role", "room", room, "member", moderator.id(), "role", "moderator");
        }
    }

    private static List<Cookie> cookies(CookieBrowser person) {
        return Stream.of(person.cookies().split("; "))
                .map(pair -> pair.split("=", 2))
                .map(pair -> new Cookie(pair[0], pair[1]).setUrl(host().http().toString()))
                .toList();
    }

    private void guest(Visitor visitor, String name) {
        visitor.open(room).button("Continue as a guest").click();
        visitor.as(name);
    }

    @Test
    void aGuestWhoIsBannedWithItsAddressIsRefusedUnderAnotherNameUntilTheBanIsLifted() throws Exception {
        CookieBrowser account = Team.of(host()).join(name);
        appoint(account);
        visitors.comeTo(host());
        Visitor moderator = visitors.atDesk().unhurried();
        moderator.page().context().addCookies(cookies(account));
        moderator.open(room);
        assertThat(moderator.composer()).isEnabled();
        Visitor troll = visitors.atDesk(ColorScheme.DARK).unhurried();
        guest(troll, "Troll " + name);
        assertThat(moderator.peopleOnline()).hasText("2");
        RoomTools tools = RoomTools.of(moderator);
        tools.choose("Troll " + name, "Ban…");
        moderator.page().getByLabel("For how long").selectOption("1 day");
        moderator.page().getByLabel("Reason").fill("Advertising");
        moderator.page().getByLabel("Also ban its address").check();
        Axe.assertClean(moderator, "ban-address");
        moderator.screenshot("ban-address");
        moderator.button("Ban").click();
        assertThat(tools.line("You banned Troll " + name + " and its address")).isVisible();
        assertThat(RoomTools.of(troll).insteadOfRoom()).containsText("You were banned from");

        Visitor again = visitors.atDesk().unhurried();
        guest(again, "Somebody " + name.substring(4));
        RoomTools banned = RoomTools.of(again);
        assertThat(banned.insteadOfRoom())
                .containsText(Pattern.compile("You are banned from this room until .* UTC\\. Reason: Advertising\\."));
        again.screenshot("ban-address-refused");

        tools.choose("Troll " + name, "Lift ban");
        assertThat(again.page().getByText("You are no longer banned")).isVisible();
        assertThat(again.composer()).isEnabled();
    }
}
