package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Roles and moderation in a private room of Mira, its owner, and Jonas. */
@Order(1) // slow, so it starts early
class BrowserModerationIT {
    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final String room = "room " + id;
    private final String team = "Release team " + id;

    private Visitor mira;
    private Visitor jonas;
    private Line jonasLine;
    private RoomTools mirasRoom;
    private RoomTools jonasRoom;

    @BeforeEach
    void bothAreInARoomOfMiras() {
        mira = visitors.atDesk().unhurried().open(room).as("Mira");
        jonas = visitors.atDesk(ColorScheme.DARK).unhurried();
        jonasLine = Line.of(jonas.page());
        jonas.open(room).as("Jonas");
        mirasRoom = RoomTools.of(mira);
        jonasRoom = RoomTools.of(jonas);
        assertThat(mira.peopleOnline()).hasText("2");
        mirasRoom.create(team, "Jonas");
        jonas.button("Open").click();
        assertThat(jonas.composer()).isEnabled();
        assertThat(mira.peopleOnline()).hasText("2");
    }

    @Test
    void whoIsMutedSeesWhyAndUntilWhenAndUndoBringsTheVoiceBack() {
        jonas.composer().fill("half a sentence");
        mirasRoom.choose("Jonas", "Mute…");
        mirasRoom.item("For 1 hour").click();
        assertThat(jonasRoom.note()).hasText(Pattern.compile("You are muted until .*\\."));
        assertThat(jonas.composer()).isHidden();
        assertThat(jonasRoom.line("Mira muted you until")).isVisible();
        assertThat(mirasRoom.person("Jonas")).containsText("Muted");
        Axe.assertClean(jonas, "moderation-muted");
        jonas.reload();
        assertThat(jonasRoom.note()).hasText(Pattern.compile("You are muted until .*\\."));

        mirasRoom.choose("Jonas", "Unmute");
        assertThat(jonas.composer()).isVisible();
        assertThat(jonas.composer()).hasValue("half a sentence");
        jonas.composer().press("Enter");
        assertThat(mira.message("half a sentence")).isVisible();
        assertThat(mirasRoom.line("You unmuted Jonas")).isVisible();

        mirasRoom.choose("Jonas", "Mute…");
        mirasRoom.item("For good").click();
        assertThat(jonasRoom.note()).hasText("You can read this room, but not write.");
        mira.button("Undo").last().click();
        assertThat(jonas.composer()).isVisible();
    }

    @Test
    void whoIsBannedIsOutUntilTheBanIsLifted() {
        String address = jonas.page().url();
        mirasRoom.choose("Jonas", "Ban…");
        mira.page().getByLabel("For how long").selectOption("1 day");
        mira.page().getByLabel("Reason").fill("Spam");
        assertThat(mira.page().locator("dialog[open]")).containsText("Everybody in the room sees the reason.");
        Axe.assertClean(mira, "moderation-ban");
        mira.button("Ban").click();
        assertThat(jonasRoom.insteadOfRoom())
                .hasText(Pattern.compile(
                        "You were banned from " + team + " by Mira until .*: “Spam”.*", Pattern.DOTALL));
        assertThat(jonasRoom.insteadOfRoom()).not().containsText("You can come back");
        jonas.screenshot("moderation-banned");
        assertThat(mira.page().locator("#people-list h3:text-is('Banned') + ul .person > :not(.av)"))
                .hasText("Jonas");
        jonas.page().navigate(address);
        assertThat(jonasRoom.insteadOfRoom()).containsText("This room does not exist or you are not a member.");

        mirasRoom.choose("Jonas", "Lift ban");
        assertThat(mirasRoom.line("You lifted the ban on Jonas")).isVisible();
        mira.button("Invite people").click();
        mirasRoom.pick("Jonas");
        mira.button("Invite").click();
        assertThat(jonas.composer()).isVisible();
    }

    @Test
    void aModeratorDeletesWhatOthersWroteAndAMemberCannot() {
        jonas.say("What nobody should read");
        mira.say("What Jonas cannot delete");
        jonas.tool(jonas.message("What Jonas cannot delete"), "More actions");
        assertThat(jonasRoom.item("Copy text")).isVisible();
        assertThat(jonasRoom.item("Delete message")).hasCount(0);
        jonas.page().keyboard().press("Escape");
        jonasRoom.meet("Mira");
        assertThat(jonasRoom.item("Send message")).isVisible();
        assertThat(jonasRoom.item("Mute…")).hasCount(0);
        jonas.page().keyboard().press("Escape");

        mira.tool(mira.message("What nobody should read"), "More actions");
        assertThat(mirasRoom.item("Edit message")).hasCount(0);
        mirasRoom.item("Delete message").click();
        assertThat(jonas.tombstones()).hasCount(1);
        assertThat(mira.tombstones()).hasCount(1);
        assertThat(jonas.message("What nobody should read")).hasCount(0);
    }

