package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rules and the end of a private room of Mira, its owner, and Jonas. */
class BrowserRoomEndsIT {
    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final String room = "room " + id;
    private final String team = "Release team " + id;

    private Visitor mira;
    private Visitor jonas;
    private RoomTools mirasRoom;
    private RoomTools jonasRoom;

    @BeforeEach
    void bothAreInARoomOfMiras() {
        mira = visitors.atDesk().unhurried().open(room).as("Mira");
        jonas = visitors.onPhone(ColorScheme.DARK).unhurried().open(room).as("Jonas");
        mirasRoom = RoomTools.of(mira);
        jonasRoom = RoomTools.of(jonas);
        assertThat(mira.peopleOnline()).hasText("2");
        mirasRoom.create(team, "Jonas");
        jonas.button("Open").click();
        assertThat(jonas.composer()).isEnabled();
    }

    private static Locator rules(Visitor visitor) {
        return visitor.page().locator("#rules");
    }

    @Test
    void whoeverIsNewReadsTheRulesOnceAndFindsThemAgain() {
        mirasRoom.choose("Add rules…");
        mira.page()
                .getByLabel("Rules", new Page.GetByLabelOptions().setExact(true))
                .fill("Be kind. **No spam.**");
        Axe.assertClean(mira, "rules-dialog");
        mira.button("Save").click();
        assertThat(rules(jonas)).containsText("Be kind. No spam.");
        assertThat(rules(jonas).locator("strong")).hasText("No spam.");
        assertThat(jonasRoom.line("Mira changed the rules of this room")).isVisible();
        Axe.assertClean(jonas, "rules-card");
        jonas.screenshot("rules-card");
        jonas.button("Got it").click();
        assertThat(rules(jonas)).isHidden();
        jonas.reload();
        assertThat(jonas.composer()).isEnabled();
        assertThat(rules(jonas)).isHidden();
        jonasRoom.choose("Rules");
        assertThat(rules(jonas)).containsText("Be kind.");
        assertThat(rules(jonas)).isFocused();
        assertThat(jonas.button("Edit rules…")).hasCount(0);
        mira.screenshot("rules-card-at-desk");
        mira.button("Edit rules…").click();
        mira.page()
                .getByLabel("Rules", new Page.GetByLabelOptions().setExact(true))
                .fill("");
        mira.button("Save").click();
        assertThat(rules(jonas)).isHidden();
        assertThat(jonasRoom.line("Mira removed the rules of this room")).isVisible();
    }

    @Test
    void anOwnerDeletesTheRoomAndEverybodyReadsWhy() {
        jonas.say("Words that go");
        mirasRoom.choose("Delete room…");
        mira.page().getByLabel("Type " + team + " to confirm").fill("something else");
        mira.button("Delete room").click();
        assertThat(mira.page().getByRole(AriaRole.ALERT)).hasText("This is not the name of the room.");
        assertThat(jonas.message("Words that go")).isVisible();
        mira.page().getByLabel("Type " + team + " to confirm").fill(team);
        assertThat(mira.page().getByRole(AriaRole.ALERT)).hasText("");
        mira.page().getByLabel("Reason").fill("We are done");
        Axe.assertClean(mira, "delete-dialog");
        mira.screenshot("delete-dialog");
        mira.button("Delete room").click();
        for (RoomTools tools : new RoomTools[] {mirasRoom, jonasRoom}) {
            assertThat(tools.insteadOfRoom()).containsText("Mira deleted " + team + ": “We are done”");
            assertThat(tools.insteadOfRoom()).containsText("Its messages are gone for everybody.");
        }
        jonas.screenshot("deleted-room");
        Axe.assertClean(jonas, "deleted-room");
        assertThat(jonas.message("Words that go")).hasCount(0);
        jonas.button("Go to the lobby").click();
        assertThat(jonasRoom.heading()).hasText("lobby");
    }
}
