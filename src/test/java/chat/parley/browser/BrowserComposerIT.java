package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The composer: what happens to a message before it is sent. */
class BrowserComposerIT {
    private static final String NO_FILES = "Files and images cannot be sent yet.";
    private static final String NO_EMOJI = "The emoji cannot be loaded. Check the connection and try again.";

    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void eachRoomsDraftOutlastsAReloadUntilItIsSent() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        type(mira, "half a thought");
        mira.room("lobby").click();
        type(mira, "another one");
        mira.reload();
        assertThat(mira.composer()).hasValue("another one");
        mira.connected().room(room).click();
        assertThat(mira.composer()).hasValue("half a thought");
        mira.page().keyboard().press("Enter");
        mira.sees(List.of("half a thought"));
        assertThat(mira.page().locator("#log article.sent")).hasCount(1); // the page asks before a reload until then

        mira.reload();
        mira.sees(List.of("half a thought"));
        assertThat(mira.composer()).isEmpty();
        mira.room("lobby").click();
        assertThat(mira.composer()).hasValue("another one");
    }

    @Test
    void aReloadKeepsWhatIsAnsweredAndWhatIsEdited() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.say("Which port is it?");
        assertThat(mira.page().locator("#log article.sent")).hasCount(1);
        mira.tool(mira.message("Which port is it?"), "Reply");
        type(mira, "8080");
        mira.reload();
        mira.connected();
        assertThat(mira.page().locator("#composing")).containsText("Replying to yourself Which port is it?");
        assertThat(mira.composer()).hasValue("8080");
        mira.composer().press("Enter");
        assertThat(mira.message("8080").locator(".q-t")).hasText("Which port is it?");
        assertThat(mira.page().locator("#log article.sent")).hasCount(2);

        mira.composer().press("ArrowUp");
        mira.page().keyboard().type(", I think");
        mira.reload();
        mira.connected();
        assertThat(mira.page().locator("#composing")).containsText("Editing message");
        assertThat(mira.composer()).hasValue("8080, I think");
        mira.composer().press("Enter");
        mira.sees(List.of("Which port is it?", "8080, I think"));
        assertThat(mira.composer()).isEmpty();
    }

    @Test
    void theFirstLineKeepsItsIndentation() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.say("  \n\n    if (a) {\n      b();\n    }  \n ");
        assertThat(mira.page().locator("#log article.sent")).hasCount(1);
        assertEquals(
                "    if (a) {\n      b();\n    }",
                mira.page().locator("#log .text").evaluate("text => text.innerText.replaceAll('\\u00a0', ' ')"));
        mira.composer().press("ArrowUp");
        assertThat(mira.composer()).hasValue("    if (a) {\n      b();\n    }");
        mira.composer().press("Escape");
        mira.say(" \n  ");
        assertThat(mira.messages()).hasCount(1);
    }

    @Test
    void anEmojiIsCompletedAfterAMentionInTheSameLine() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        visitors.atDesk().open(room).as("Jonas");
        assertThat(mira.peopleOnline()).hasText("2");
        type(mira, "@Jonas well done :tad");
        Locator list = mira.page().getByRole(AriaRole.LISTBOX);
        assertThat(list.locator("[role=option]").first()).hasText("🎉:tada:");
        mira.page().keyboard().press("Enter");
        assertThat(mira.composer()).hasValue("@Jonas well done 🎉 ");
        mira.page().keyboard().type("and @Jo");
        assertThat(list.locator("[role=option]")).hasText("JJonas");
    }

    @Test
    void enterSendsOnceAMentionIsWhole() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        for (String name : List.of("Jonas", "Jonas Weber")) {
            visitors.atDesk().open(room).as(name);
        }
        assertThat(mira.peopleOnline()).hasText("3");
        Locator list = mira.page().getByRole(AriaRole.LISTBOX);
        type(mira, "你好@jo");
        mira.page().keyboard().press("Enter");
        assertThat(mira.composer()).hasValue("你好@Jonas ");
        mira.composer().fill("");
        type(mira, "@jonas");
        assertThat(list.locator("[role=option]")).hasCount(2);
        mira.page().keyboard().press("Enter");
        mira.sees(List.of("@jonas"));

        type(mira, "@jo");
        mira.page().keyboard().press("Enter");
        assertThat(mira.composer()).hasValue("@Jonas ");
        mira.page().keyboard().press("Enter");
        mira.sees(List.of("@jonas", "@Jonas"));

        type(mira, "@Jonas");
        mira.page().keyboard().press("ArrowDown");
        mira.page().keyboard().press("Enter");
        assertThat(mira.composer()).hasValue("@Jonas Weber ");
    }

    @Test
    void whereTheEmojiCannotBeLoadedThePageSaysSo() {
        Visitor mira = visitors.atDesk();
        String list = "**/emoji-list.js";
        mira.page().route(list, route -> route.abort("internetdisconnected"));
        mira.open(room).as("Mira").say("hello");
        assertThat(mira.page().locator("#log article.sent")).hasCount(1);
        mira.button("Insert emoji").click();
        tells(mira, NO_EMOJI);
        mira.tool(mira.message("hello"), "React");
        tells(mira, NO_EMOJI);
        type(mira, ":tada");
        tells(mira, NO_EMOJI);

        mira.page().unroute(list);
        mira.button("Insert emoji").click();
        assertThat(mira.page().locator("dialog.emoji")).isVisible();
    }

    @Test
    void aDroppedFileIsNotOpenedWhereverItFalls(@TempDir Path folder) throws IOException {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        String address = mira.page().url();
        Path file = Files.writeString(folder.resolve("plan.html"), "<h1>somewhere else</h1>");
        for (String place : List.of("#text", "#log", "#rail", "#room-name")) {
            drop(mira, place, data(file));
            tells(mira, NO_FILES);
        }
        mira.button("New room").click();
        drop(mira, "#room-input", data(file));
        mira.page().keyboard().press("Escape");
        JsonObject link = new JsonObject();
        link.addProperty("mimeType", "text/uri-list");
        link.addProperty("data", "https://example.org/");
        drop(mira, "#log", data(null, link));
        type(mira, "still here");
        assertThat(mira.composer()).hasValue("still here");
        assertEquals(address, mira.page().url());

        mira.follow("no " + room).connected();
        assertThat(mira.composer()).isDisabled();
        drop(mira, "#text", data(file));
        tells(mira, NO_FILES);
    }

    @Test
    void aPastedPictureIsNotLostWithoutAWord() {
        Visitor mira = visitors.atDesk().unhurried().open(room).as("Mira");
        mira.page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
        mira.page().evaluate("""
        async () => {
          const canvas = new OffscreenCanvas(2, 2);
          canvas.getContext('2d').fillRect(0, 0, 1, 1);
          await navigator.clipboard.write([new ClipboardItem({ 'image/png': await canvas.convertToBlob() })]);
        }
        """);
        mira.composer().press("Control+V");
        assertThat(mira.page().locator("#toast")).containsText(NO_FILES);
        tells(mira, NO_FILES);
        mira.page().evaluate("() => navigator.clipboard.writeText('words')");
        mira.composer().press("Control+V");
        assertThat(mira.composer()).hasValue("words");
    }

    private static void type(Visitor visitor, String text) {
        visitor.composer().focus();
        visitor.page().keyboard().type(text);
    }

    /** A message that is shown briefly is also announced to screen readers, and the announcement remains. */
    private static void tells(Visitor visitor, String words) {
        assertThat(visitor.hears()).containsText(words);
        visitor.hears().evaluate("announcer => announcer.textContent = ''");
    }

    private static JsonObject data(Path file, JsonObject... items) {
        JsonObject data = new JsonObject();
        JsonArray all = new JsonArray();
        List.of(items).forEach(all::add);
        data.add("items", all);
        JsonArray files = new JsonArray();
        if (file != null) {
            files.add(file.toString());
        }
        data.add("files", files);
        data.addProperty("dragOperationsMask", 1);
        return data;
    }

    private static void drop(Visitor visitor, String place, JsonObject data) {
        BoundingBox box = visitor.page().locator(place).boundingBox();
        CDPSession browser = visitor.page().context().newCDPSession(visitor.page());
        for (String type : List.of("dragEnter", "dragOver", "drop")) {
            JsonObject event = new JsonObject();
            event.addProperty("type", type);
            event.addProperty("x", box.x + box.width / 2);
            event.addProperty("y", box.y + box.height / 2);
            event.add("data", data);
            browser.send("Input.dispatchDragEvent", event);
        }
        browser.detach();
    }
}