    @Test
    void aModeratorIsAppointedAndTakesOver() {
        mirasRoom.choose("Jonas", "Make moderator");
        assertThat(jonasRoom.line("Mira made you a moderator")).isVisible();
        assertThat(jonas.hears()).containsText("Mira made you a moderator");
        assertThat(jonasRoom.person("Jonas")).containsText("Moderator");
        jonas.button("Room actions").click();
        assertThat(jonasRoom.item("Audit log")).isVisible();
        assertThat(jonasRoom.item("Archive…")).hasCount(0);
        Axe.assertClean(jonas, "moderation-room-menu");
        jonas.page().keyboard().press("Escape");
        jonasRoom.meet("Mira");
        assertThat(jonasRoom.item("Mute…")).hasCount(0);
        jonas.page().keyboard().press("Escape");
        mirasRoom.choose("Jonas", "Make owner");
        assertThat(jonasRoom.line("Mira made you an owner")).isVisible();
        jonasRoom.choose("Mira", "Make member");
        assertThat(mirasRoom.line("Jonas made you a member")).isVisible();
        mira.button("Room actions").click();
        assertThat(mirasRoom.item("Copy link")).isVisible();
        assertThat(mirasRoom.item("Audit log")).hasCount(0);
    }

    @Test
    void slowModeCountsDownForMembersAndSparesModerators() {
        mirasRoom.choose("Slow mode…");
        mira.page()
                .getByRole(AriaRole.MENUITEMRADIO, new Page.GetByRoleOptions().setName("10 seconds"))
                .click();
        assertThat(jonasRoom.line("Mira turned on slow mode: one message every 10 seconds"))
                .isVisible();
        jonas.say("first");
        assertThat(jonasRoom.note()).hasText(Pattern.compile("Slow mode: you can write again in \\d+ s\\."));
        jonas.screenshot("moderation-slow");
        jonas.composer().fill("second");
        jonas.composer().press("Enter");
        assertThat(jonas.composer()).hasValue("second");
        assertThat(jonas.button("Send")).isDisabled();
        mira.say("one");
        mira.say("two");
        assertThat(jonas.message("two")).isVisible();
        assertThat(jonas.button("Send")).isEnabled();
        assertThat(jonasRoom.note()).hasCount(0);
        jonas.composer().press("Enter");
        assertThat(mira.message("second")).isVisible();
        assertThat(mira.messages()).hasCount(4);
    }

    /** As after a connection loss, two messages wait at once. */
    @Test
    void aMessageThatSlowModeHoldsBackSaysSoAndCanBeDeleted() {
        mirasRoom.choose("Slow mode…");
        mira.page()
                .getByRole(AriaRole.MENUITEMRADIO, new Page.GetByRoleOptions().setName("1 hour"))
                .click();
        assertThat(jonasRoom.line("Mira turned on slow mode: one message every 1 hour"))
                .isVisible();
        jonasLine.down();
        assertThat(jonas.button("Try now")).isVisible();
        jonas.say("first");
        assertThat(jonas.message("first")).containsText("Waiting for connection");
        jonas.say("second");
        assertThat(jonas.message("second")).containsText("Waiting for connection");
        jonasLine.up();
        jonas.triesNow();
        assertThat(mira.message("first")).isVisible();
        assertThat(jonas.message("second")).containsText("Waiting for slow mode");
        jonas.message("second")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Delete"))
                .click();
        assertThat(jonas.messages()).hasCount(1);
        assertThat(jonasRoom.note()).containsText("Slow mode: you can write again in ");
    }

    @Test
    void anArchivedRoomCanBeReadAndComesBack() {
        jonas.say("Before");
        mirasRoom.choose("Archive…");
        mira.button("Archive").click();
        for (Visitor visitor : new Visitor[] {mira, jonas}) {
            assertThat(RoomTools.of(visitor).note()).containsText("This room is archived.");
            assertThat(visitor.composer()).isHidden();
            assertThat(visitor.message("Before")).isVisible();
        }
        jonas.message("Before").click();
        assertThat(jonas.button("Copy link")).isVisible();
        assertThat(jonas.button("React")).hasCount(0);
        Axe.assertClean(jonas, "moderation-archived");
        mirasRoom.choose("Take out of the archive");
        assertThat(jonas.composer()).isVisible();
        jonas.say("After");
        assertThat(mira.message("After")).isVisible();
    }

    @Test
    void theAuditLogShowsEverythingAndTheTimelineFoldsIt() {
        mira.page().evaluate("""
          async () => {
            const { connect } = await import(new URL('js/parley-client.js', document.baseURI));
            const client = connect({ name: 'Mira', key: localStorage['parley.key'], storage: null });
            const there = await client.join(new URL(location).searchParams.get('room'));
            for (let seconds = 1; seconds <= 60; seconds++) await there.setSlowMode(seconds);
            await there.setSlowMode(0);
            await client.close();
          }
          """);
        assertThat(mira.page().locator("#log summary")).containsText("earlier changes");
        mira.page().locator("#log summary").click();
        assertThat(mira.page().locator("#log details li").last())
                .hasText("You turned on slow mode: one message every 1 minute");
        assertThat(mira.page().locator("#log details li").last()).isVisible();
        mirasRoom.choose("Audit log");
        assertThat(mira.page().locator(".audit-list li").first()).containsText("You turned off slow mode");
        assertThat(mira.page().locator(".audit-list li")).hasCount(50);
        Axe.assertClean(mira, "moderation-audit");
        mira.button("Show earlier").click();
        assertThat(mira.page().locator(".audit-list li").last()).containsText("You created this room with Jonas");
        mira.button("Close").click();
        assertThat(mira.page().locator("dialog[open]")).hasCount(0);
    }
}
