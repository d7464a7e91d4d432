package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Private rooms: who sees them, who comes in, and who has to go. */
class BrowserPrivateRoomIT {
    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final String room = "room " + id;
    private final String team = "Release team " + id;

    @Test
    void aPrivateRoomIsSeenByThoseInvitedAndByNobodyElse() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor jonas = visitors.atDesk(ColorScheme.DARK).unhurried().open(room).as("Jonas");
        Visitor amara = visitors.atDesk().open(room).as("Amara");
        assertThat(mira.peopleOnline()).hasText("3");

        RoomTools.of(mira).create(team, "Jonas");
        mira.say("Only we can read this");
        assertThat(mira.page()).hasTitle(team + " · Parley");
        assertThat(mira.page()).hasURL(Pattern.compile(".*\\?room=(~|%7E)[a-z0-9_-]+$"));
        assertThat(mira.page().locator("#room-name use")).hasAttribute("href", "#i-lock");
        assertThat(RoomTools.of(mira).line("You created this room with Jonas")).isVisible();
        assertThat(RoomTools.of(mira).person("Mira")).containsText("Owner");
        assertThat(mira.room(team)).hasAccessibleName(team + " (private room)");
        mira.screenshot("private-room");

        assertThat(RoomTools.of(jonas).toast()).containsText("Mira added you to " + team + ".");
        assertThat(jonas.room(team).locator(".badge")).hasText("1 new");
        jonas.screenshot("private-room-added-dark");
        jonas.button("Open").click();
        assertThat(jonas.message("Only we can read this")).isVisible();
        jonas.reload();
        assertThat(jonas.room(team)).isVisible();
        assertThat(jonas.message("Only we can read this")).isVisible();

