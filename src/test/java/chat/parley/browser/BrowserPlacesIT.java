package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Navigation in a long history: scrolling, links to messages, and the way back to the newest. */
class BrowserPlacesIT {
    private static final int ROWS = 220;
    private static final String MANY = """
      const key = crypto.randomUUID();
      for (let last = 0; last < 500; last += 50) { // fewer than a connection's burst
        const client = connect({ name: 'Jonas', key, storage: null });
        const joined = await client.join(room);
        await Promise.all(Array.from({ length: 50 }, (_, n) => joined.send(`message ${last + n + 1}`)));
        await client.close();
      }
      """;

    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void whoGoesUpAllTheWayAndDownAgainReadsAllAndThePageStaysSmall() {
        for (String where : List.of("desk", "phone")) {
            String there = room + where;
            Visitor mira = where.equals("desk") ? visitors.atDesk() : visitors.onPhone(ColorScheme.DARK);
            mira.open("lobby").as("Mira").withClient(MANY, there);
            mira.open(there).connected();
            assertThat(mira.message("message 500")).isInViewport();
            for (int first = 401; first >= 1; first -= 50) {
                String before = goTo(mira, 0);
                assertThat(mira.message("message " + first)).hasCount(1);
                assertEquals(before, whatIsWhere(mira), "moved when message " + first + " came");
                assertTrue(rows(mira) <= ROWS, "rows: " + rows(mira));
            }
            mira.page().locator("#log").evaluate("log => log.scrollTop = 0");
            assertThat(mira.notice("This is the beginning")).isInViewport();
            assertThat(mira.message("message 500")).hasCount(0);
            assertThat(mira.page().locator("#latest")).hasText("Jump to latest");
            for (int last = 250; last <= 500; last += 50) {
                String before = goTo(mira, 1);
                assertThat(mira.message("message " + last)).hasCount(1);
                assertEquals(before, whatIsWhere(mira), "moved when message " + last + " came");
                assertTrue(rows(mira) <= ROWS, "rows: " + rows(mira));
            }
            mira.page().locator("#log").evaluate("log => log.scrollTop = log.scrollHeight");
            assertThat(mira.page().locator("#latest")).isHidden();
            mira.say("and here it goes on");
            assertThat(mira.message("and here it goes on")).isInViewport();
        }
    }

    /** A link with different letter case leads to the existing room. */
    @Test
    void aRoomInOtherLettersIsTheSameRoom() {
        String loud = room.toUpperCase(Locale.ROOT);
        Pattern address = Pattern.compile(".*\\?room=room(%20|\\+)" + room.substring(5));
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.say("by its own name");
        assertThat(mira.page().locator("#log article.sent")).hasCount(1);
        Visitor jonas = visitors.atDesk().open(loud).as("Jonas");
        assertThat(jonas.message("by its own name")).hasCount(1);
        assertThat(jonas.page().locator("#room-name")).hasText(room);
        assertThat(jonas.page()).hasURL(address);
        assertThat(jonas.room(room)).hasCount(1);
        assertThat(jonas.room(loud)).hasCount(0);
        jonas.say("by whatever name");
        assertThat(mira.message("by whatever name")).hasCount(1);
        mira.page().evaluate("address => history.pushState({}, '', address)", "?room=" + loud.replace(" ", "%20"));
        mira.room("lobby").click();
        mira.page().goBack();
        assertThat(mira.message("by whatever name")).isInViewport();
        assertThat(mira.room(room)).hasCount(1);
        assertThat(mira.page()).hasURL(address);
        jonas.reload();
        assertThat(jonas.room(room)).hasCount(1);
        assertThat(jonas.message("by whatever name")).hasCount(1);
    }

    /** Even before anybody has been there, and before the server says how it is spelled. */
    @Test
    void theLobbyInOtherLettersIsTheLobby() {
        Visitor mira = visitors.atDesk().follow("LOBBY");
        mira.page().context().setOffline(true);
        mira.page().getByLabel("Your name").fill("Mira");
        mira.button("Join").click();
        assertThat(mira.page().locator("#room-name")).hasText("lobby");
        assertThat(mira.page().locator("#rooms .n")).hasText(new String[] {"lobby"});
        mira.page().context().setOffline(false);
        mira.triesNow();
        mira.connected();
        assertThat(mira.composer()).isEnabled();
    }

