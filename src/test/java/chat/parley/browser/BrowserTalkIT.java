package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.client.Chatter;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Conversations: members, rooms, tabs and names. */
class BrowserTalkIT {
    private static final List<String> DANGEROUS = List.of(
            "<script>document.title = 'owned'</script>",
            "<img src=x onerror=\"document.title = 'owned'\">",
            "<svg/onload=alert(1)>",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
            "<style>*{display:none}</style>",
            "<math><mtext></table><mglyph><style><img src=x onerror=alert(1)>",
            "\"><script>alert(1)</script>",
            "</textarea></article><b>out</b>",
            "${alert(1)} {{alert(1)}} <!--?lit$123$-->",
            "&lt;b&gt; &amp; &#60;",
            "javascript:alert(1)",
            "https://example.org/\"onmouseover=\"alert(1)",
            "https://example.org/?q=<script>alert(1)</script>",
            "two\n  lines");

    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);

    @Test
    @HostContract
    void twoPeopleTalkAndEachSeesTheOther() {
        Visitor mira = visitors.atDesk().open(room).as("Mira Okafor");
        assertThat(mira.peopleOnline()).hasText("1");
        Visitor jonas = visitors.atDesk(ColorScheme.DARK).open(room).as("Jonas");
        assertThat(mira.notice("Jonas connected")).hasCount(1);
        assertThat(mira.peopleOnline()).hasText("2");
        assertThat(jonas.peopleOnline()).hasText("2");

        mira.say("Good morning");
        assertThat(jonas.message("Good morning").locator(".a")).hasText("Mira Okafor");
        assertThat(mira.message("Good morning").locator(".a")).hasText("You");
        jonas.say("Good morning, Mira");
        jonas.say("See https://example.org/a_(b), please.");
        assertThat(mira.message("Good morning, Mira").locator(".a")).hasText("Jonas");
        assertThat(mira.page().locator("#log a[href='https://example.org/a_(b)']"))
                .hasAttribute("rel", "noopener noreferrer nofollow");
        assertThat(mira.messages()).hasCount(3);
        assertThat(jonas.messages()).hasCount(3);
        assertThat(mira.page().locator("#announcer")).containsText("Jonas: See https://example.org/a_(b), please.");
        mira.screenshot("talk");
        jonas.screenshot("talk-dark");

        jonas.leave();
        assertThat(mira.notice("Jonas disconnected")).hasCount(1);
        assertThat(mira.notice("Jonas connected")).hasCount(1);
        assertThat(mira.peopleOnline()).hasText("1");
    }

    @Test
    void twoTabsOfOnePersonAreOneMember() {
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Page first = mira.page();
        Page second = mira.anotherTab(room);
        mira.say("from the second tab");
        assertThat(jonas.message("from the second tab")).hasCount(1);
        assertThat(jonas.peopleOnline()).hasText("2");
        mira.turnTo(first);
        assertThat(mira.message("from the second tab").locator(".a")).hasText("You");

        first.close();
        mira.turnTo(second);
        mira.say("still here");
        assertThat(jonas.message("still here")).hasCount(1);
        assertThat(jonas.notice("Mira disconnected")).hasCount(0);
        assertThat(jonas.peopleOnline()).hasText("2");
        second.close();
        assertThat(jonas.notice("Mira disconnected")).hasCount(1);
        assertThat(jonas.notice("Mira connected")).hasCount(1);
        mira.turnTo(jonas.page());
    }

    @Test
    void aReloadKeepsTheNameAndShowsWhatWasSaid() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.say("one");
        mira.say("two");
        assertThat(mira.page().locator("#log article.sent")).hasCount(2);

        mira.page().reload();
        mira.connected();
        assertThat(mira.page().locator("#self strong")).hasText("Mira");
        assertThat(mira.messages()).hasCount(2);
        assertThat(mira.message("one").locator(".a")).hasText("You");
        assertThat(mira.peopleOnline()).hasText("1");
    }

    @Test
    void roomsStayApartWhicheverWayTheyAreOpened() {
        Visitor mira = visitors.atDesk().openLobby().as("Mira");
        assertThat(mira.page()).hasTitle("lobby · Parley");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        jonas.say("only here");
        assertThat(jonas.message("only here")).hasCount(1);

        assertThat(mira.room(room)).hasCount(0);
        assertThat(mira.message("only here")).hasCount(0);
        mira.join(room);
        assertThat(mira.page()).hasTitle(room + " · Parley");
        assertThat(mira.page()).hasURL(Pattern.compile(".*\\?room=room%20.*"));
        assertThat(mira.message("only here")).hasCount(1);
        assertThat(mira.peopleOnline()).hasText("2");

        mira.page().goBack();
        assertThat(mira.page()).hasTitle("lobby · Parley");
        assertThat(mira.message("only here")).hasCount(0);
        jonas.say("somebody there?");
        assertThat(mira.room(room).locator(".badge")).containsText("1");
        assertThat(mira.page()).hasTitle("(1) lobby · Parley");
        mira.page().goForward();
        assertThat(mira.message("somebody there?")).hasCount(1);
        assertThat(mira.page()).hasTitle(room + " · Parley");
    }

    @Test
    void aRoomIsMadeByOpeningIt() {
        Visitor mira = visitors.atDesk().openLobby().as("Mira");
        mira.button("New room").click();
        mira.page().getByLabel("Room name").fill("  " + room + " ");
        mira.button("Create room").click();
        assertThat(mira.page()).hasTitle(room + " · Parley");
        assertThat(mira.page().locator("#log")).containsText("No messages yet.");
        assertThat(mira.peopleOnline()).hasText("1");
        assertThat(mira.room(room)).hasAttribute("aria-current", "page");
    }

    @Test
    void aMistypedLinkMakesNoRoomUnlessAskedTo() {
        String mistyped = "no " + room;
        Visitor mira = visitors.atDesk().follow(mistyped).as("Mira");
        assertThat(mira.page().locator("#log")).containsText("There is no room " + mistyped + ".");
        assertThat(mira.composer()).isDisabled();
        mira.screenshot("no-such-room");
        Visitor jonas = visitors.atDesk().openLobby().as("Jonas");
        jonas.button("Browse rooms").click();
        jonas.page().getByLabel("Find a room").fill(mistyped);
        assertThat(jonas.page().locator("#browse-list")).containsText("No rooms found.");
        jonas.page().keyboard().press("Escape");

        mira.button("Go to the lobby").click();
        assertThat(mira.page()).hasTitle("lobby · Parley");
        assertThat(mira.room(mistyped)).hasCount(0);
        mira.reload();
        mira.connected();
        assertThat(mira.room("lobby")).hasCount(1);
        assertThat(mira.room(mistyped)).hasCount(0);

        mira.page().goBack();
        mira.button("Create " + mistyped).click();
        assertThat(mira.page().locator("#log")).containsText("No messages yet.");
        mira.say("now there is");
        jonas.follow(mistyped).connected().sees(List.of("now there is"));
        mira.reload();
        mira.sees(List.of("now there is"));
    }

    @Test
    void aNewNameIsOneLineAndThatOfAllTabs() {
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Page first = mira.page();
        mira.anotherTab(room);
        mira.rename("Mira Okafor");
        assertThat(jonas.notice("Mira is now Mira Okafor")).hasCount(1);
        assertThat(jonas.notice("Mira Okafor connected")).hasCount(0);
        assertThat(jonas.notice("disconnected")).hasCount(0);
        assertThat(mira.page().locator("#self strong")).hasText("Mira Okafor");
        mira.turnTo(first);
        assertThat(first.locator("#self strong")).hasText("Mira Okafor");
        mira.say("from the other tab");
        assertThat(jonas.message("from the other tab").locator(".a")).hasText("Mira Okafor");
        mira.reload();
        assertThat(mira.connected().page().locator("#self strong")).hasText("Mira Okafor");
        assertThat(jonas.page().locator("#people-list")).containsText("Mira Okafor");
        assertThat(jonas.peopleOnline()).hasText("2");
    }

    @Test
    void whoIsBackAtOnceHasNotBeenAway() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        String key = UUID.randomUUID().toString();
        try (Chatter kay = Chatter.withKey("Kay", key, Hosts.current())) {
            kay.join(room);
            assertThat(mira.notice("Kay connected")).hasCount(1);
            kay.leave(room);
            kay.join(room);
            kay.post(room, "I am back");
            mira.sees(List.of("I am back"));
        }
        assertThat(mira.notice("Kay disconnected")).hasCount(1); // eventually
        assertThat(mira.notice("Kay connected")).hasCount(1);
    }

    @Test
    void aNewNameIsSeenByOthersAndKeepsTheTalk() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        mira.say("before");
        mira.rename("Mira Okafor");
        assertThat(jonas.page().locator("#people-list")).containsText("Mira Okafor");
        mira.connected().say("after");
        assertThat(jonas.message("after").locator(".a")).hasText("Mira Okafor");
        assertThat(jonas.message("before").locator(".a")).hasText("Mira");
        assertThat(mira.messages()).hasCount(2);
    }

    @Test
    void aRefusedNewNameKeepsTheOldOneAndWhatIsNotSentYet() {
        Visitor mira = visitors.atDesk();
        Line line = Line.of(mira.page());
        mira.open(room).as("Mira").say("before");
        assertThat(mira.page().locator("#log article.sent")).hasCount(1);
        mira.page().context().setOffline(true);
        line.hangUp(1001);
        assertThat(mira.button("Try now")).isVisible();
        mira.say("meanwhile");
        mira.rename("Bad\u200BName");
        assertThat(mira.button("Saving…")).isDisabled();

        mira.page().context().setOffline(false);
        assertThat(mira.formError())
                .containsText("This name is too long or contains characters that cannot be displayed");
        assertThat(mira.page().locator("#log article.sent")).hasCount(2);
        assertThat(mira.page().locator("#self strong")).hasText("Mira");
        mira.page().getByLabel("Your name").fill("Mira Okafor");
        mira.button("Save").click();
        assertThat(mira.page().locator("#name-dialog")).isHidden();
        assertThat(mira.page().locator("#self strong")).hasText("Mira Okafor");
        assertThat(mira.messages()).hasCount(2);
    }

    @Test
    void aNameThatTheServerRefusesIsAskedForAgain() {
        Visitor mira = visitors.atDesk().openLobby();
        mira.page().getByLabel("Your name").fill("Mi\u202Era");
        mira.button("Join").click();
        assertThat(mira.formError())
                .containsText("This name is too long or contains characters that cannot be displayed");
        mira.as("Mira");
        assertThat(mira.page().locator("#self strong")).hasText("Mira");
    }

    @Test
    void aRoomThatTheServerRefusesCannotBeWrittenTo() {
        Visitor mira = visitors.atDesk().open("Bad\u200BRoom").as("Mira");
        assertThat(mira.page().locator("#log"))
                .containsText(
                        "This room cannot be opened. Its name is too long or contains characters that cannot be displayed");
        assertThat(mira.composer()).isDisabled();
        assertThat(mira.button("Send")).isDisabled();
        mira.room("lobby").click();
        assertThat(mira.composer()).isEnabled();
        assertThat(mira.page().locator("#rooms a", new Page.LocatorOptions().setHasText("Bad")))
                .hasCount(0);
    }

    @Test
    void aReloadKeepsTheRoomsUntilTheyAreLeft() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        mira.room("lobby").click();
        mira.page().reload();
        mira.connected();
        assertThat(jonas.peopleOnline()).hasText("2");
        jonas.say("somebody there?");
        assertThat(mira.room(room).locator(".badge")).containsText("1");
        assertThat(mira.button("Leave lobby")).hasCount(0);

        mira.room(room).click();
        mira.button("Leave " + room).click();
        assertThat(mira.page()).hasTitle("lobby · Parley");
        assertThat(jonas.peopleOnline()).hasText("1");
        assertThat(mira.button("Leave " + room)).hasCount(0);
        mira.page().reload();
        mira.connected();
        assertThat(jonas.peopleOnline()).hasText("1");
    }

    @Test
    void whatIsTypedIsShownAsTyped() {
        Visitor mira = visitors.atDesk().open(room).as("<b>Mira</b>");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        for (String text : DANGEROUS) {
            mira.say(text);
        }
        for (Visitor visitor : List.of(mira, jonas)) {
            assertThat(visitor.messages()).hasCount(DANGEROUS.size());
            assertEquals(DANGEROUS, visitor.page().locator("#log .text").allTextContents());
            assertThat(visitor.page()).hasTitle(room + " · Parley");
            assertThat(visitor.page().locator("#log :is(script, img, iframe, style, b b)"))
                    .hasCount(0);
            for (Object address : (List<?>)
                    visitor.page().locator("#log .text a").evaluateAll("all => all.map(a => a.getAttribute('href'))")) {
                assertEquals(true, address.toString().startsWith("https://example.org/"), address.toString());
            }
        }
        assertThat(jonas.messages().first().locator(".a")).hasText("<b>Mira</b>");
        jonas.screenshot("as-typed");
    }

    @Test
    void whoReadsEarlierMessagesIsNotTornAway() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        mira.say("top\n" + "line\n".repeat(60) + "bottom");
        assertThat(jonas.messages()).hasCount(1);
        jonas.button("Show more").click();
        jonas.page().locator("#log").evaluate("log => log.scrollTop = 0");
        assertThat(jonas.page().locator("#latest")).hasText("Jump to latest");
        mira.say("news");
        assertThat(jonas.page().locator("#latest")).hasText("1 new message");
        assertEquals(0, jonas.page().locator("#log").evaluate("log => log.scrollTop"));
        jonas.screenshot("new-message");

        jonas.button("1 new message").click();
        assertThat(jonas.message("news")).isInViewport();
        assertThat(jonas.page().locator("#latest")).isHidden();
        mira.say("more");
        assertThat(jonas.message("more")).isInViewport();
    }
}
