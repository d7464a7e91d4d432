package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Direct messages: from wherever a person is shown, and where they arrive. */
class BrowserDirectIT {
    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final String room = "room " + id;

    @Test
    void fromThePeoplePanelToTheOthersListAndBack() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor jonas = visitors.atDesk(ColorScheme.DARK).open(room).as("Jonas");
        assertThat(mira.peopleOnline()).hasText("2");
        RoomTools.of(mira).meet("Jonas");
        Axe.assertClean(mira, "direct-person");
        RoomTools.of(mira).item("Send message").click();
        assertThat(RoomTools.of(mira).heading()).hasText("Direct message: Jonas");
        assertThat(mira.page()).hasTitle("Jonas · Parley");
        mira.say("Do you have a minute?");

        assertThat(RoomTools.of(jonas).direct("Mira").locator(".badge")).hasText("1 new");
        assertThat(jonas.hears()).hasText("Mira wrote to you: Do you have a minute?");
        assertThat(jonas.page()).hasTitle("(1) " + room + " · Parley");
        RoomTools.of(jonas).direct("Mira").click();
        assertThat(jonas.message("Do you have a minute?")).isVisible();
        jonas.say("Of course");
        assertThat(mira.message("Of course")).isVisible();
        Axe.assertClean(jonas, "direct");

        mira.room(room).click();
        RoomTools.of(mira).choose("Jonas", "Send message");
        assertThat(mira.message("Of course")).isVisible();
        assertThat(mira.page().locator("#directs li")).hasCount(1);
        jonas.reload();
        assertThat(RoomTools.of(jonas).heading()).hasText("Direct message: Mira");
    }

    @Test
    void whatIsTypedWhileAConversationOpensDoesNotGoToTheRoomOnScreen() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        RoomTools.of(mira).choose("Jonas", "Send message");
        mira.page().keyboard().type("between us");
        mira.page().keyboard().press("Enter");
        assertThat(RoomTools.of(mira).heading()).hasText("Direct message: Jonas");
        mira.say("Do you have a minute?");
        mira.room(room).click();
        assertThat(RoomTools.of(jonas).direct("Mira").locator(".badge")).isVisible();
        jonas.say("all of it");
        mira.sees(List.of("all of it"));
    }

    @Test
    void afterARefusalTheCursorIsNotInTheRoomOnScreen() {
        Visitor mira = visitors.atDesk().unhurried();
        Line line = Line.of(mira.page());
        mira.open(room).as("Mira");
        visitors.atDesk().open(room).as("Jonas");
        line.refuse("create-room");
        RoomTools.of(mira).choose("Jonas", "Send message");
        assertThat(RoomTools.of(mira).toast()).isVisible();
        assertThat(mira.page().locator("#room-name")).isFocused();
    }

    @Test
    void somebodyDeletedHasNoMenu() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor deleted = visitors.atDesk().open(room).as("Deleted member");
        deleted.say("Still here");
        mira.message("Still here").locator(".a").click();
        assertThat(mira.page().locator(".pop.menu")).hasCount(0);
        assertThat(mira.message("Still here").locator("button.a")).hasCount(0);
    }

    @Test
    void fromTheAuthorOfAMessageAndFromAMention() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        Visitor amara = visitors.onPhone(ColorScheme.DARK).open(room).as("Amara");
        assertThat(jonas.peopleOnline()).hasText("3");
        jonas.say("Ask @Amara about it");
        mira.message("Ask @Amara about it").locator(".a").click();
        RoomTools.of(mira).item("Send message").click();
        assertThat(RoomTools.of(mira).heading()).hasText("Direct message: Jonas");
        mira.page().goBack();
        mira.page().locator("#log .at").click();
        RoomTools.of(mira).item("Send message").click();
        assertThat(RoomTools.of(mira).heading()).hasText("Direct message: Amara");
        mira.say("Hello");
        amara.button("Back to rooms").tap();
        amara.screenshot("direct-phone-rooms");
        RoomTools.of(amara).direct("Mira").tap();
        assertThat(amara.message("Hello")).isVisible();
        amara.screenshot("direct-phone");
    }

    @Test
    void aConversationOfSeveralPeople() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        Visitor amara = visitors.atDesk().open(room).as("Amara");
        assertThat(mira.peopleOnline()).hasText("3");
        mira.button("New message").click();
        mira.button("Start conversation").click();
        assertThat(mira.formError()).hasText("Choose somebody first.");
        mira.page().getByLabel("Find people").fill("jon");
        mira.page().keyboard().press("Enter");
        RoomTools.of(mira).pick("Amara");
        Axe.assertClean(mira, "direct-new");
        mira.button("Start conversation").click();
        assertThat(RoomTools.of(mira).heading()).hasText(Pattern.compile("Direct message: .*, .*"));
        mira.say("The three of us");
        for (Visitor visitor : new Visitor[] {jonas, amara}) {
            RoomTools.of(visitor).direct("Mira").click();
            assertThat(visitor.message("The three of us")).isVisible();
            assertThat(RoomTools.of(visitor).person("Mira")).isVisible();
        }
        assertThat(RoomTools.of(amara).item("Rename…")).hasCount(0);
    }

    @Test
    void aConversationThatIsClosedComesBackWithTheNextMessage() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        assertThat(mira.peopleOnline()).hasText("2");
        RoomTools.of(mira).choose("Jonas", "Send message");
        assertThat(RoomTools.of(mira).heading()).hasText("Direct message: Jonas");
        mira.say("First");
        RoomTools.of(jonas).direct("Mira").click();
        assertThat(jonas.message("First")).isVisible();
        RoomTools.of(jonas).choose("Close conversation");
        assertThat(RoomTools.of(jonas).direct("Mira")).hasCount(0);
        mira.say("Second");
        RoomTools.of(jonas).direct("Mira").click();
        assertThat(jonas.message("Second")).isVisible();
        assertThat(jonas.message("First")).isVisible();
    }
}