    @Test
    void whatIsSaidMeanwhileIsCountedAndThereIsAWayToIt() {
        Visitor mira = visitors.atDesk().open("lobby").as("Mira");
        mira.withClient(MANY, room);
        mira.open(room).connected();
        assertThat(mira.message("message 500")).isInViewport();
        for (int first = 401; first >= 201; first -= 50) {
            goTo(mira, 0);
            assertThat(mira.message("message " + first)).hasCount(1);
        }
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        jonas.say("something");
        jonas.say("and something else");
        assertThat(mira.page().locator("#latest")).hasText("2 new messages");
        mira.screenshot("new-messages");
        mira.button("2 new messages").click();
        assertThat(mira.message("and something else")).isInViewport();
        assertThat(mira.page().locator("#latest")).isHidden();
        assertThat(mira.message("message 201")).hasCount(0);
    }

    @Test
    void aMessagesAddressOpensTheRoomAroundIt() {
        Visitor mira = visitors.atDesk().open("lobby").as("Mira");
        mira.withClient(MANY, room);
        mira.open(room, 250).connected();
        assertThat(mira.message("message 250")).isInViewport();
        assertThat(mira.message("message 250")).hasClass(Pattern.compile("\\btarget\\b"));
        assertThat(mira.message("message 500")).hasCount(0);
        double middle = ((Number)
                        mira.message("message 250")
                                .evaluate(
                                        "row => { const { top, bottom } = row.getBoundingClientRect(); return (top + bottom) / 2 / innerHeight }"))
                .doubleValue();
        assertTrue(middle > 0.3 && middle < 0.7, "in the middle: " + middle);
        mira.screenshot("address");
        goTo(mira, 0);
        assertThat(mira.message("message 200")).hasCount(1);
        goTo(mira, 1);
        assertThat(mira.message("message 300")).hasCount(1);

        mira.button("Jump to latest").click();
        assertThat(mira.message("message 500")).isInViewport();
        assertThat(mira.page().locator("#log .target")).hasCount(0);
        mira.page().goBack();
        assertThat(mira.message("message 250")).isInViewport();
        assertThat(mira.message("message 250")).hasClass(Pattern.compile("\\btarget\\b"));
        mira.say("from the middle");
        assertThat(mira.message("from the middle")).isInViewport();
        assertThat(mira.page()).hasURL(Pattern.compile(".*\\?room=[^&]*$"));
    }

    @Test
    void theTimeIsTheAddressAndSoIsTheCopiedLink() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.say("here it is");
        assertThat(mira.page().locator("#log article.sent")).hasCount(1);
        mira.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        mira.tool(mira.message("here it is"), "Copy link");
        assertThat(mira.page().locator("#toast")).hasText("Link copied");
        String link = (String) mira.page().evaluate("navigator.clipboard.readText()");
        mira.message("here it is").locator(".t").click();
        assertThat(mira.message("here it is")).hasClass(Pattern.compile("\\btarget\\b"));
        assertEquals(link, mira.page().url());
        mira.page().navigate("about:blank");
        mira.page().navigate(link);
        assertThat(mira.message("here it is")).hasClass(Pattern.compile("\\btarget\\b"));
    }

    @Test
    void anAddressOfWhatIsNotThereSaysSo() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.say("one");
        mira.say("two");
        assertThat(mira.page().locator("#log article.sent")).hasCount(2);
        mira.page().waitForCondition(() -> mira.kept().equals(0));
        mira.choose(mira.message("one"), "Delete message");
        assertThat(mira.button("Undo")).isVisible();
        mira.page().waitForCondition(() -> mira.kept().equals(1));
        mira.open(room, 1);
        assertThat(mira.tombstones()).isVisible();
        assertThat(mira.page().locator("#log .target")).containsText("This message was deleted");
        mira.open(room, 999);
        assertThat(mira.page().locator("#toast")).hasText("This message is no longer available.");
        assertThat(mira.message("two")).isInViewport();
    }

    /** Scrolls almost to the beginning (0) or end (1) of the loaded messages. @return a message there and its position */
    private static String goTo(Visitor visitor, int end) {
        return (String) visitor.page().evaluate("""
        end => {
          const log = document.getElementById('log');
          const row = [...log.querySelectorAll('article')].at(end ? -4 : 3) ?? log.querySelector('article');
          log.scrollTop += row.getBoundingClientRect()[end ? 'bottom' : 'top'] - log.getBoundingClientRect()[end ? 'bottom' : 'top'];
          window.row = row;
          return `${row.dataset.offset} ${Math.round(row.getBoundingClientRect().bottom)}`;
        }
        """, end);
    }

    private static String whatIsWhere(Visitor visitor) {
        return (String)
                visitor.page().evaluate("`${row.dataset.offset} ${Math.round(row.getBoundingClientRect().bottom)}`");
    }

    private static int rows(Visitor visitor) {
        return visitor.page().locator("#log li").count();
    }
}
