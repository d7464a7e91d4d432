package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Changes of messages: edits, deletions, reactions and replies. */
@Order(1) // slow, so it starts early
class BrowserChangesIT {
    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void oneLooksAgainAtWhatOneSaidLastByGoingUpAndOthersSeeWhatItIsNow() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor jonas = visitors.atDesk(ColorScheme.DARK).open(room).as("Jonas");
        mira.say("Good mornign");
        jonas.sees(List.of("Good mornign"));
        mira.composer().press("ArrowUp");
        assertThat(mira.composer()).hasValue("Good mornign");
        assertThat(mira.page().locator("#composing")).containsText("Editing message");
        mira.screenshot("editing");
        mira.composer().press("Escape");
        assertThat(mira.composer()).isEmpty();
        assertThat(mira.page().locator("#composing")).isEmpty();

        mira.composer().press("ArrowUp");
        mira.composer().fill("Good morning");
        mira.composer().press("Enter");
        for (Visitor visitor : List.of(mira, jonas)) {
            visitor.sees(List.of("Good morning"));
            assertThat(visitor.page().locator("#log .ed")).hasText("edited");
        }
        assertThat(mira.hears()).containsText("Edit saved");
        mira.reload();
        mira.sees(List.of("Good morning"));
        assertThat(mira.page().locator("#log .ed")).hasText("edited");
    }

    @Test
    void anEditKeepsWhatWasBeingWritten() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.say("first");
        assertThat(mira.page().locator("#log article.sent")).hasCount(1);
        mira.composer().fill("half a thought");
        mira.choose(mira.message("first"), "Edit message");
        assertThat(mira.composer()).hasValue("first");
        mira.composer().fill("second");
        mira.composer().press("Enter");
        mira.sees(List.of("second"));
        assertThat(mira.composer()).hasValue("half a thought");
    }

    @Test
    void whatIsDeletedIsGoneAtOnceAndComesBackByUndo() {
        Visitor mira = visitors.atDesk().unhurried().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        mira.say("keep this");
        mira.say("not this");
        jonas.sees(List.of("keep this", "not this"));
        mira.choose(mira.message("keep this"), "Delete message");
        mira.sees(List.of("not this"));
        mira.button("Undo").click();
        mira.sees(List.of("keep this", "not this"));
        assertThat(mira.hears()).containsText("Message restored");

        mira.choose(mira.message("not this"), "Delete message");
        assertThat(mira.tombstones()).hasText("This message was deleted");
        assertThat(mira.hears()).containsText("Message deleted");
        mira.screenshot("deleted");
        mira.letTimePass();
        jonas.sees(List.of("keep this"));
        assertThat(jonas.tombstones()).hasText("This message was deleted");
        assertThat(mira.button("Undo")).hasCount(0);
        mira.sees(List.of("keep this"));
    }

    @Test
    void whoDeletesAndGoesHasDeleted() {
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        Visitor mira = visitors.atDesk().unhurried().open(room).as("Mira");
        mira.say("not this");
        jonas.sees(List.of("not this"));
        mira.page().waitForCondition(() -> mira.kept().equals(0));
        mira.choose(mira.message("not this"), "Delete message");
        assertThat(mira.button("Undo")).isVisible();
        mira.page().waitForCondition(() -> mira.kept().equals(1));
        mira.page()
                .navigate("about:blank"); // the browser may send the last state on unload; otherwise the next page does
        mira.openLobby().connected();
        assertThat(jonas.tombstones()).hasCount(1);
        jonas.sees(List.of());
    }

    @Test
    void anEmojiIsOneReactionHoweverItIsTyped() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.say("one");
        assertThat(mira.page().locator("#log article.sent")).hasCount(1);
        Object codes = mira.withClient("""
            const codes = [];
            const all = [['Jonas', '❤', '👍'], ['Amara', '❤\\ufe0f', '👍\\ufe0f'], ['Li', '❤\\ufe0e', 'abcdefghijklmnop'], ['Tam', 'x\\u202e', '👍👍']];
            for (const [name, ...emojis] of all) {
              const client = connect({ name, storage: null });
              const joined = await client.join(room);
              for (const emoji of emojis) codes.push(await joined.react(1, emoji).then(() => 'taken', error => error.code));
              await client.close();
            }
            return codes;
            """, room);
        assertEquals(List.of("taken", "taken", "taken", "taken", "taken", "invalid", "invalid", "invalid"), codes);
        assertThat(mira.page().locator("#log .r:not(.add)")).hasCount(2);
        assertThat(mira.reaction(mira.message("one"), "❤")).containsText("3");
        assertThat(mira.reaction(mira.message("one"), "👍")).containsText("2");
        mira.reload();
        assertThat(mira.page().locator("#log .r:not(.add)")).hasCount(2);
    }

    @Test
    void aDeletionHappensAtItsTimeWhateverRestsOnUndo() {
        Visitor mira = visitors.atDesk().unhurried().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        for (String text : List.of("by mouse", "by keyboard", "stays")) {
            mira.say(text);
        }
        jonas.sees(List.of("by mouse", "by keyboard", "stays"));
        mira.choose(mira.message("by mouse"), "Delete message");
        mira.button("Undo").hover();
        mira.letTimePass();
        assertThat(jonas.tombstones()).hasCount(1);
        assertThat(mira.button("Undo")).hasCount(0);

        mira.putMouseAway();
        mira.page().locator("#log").focus();
        mira.page().keyboard().press("ArrowUp");
        mira.page().keyboard().press("ArrowUp");
        mira.message("by keyboard").getByRole(AriaRole.BUTTON).last().focus();
        mira.page().keyboard().press("Enter");
        mira.page().keyboard().press("End");
        mira.page().keyboard().press("Enter");
        assertThat(mira.button("Undo")).isFocused();
        mira.letTimePass();
        assertThat(jonas.tombstones()).hasCount(2);
        assertThat(mira.composer()).isFocused();
        mira.sees(List.of("stays"));
    }

    @Test
    void whoDeletesAndLeavesTheRoomHasDeleted() {
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        Visitor mira = visitors.atDesk().unhurried().open(room).as("Mira");
        mira.say("not this");
        jonas.sees(List.of("not this"));
        mira.choose(mira.message("not this"), "Delete message");
        mira.button("Leave " + room).click();
        assertThat(jonas.tombstones()).hasCount(1);
        assertThat(jonas.peopleOnline()).hasText("1");
    }

    @Test
    void eachDeletionHasAnUndoOfItsOwnAndNoOtherWordEndsIt() {
        Visitor mira = visitors.atDesk().unhurried().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        for (String text : List.of("goes", "stays")) {
            mira.say(text);
        }
        jonas.sees(List.of("goes", "stays"));
        mira.choose(mira.message("goes"), "Delete message");
        mira.choose(mira.message("stays"), "Delete message");
        assertThat(mira.button("Undo")).hasCount(2);
        mira.button("Undo").last().click();
        mira.sees(List.of("stays"));
        mira.letTimePass();
        assertThat(jonas.tombstones()).hasCount(1);
        jonas.sees(List.of("stays"));
    }

    @Test
    void reactionsAreCountedAndNamedAndTakenBackByTheSameButton() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        mira.say("Shipped");
        jonas.sees(List.of("Shipped"));
        Locator miras = mira.message("Shipped");
        Locator jonass = jonas.message("Shipped");
        jonas.tool(jonass, "React");
        jonas.emoji("👍").click();
        assertThat(jonas.reaction(jonass, "👍")).hasAttribute("aria-pressed", "true");
        assertThat(mira.reaction(miras, "👍")).hasAttribute("aria-pressed", "false");
        assertThat(mira.reaction(miras, "👍")).hasAttribute("title", Pattern.compile("Jonas reacted with .*"));
        assertThat(mira.hears()).containsText("Jonas reacted to your message with 👍");
        mira.reaction(miras, "👍").click();
        assertThat(jonas.reaction(jonass, "👍")).containsText("2");
        assertThat(jonas.reaction(jonass, "👍")).hasAttribute("title", Pattern.compile("You and Mira reacted with .*"));
        mira.screenshot("reactions");

        jonas.reaction(jonass, "👍").click();
        assertThat(mira.reaction(miras, "👍")).containsText("1");
        mira.reaction(miras, "👍").click();
        assertThat(jonass.locator(".rx")).hasCount(0);
        assertThat(miras.locator(".rx")).hasCount(0);
    }

    @Test
    void anAnswerShowsWhatItAnswersAndLeadsThere() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        mira.say("Which port is it?\nI forgot.");
        for (int n = 1; n <= 30; n++) {
            mira.say("more " + n);
        }
        jonas.tool(jonas.message("more 30"), "Reply");
        jonas.button("Cancel reply").click();
        assertThat(jonas.page().locator("#composing")).isEmpty();
        jonas.tool(jonas.messages().first(), "Reply");
        assertThat(jonas.page().locator("#composing")).containsText("Replying to Mira Which port is it?");
        jonas.say("8080");
        assertThat(jonas.page().locator("#composing")).isEmpty();
        for (Visitor visitor : List.of(mira, jonas)) {
            assertThat(visitor.message("8080").locator(".q-t")).hasText("Which port is it?");
        }
        assertThat(mira.message("8080").locator(".q b")).hasText("You");
        mira.screenshot("answer");
        jonas.message("8080").locator(".q").click();
        assertThat(jonas.messages().first()).isInViewport();
        assertThat(jonas.messages().first()).hasClass(Pattern.compile("\\btarget\\b"));

        mira.page().locator("#log").evaluate("log => log.scrollTop = 0");
        mira.choose(mira.messages().first(), "Delete message");
        assertThat(jonas.tombstones()).hasCount(1);
        assertThat(jonas.message("8080").locator(".q")).containsText("This message was deleted");
    }

    @Test
    void anAnswerToWhatIsNotLoadedAsksForIt() {
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        jonas.withClient("""
        const client = connect({ name: 'Mira' });
        const joined = await client.join(room);
        const { offset } = await joined.send('long ago');
        await Promise.all(Array.from({ length: 80 }, (_, n) => joined.send(`message ${n + 1}`)));
        await joined.send('still true', { replyTo: offset });
        await client.close();
        """, room);
        jonas.open(room).connected();
        assertThat(jonas.message("still true").locator(".q-t")).hasText("long ago");
        jonas.message("still true").locator(".q").click();
        assertThat(jonas.message("long ago")).isInViewport();
    }

    @Test
    void allOfItCanBeDoneByKeyboard() {
        Visitor mira = visitors.atDesk().unhurried().open(room).as("Mira");
        mira.say("one");
        mira.say("two");
        assertThat(mira.page().locator("#log article.sent")).hasCount(2);
        mira.message("two").hover(); // and rests there
        mira.page().locator("#log").focus();
        mira.page().keyboard().press("ArrowUp");
        assertThat(mira.message("two")).isFocused();
        mira.page().keyboard().press("ArrowUp");
        assertThat(mira.message("one")).isFocused();
        Locator tools = mira.message("one").getByRole(AriaRole.BUTTON);
        assertThat(tools).hasCount(4);
        mira.page().keyboard().press("Tab");
        mira.page().keyboard().press("Tab");
        assertThat(tools.first()).isFocused();
        mira.page().keyboard().press("Enter");
        mira.emoji("👍").focus();
        mira.page().keyboard().press("Enter");
        assertThat(mira.reaction(mira.message("one"), "👍")).hasAttribute("aria-pressed", "true");
        assertThat(mira.message("one").locator(".tools")).isVisible();

        mira.message("two").focus();
        mira.message("two").getByRole(AriaRole.BUTTON).last().focus();
        mira.page().keyboard().press("Enter");
        mira.page().keyboard().press("End");
        mira.page().keyboard().press("Enter");
        assertThat(mira.button("Undo")).isFocused();
        mira.page().keyboard().press("Enter");
        mira.sees(List.of("one", "two"));
        assertThat(mira.composer()).isFocused();
    }

    @Test
    void onAPhoneATapBringsTheToolsAndALongPressAllThereIs() {
        Visitor mira = visitors.onPhone(ColorScheme.LIGHT);
        mira.page().clock().install();
        mira.open(room).as("Mira").say("from a phone");
        assertThat(mira.page().locator("#log article.sent")).hasCount(1);
        mira.message("from a phone").locator(".text").tap();
        assertThat(mira.message("from a phone").locator(".tools")).isVisible();
        new Finger(mira.page()).longPress(mira.message("from a phone").locator(".text"));
        assertThat(mira.page().getByRole(AriaRole.MENUITEM)).hasText(new String[] {
            "Reply", "Copy link", "Copy text", "Pin message", "Edit message", "Delete message"
        });
        mira.screenshot("phone-sheet");
        mira.emoji("🎉").tap();
        assertThat(mira.reaction(mira.message("from a phone"), "🎉")).hasAttribute("aria-pressed", "true");
    }

    @Test
    void anEditThatIsWrittenWithoutAConnectionIsSavedWithIt() {
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        Visitor mira = visitors.atDesk();
        Line line = Line.of(mira.page());
        mira.open(room).as("Mira").say("before");
        jonas.sees(List.of("before"));
        line.down();
        assertThat(mira.button("Try now")).isVisible();
        mira.composer().press("ArrowUp");
        mira.composer().fill("after");
        mira.composer().press("Enter");
        line.up();
        mira.triesNow();
        jonas.sees(List.of("after"));
        mira.sees(List.of("after"));
    }

    @Test
    void theLibraryTellsOfEveryChangeAndFoldsIt() {
        assertEquals(
                List.of(
                        List.of("edited", "reacted", "unreacted", "reacted", "deleted"),
                        List.of("b", "b+👍", "b", "b+🎉", ""),
                        List.of("not-found", "forbidden"),
                        true,
                        "what it is about",
                        List.of(1, true)),
                visitors.atDesk().open("lobby").as("Mira").withClient("""
                const [author, other] = [connect({ name: 'Author' }), connect({ name: 'Other' })];
                const [mine, theirs] = [await author.join(room), await other.join(room)];
                const kinds = [], states = [];
                let message;
                theirs.on('message', event => message = event.message);
                const { offset } = await mine.send('a');
                while (!message) await new Promise(resolve => theirs.on('message', resolve));
                theirs.on('change', ({ kind, apply }) => {
                  message = apply(message);
                  kinds.push(kind);
                  states.push([message.text, ...message.reactions.map(({ emoji }) => emoji)].filter(Boolean).join('+'));
                });
                await mine.edit(offset, 'b');
                await mine.react(offset, '👍');
                await mine.react(offset, '👍', false);
                await theirs.react(offset, '🎉');
                const forbidden = await theirs.edit(offset, 'c').catch(({ code }) => code);
                await mine.delete(offset);
                const gone = await mine.react(offset, '👍').catch(({ code }) => code);
                await mine.setTopic('what it is about');
                while (theirs.topic === '') await new Promise(resolve => theirs.on('topic', resolve));
                const late = connect({ name: 'Late' });
                const { topic } = await late.join(room);
                const asked = await theirs.message(offset);
                await Promise.all([author.close(), other.close(), late.close()]);
                return [kinds, states, [gone, forbidden], message.deleted, topic, [asked.offset, asked.deleted]];
                """, room));
    }
}