        assertThat(amara.room(team)).hasCount(0);
        amara.page().navigate(mira.page().url());
        assertThat(RoomTools.of(amara).insteadOfRoom())
                .containsText("This room does not exist or you are not a member.");
        assertThat(RoomTools.of(amara).heading()).hasText("Room not found");
        assertThat(amara.composer()).isHidden();
        Axe.assertClean(amara, "private-room-unseen");
        amara.button("Go to the lobby").click();
        assertThat(RoomTools.of(amara).heading()).hasText("lobby");
        assertThat(amara.composer()).isVisible();
        amara.button("Browse rooms").click();
        amara.page().getByLabel("Find a room").fill(id);
        assertThat(amara.page().locator(".found li")).hasCount(1);
        assertThat(amara.page().locator(".found li")).containsText(room);
        amara.button("Close").click();
    }

    @Test
    void whoCannotEnterTheLobbyFindsOtherRooms() {
        Visitor mira = visitors.atDesk();
        Line.of(mira.page()).refuse("join");
        mira.openLobby().as("Mira");
        assertThat(RoomTools.of(mira).insteadOfRoom()).containsText("This room cannot be opened.");
        assertThat(mira.button("Go to the lobby")).hasCount(0);
        RoomTools.of(mira).insteadOfRoom().locator("button").click();
        assertThat(mira.page().getByLabel("Find a room")).isFocused();
    }

    @Test
    void anInvitationArrivesAtOnceAndShowsWhatWasWrittenBefore() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor amara =
                visitors.onPhone(ColorScheme.LIGHT).unhurried().open(room).as("Amara");
        assertThat(mira.peopleOnline()).hasText("2");
        mira.button("New room").click();
        mira.page()
                .getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Private"))
                .check();
        mira.page().getByLabel("Room name").fill(team);
        Axe.assertClean(mira, "private-room-new");
        mira.button("Create room").click();
        assertThat(RoomTools.of(mira).heading()).hasText("Private room: " + team);
        mira.say("Written before");
        mira.button("Invite people").click();
        RoomTools.of(mira).pick("Amara");
        Axe.assertClean(mira, "private-room-invite");
        mira.button("Invite").click();
        assertThat(RoomTools.of(mira).line("You added Amara")).isVisible();
        amara.button("Open").tap();
        assertThat(amara.message("Written before")).isVisible();
        assertThat(RoomTools.of(amara).line("Mira added you")).isVisible();
        amara.say("Thanks");
        assertThat(mira.message("Thanks")).isVisible();
        amara.button("2 people online").tap();
        Axe.assertClean(amara, "private-room-people-phone");
        RoomTools.of(amara).meet("Mira");
        assertThat(RoomTools.of(amara).item("Ban…")).hasCount(0);
        Axe.assertClean(amara, "private-room-person-phone");
    }

    @Test
    void whoIsRemovedSeesItAtOnceAndMayComeBackByInvitation() {
        Visitor mira = visitors.atDesk().unhurried().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().unhurried().open(room).as("Jonas");
        assertThat(mira.peopleOnline()).hasText("2");
        RoomTools.of(mira).create(team, "Jonas");
        mira.say("One");
        jonas.button("Open").click();
        assertThat(jonas.message("One")).isVisible();

        RoomTools.of(mira).choose("Jonas", "Remove…");
        mira.page().getByLabel("Reason").fill("The release is out");
        Axe.assertClean(mira, "private-room-remove");
        mira.button("Remove").click();
        assertThat(RoomTools.of(jonas).insteadOfRoom())
                .containsText("You were removed from " + team + " by Mira: “The release is out”");
        assertThat(jonas.room(team)).hasCount(0);
        assertThat(jonas.composer()).isHidden();
        Axe.assertClean(jonas, "private-room-removed");
        assertThat(RoomTools.of(mira).line("You removed Jonas: “The release is out”"))
                .isVisible();
        assertThat(RoomTools.of(mira).person("Jonas")).hasCount(0);
        mira.say("Two");

        mira.button("Undo").click();
        assertThat(jonas.message("Two")).isVisible();
        jonas.say("Back again");
        assertThat(mira.message("Back again")).isVisible();
    }

    @Test
    void whoWasRemovedWhileAwaySeesItOnReturn() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().unhurried();
        Line line = Line.of(jonas.page());
        jonas.open(room).as("Jonas");
        assertThat(mira.peopleOnline()).hasText("2");
        RoomTools.of(mira).create(team, "Jonas");
        mira.say("One");
        jonas.button("Open").click();
        assertThat(jonas.message("One")).isVisible();

        line.down();
        assertThat(jonas.button("Try now")).isVisible();
        jonas.say("Written offline");
        RoomTools.of(mira).choose("Jonas", "Remove…");
        mira.button("Remove").click();
        assertThat(RoomTools.of(mira).line("You removed Jonas")).isVisible();
        line.up();
        jonas.triesNow();
        assertThat(RoomTools.of(jonas).insteadOfRoom()).containsText("You were removed from " + team);
        assertThat(RoomTools.of(jonas).insteadOfRoom())
                .containsText("What you had written was not sent:Written offline");
        assertThat(mira.message("Written offline")).hasCount(0);
        jonas.screenshot("private-room-removed-unsent");
        jonas.reload();
        assertThat(RoomTools.of(jonas).insteadOfRoom()).containsText("This room does not exist");
    }

    @Test
    void leavingSaysThatThereIsNoWayBackAndTheLastOwnerStays() {
        Visitor mira = visitors.atDesk().unhurried().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().unhurried().open(room).as("Jonas");
        assertThat(mira.peopleOnline()).hasText("2");
        RoomTools.of(mira).create(team, "Jonas");
        RoomTools.of(mira).choose("Leave room");
        assertThat(mira.page().locator("dialog[open]")).containsText("need an invitation to come back");
        Axe.assertClean(mira, "private-room-leave");
        mira.button("Leave room").click();
        assertThat(mira.formError()).hasText("You are the only owner. Make somebody else an owner first.");
        mira.button("Cancel").click();

        jonas.button("Open").click();
        RoomTools.of(jonas).choose("Leave room");
        jonas.button("Leave room").click();
        assertThat(RoomTools.of(jonas).heading()).hasText("lobby");
        assertThat(jonas.room(team)).hasCount(0);
        assertThat(RoomTools.of(mira).line("Jonas left the room")).isVisible();
        jonas.reload();
        assertThat(jonas.room("lobby")).isVisible();
        assertThat(jonas.room(team)).hasCount(0);
    }

    /** The server tells the other sessions of those who are invited, but not of whoever creates the room. */
    @Test
    void anotherTabShowsANewRoomWhenTheUserTurnsToIt() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Page first = mira.page();
        Page second = mira.anotherTab(room);
        mira.turnTo(first);
        RoomTools.of(mira).create(team);
        mira.turnTo(second);
        second.waitForCondition(() -> {
            second.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
            return mira.room(team).count() == 1;
        });
        mira.room(team).click();
        assertThat(RoomTools.of(mira).line("You created this room")).isVisible();
    }

    @Test
    void aNewTitleIsShownWhereverTheRoomIs() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().unhurried().open(room).as("Jonas");
        assertThat(mira.peopleOnline()).hasText("2");
        RoomTools.of(mira).create(team, "Jonas");
        String word = "w" + id;
        mira.say("What is said here: " + word);
        jonas.button("Open").click();
        RoomTools.of(mira).choose("Rename…");
        mira.page()
                .locator("dialog[open]")
                .getByLabel("Name", new Locator.GetByLabelOptions().setExact(true))
                .fill("Shipped " + id);
        mira.button("Rename").click();
        for (Visitor visitor : new Visitor[] {mira, jonas}) {
            assertThat(RoomTools.of(visitor).heading()).hasText("Private room: Shipped " + id);
            assertThat(visitor.room("Shipped " + id)).isVisible();
            assertThat(visitor.page()).hasTitle("Shipped " + id + " · Parley");
        }
        assertThat(RoomTools.of(jonas).line("Mira renamed the room to “Shipped " + id + "”"))
                .isVisible();
        jonas.finds(word, 1);
        assertThat(jonas.hits().locator(".hit-w")).containsText("Shipped " + id);
    }
}
