package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Read positions and unread marks, across tabs and after the computer slept; typing indicators. */
class BrowserReadIT {
    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void whatCameWhileOneWasElsewhereIsCountedAndMarkedAsNew() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        mira.say("read this");
        jonas.sees(List.of("read this"));
        mira.room("lobby").click();
        jonas.say("one");
        jonas.say("two");
        assertThat(mira.room(room).locator(".badge")).containsText("2");
        assertThat(mira.page()).hasTitle("(2) lobby · Parley");
        assertThat(mira.page().locator("link[rel=icon]")).hasAttribute("href", Pattern.compile("data:image/svg.*"));
        jonas.say("@MIRA: three");
        assertThat(mira.room(room).locator(".badge")).containsText("@1");
        mira.screenshot("unread");

        mira.room(room).click();
        assertThat(mira.page().locator("#log .new + li")).containsText("one");
        assertThat(mira.message("@MIRA: three")).hasClass(Pattern.compile("\\bmention\\b"));
        assertThat(mira.room(room).locator(".badge")).hasCount(0);
        assertThat(mira.page()).hasTitle(room + " · Parley");
        assertThat(mira.page().locator("link[rel=icon]")).hasAttribute("href", "favicon.svg");
        mira.screenshot("divider");
        jonas.say("four");
        assertThat(mira.message("four")).isInViewport();
        assertThat(mira.page().locator("#log .new")).hasCount(1);
        assertThat(mira.page().locator("#log .new + li")).containsText("one");
        mira.composer().press("Escape");
        assertThat(mira.page().locator("#log .new")).hasCount(0);
        mira.room("lobby").click();
        mira.room(room).click();
        assertThat(mira.message("four")).isInViewport();
        assertThat(mira.page().locator("#log .new")).hasCount(0);
    }

    @Test
    void whatCameWhileOneWasAwayIsNewInTheMorning() {
        Visitor mira = visitors.atDesk(ColorScheme.DARK);
        List<String> sent = new CopyOnWriteArrayList<>();
        mira.page().onWebSocket(socket -> socket.onFrameSent(frame -> sent.add(String.valueOf(frame.text()))));
        mira.open(room).as("Mira");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        jonas.say("good night");
        mira.sees(List.of("good night"));
        mira.page().waitForCondition(() -> sent.stream().anyMatch(command -> command.contains("\"type\":\"read\"")));
        String address = mira.page().url();
        mira.page().navigate("about:blank");
        assertThat(jonas.notice("Mira disconnected")).hasCount(1);
        for (int n = 1; n <= 3; n++) {
            jonas.say("overnight " + n);
        }
        assertThat(jonas.page().locator("#log article.sent")).hasCount(4);
        mira.page().navigate(address.replaceAll("\\?.*", ""));
        assertThat(mira.room(room).locator(".badge")).containsText("3");
        mira.room(room).click();
        assertThat(mira.page().locator("#log .new + li")).containsText("overnight 1");
        assertThat(mira.room(room).locator(".badge")).hasCount(0);
    }

    @Test
    void thereIsAWayUpToWhereTheNewMessagesBeginHoweverManyTheyAre() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.say("read this");
        assertThat(mira.page().locator("#log article.sent")).hasCount(1);
        mira.openLobby().connected();
        mira.room("lobby").click();
        mira.withClient("""
        const client = connect({ name: 'Jonas' });
        const joined = await client.join(room);
        await Promise.all(Array.from({ length: 120 }, (_, n) => joined.send(`message ${n + 1}`)));
        await client.close();
        """, room);
        mira.openLobby().connected();
        assertThat(mira.room(room).locator(".badge")).containsText("99+");
        mira.room(room).click();
        assertThat(mira.message("message 120")).isInViewport();
        mira.screenshot("new-above");
        mira.button("99+ new messages above").click();
        assertThat(mira.message("message 1")).isInViewport();
        assertThat(mira.message("message 1")).isFocused();
        assertThat(mira.page().locator("#log .new + li")).containsText("message 1");
        assertThat(mira.page().locator("#news")).isHidden();
    }

    @Test
    void whatIsReadInOneTabIsReadInTheOthers() {
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Page first = mira.page();
        mira.room("lobby").click();
        Page second = mira.anotherTab("lobby");
        assertThat(mira.room(room)).isVisible();
        jonas.say("for all tabs");
        assertThat(mira.room(room).locator(".badge")).containsText("1");
        mira.turnTo(first);
        assertThat(mira.room(room).locator(".badge")).containsText("1");
        first.bringToFront();
        mira.room(room).click();
        assertThat(mira.message("for all tabs")).isInViewport();
        mira.turnTo(second);
        assertThat(mira.room(room).locator(".badge")).hasCount(0);
        assertThat(second).hasTitle("lobby · Parley");
    }

    @Test
    void whoReadsAboveHasNotReadWhatComesBelow() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        mira.say("top\n" + "line\n".repeat(60) + "bottom");
        assertThat(mira.page().locator("#log article.sent")).hasCount(1);
        mira.button("Show more").click();
        mira.page().locator("#log").evaluate("log => log.scrollTop = 0");
        assertThat(mira.page().locator("#latest")).isVisible();
        jonas.say("news");
        assertThat(mira.page()).hasTitle("(1) " + room + " · Parley");
        mira.button("1 new message").click();
        assertThat(mira.page()).hasTitle(room + " · Parley");
        assertThat(mira.page().locator("#log .new + li")).containsText("news");
    }

    @Test
    void oneSeesWhoIsWriting() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor amara = visitors.atDesk().open(room).as("Amara");
        Visitor jonas = visitors.onPhone(ColorScheme.LIGHT).open(room).as("Jonas");
        amara.composer().pressSequentially("Hel");
        assertThat(mira.page().locator("#typing")).hasText("Amara is typing");
        assertThat(amara.page().locator("#typing")).isEmpty();
        jonas.composer().pressSequentially("Hi");
        assertThat(mira.page().locator("#typing")).hasText("Amara and Jonas are typing");
        mira.screenshot("typing");
        amara.composer().press("Enter");
        assertThat(mira.page().locator("#typing")).hasText("Jonas is typing");
        assertThat(mira.page().locator("#typing")).isEmpty();
    }

    @Test
    void theRoomWithTheLatestWordIsFirstUnlessSomebodyPointsAtTheList() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.say("here first");
        mira.open(room + "b").connected().say("here next");
        assertThat(mira.page().locator("#rooms .n").first()).hasText(room + "b");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        mira.room("lobby").hover();
        jonas.say("and again");
        assertThat(mira.room(room).locator(".badge")).containsText("1");
        assertThat(mira.page().locator("#rooms .n").first()).hasText(room + "b");
        mira.composer().hover();
        assertThat(mira.page().locator("#rooms .n").first()).hasText(room);
    }

    @Test
    void aRoomHasATopicThatAnybodyMayChangeAndBrowsersOfRoomsSee() {
        Visitor mira = visitors.atDesk().openLobby().as("Mira");
        mira.button("New room").click();
        mira.page().getByLabel("Room name").fill(room);
        mira.page().locator("#room-about").fill("Build and deploy");
        mira.button("Create room").click();
        assertThat(mira.page().locator("#topic")).hasText("Build and deploy");
        Visitor jonas = visitors.onPhone(ColorScheme.DARK).openLobby().as("Jonas");
        jonas.button("Back to rooms").click();
        jonas.button("Browse rooms").click();
        jonas.page().getByLabel("Find a room").fill(room);
        assertThat(jonas.page().locator(".found li")).hasCount(1);
        assertThat(jonas.page().locator(".found li")).containsText("Build and deploy");
        assertThat(jonas.page().locator(".found li")).containsText("1 member · 1 online");
        jonas.screenshot("browse");
        jonas.button("Join " + room).click();
        assertThat(jonas.page().locator("#topic")).hasText("Build and deploy");
        jonas.page().locator("#topic").click();
        jonas.page().locator("#topic-input").fill("Deploy and run");
        jonas.button("Save topic").click();
        assertThat(mira.page().locator("#topic")).hasText("Deploy and run");
        mira.reload();
        assertThat(mira.page().locator("#topic")).hasText("Deploy and run");
    }

    @Test
    void theLibraryCountsWhatIsUnread() {
        assertEquals(
                List.of(List.of(0, 0), List.of(2, 1), List.of(1, 0), List.of(0, 0), List.of(2, 2, 1), "none"),
                visitors.atDesk().open("lobby").as("Mira").withClient("""
                const key = 'a-key-of-my-own-' + room.slice(-8);
                const [reader, writer] = [connect({ name: 'Reader', key }), connect({ name: 'Writer' })];
                const [here, there] = [await reader.join(room), await writer.join(room)];
                const until = condition => new Promise(resolve => { const look = () => condition() && resolve(); here.on('read', look); look(); });
                await until(() => here.readOffset !== undefined);
                const counts = [[here.unread, here.mentions]];
                await there.send('one, @réader');
                const { offset } = await there.send('two');
                await until(() => here.unread === 2);
                counts.push([here.unread, here.mentions]);
                here.markRead(offset - 1);
                counts.push([here.unread, here.mentions]);
                const other = connect({ name: 'Reader', key });
                const same = await other.join(room);
                same.markRead(offset);
                await until(() => here.unread === 0);
                counts.push([here.unread, here.mentions]);
                await Promise.all([reader.close(), other.close()]);
                await there.send('three');
                await there.send('@Reader four');
                const again = connect({ name: 'Reader', key });
                const mine = (await again.myRooms()).find(each => each.room === room);
                await (await again.join(room)).leave();
                const left = (await again.myRooms()).find(each => each.room === room);
                await Promise.all([again.close(), writer.close()]);
                return [...counts, [mine.head - mine.read, mine.unread, mine.mentions], left ?? 'none'];
                """, room));
    }
}
