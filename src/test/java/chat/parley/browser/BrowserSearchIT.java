package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Search finds messages and leads to them. */
class BrowserSearchIT {
    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String word = "w" + UUID.randomUUID().toString().substring(0, 8);
    private final String room = "room " + word;

    @Test
    void whatWasSaidLongAgoIsFoundAndAClickLeadsThere() {
        for (String where : List.of("desk", "phone")) {
            String there = room + where;
            Visitor mira = where.equals("desk") ? visitors.atDesk() : visitors.onPhone(ColorScheme.DARK);
            mira.open("lobby").as("Mira");
            mira.withClient("""
          const client = connect({ name: 'Jonas' });
          const joined = await client.join(room);
          await joined.send(`The quick ${room.replace(/.* /, '')} fox jumps over the lazy dog`);
          await Promise.all(Array.from({ length: 120 }, (_, n) => joined.send(`message ${n + 1}`)));
          await client.close();
          """, there);
            mira.finds("fox in:\"" + there + "\"", 1);
            assertThat(mira.hits().locator("mark")).hasText("fox");
            assertThat(mira.hits()).containsText(there);
            assertThat(mira.hits()).containsText("Jonas");
            mira.screenshot("search-" + where);
            mira.hits().click();
            assertThat(mira.messages().filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("fox")))
                    .isInViewport();
            assertThat(mira.page().locator("#log .target")).containsText("lazy dog");
            assertThat(mira.page()).hasURL(Pattern.compile(".*&at=1"));
        }
    }

    @Test
    void moreIsFoundOnScrollingAndTheOrderCanBeChosen() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        for (int n = 1; n <= 45; n++) {
            mira.say(word + " number " + n);
        }
        assertThat(mira.page().locator("#log article.sent")).hasCount(45);
        mira.say(word + " " + word + " " + word);
        assertThat(mira.page().locator("#log article.sent")).hasCount(46);
        mira.finds("\"" + word + " " + word + "\"", 1); // waits until everything before it is indexed
        mira.finds(word + " in:\"" + room + "\"", 20);
        mira.page().locator("#search-results").evaluate("results => results.scrollTop = results.scrollHeight");
        assertThat(mira.hits()).hasCount(40);
        mira.page().locator("#search-results").evaluate("results => results.scrollTop = results.scrollHeight");
        assertThat(mira.hits()).hasCount(46);
        assertThat(mira.page().locator(".s-state")).containsText("No more results.");
        assertThat(mira.hits().first()).containsText(word + " " + word);
        mira.page().getByLabel("Best match").check();
        assertThat(mira.hits().first()).containsText(word + " " + word);
        assertThat(mira.hits()).hasCount(20);
    }

    @Test
    void whatCannotBeUnderstoodIsSaidPlainlyAndNothingFoundAsWell() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.page().locator("#log").press("/");
        assertThat(mira.page().locator("#search-input")).isFocused();
        mira.page().keyboard().type("before:tomorrow");
        assertThat(mira.page().locator("#search-results .err")).not().isEmpty();
        mira.screenshot("search-error");
        mira.page().locator("#search-input").fill("nothinglikethis" + word);
        assertThat(mira.page().locator("#search-results")).containsText("No messages found.");
        mira.page().keyboard().press("Escape");
        assertThat(mira.page().locator("#search")).isHidden();
        assertThat(mira.page().locator("#search-open")).isFocused();
        mira.page().keyboard().press("/");
        assertThat(mira.page().locator("#search-input")).isFocused();
    }

    @Test
    void filtersArePutInByAButton() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.say(word + " https://example.org/");
        mira.say(word + " without");
        assertThat(mira.page().locator("#log article.sent")).hasCount(2);
        mira.finds(word + " in:\"" + room + "\"", 2);
        mira.button("has:link").click();
        assertThat(mira.hits()).hasCount(1);
        mira.page().locator("#search-input").fill(word);
        mira.button("is:pinned").click();
        assertThat(mira.page().locator("#search-results")).containsText("No messages found.");
        mira.choose(mira.message(word + " without"), "Pin message");
        mira.finds(word + " is:pinned", 1);
        assertThat(mira.hits()).containsText("without");
        mira.page().locator("#search-input").fill(word);
        mira.button("in:").click();
        assertThat(mira.page().locator("#search-input")).hasValue(word + " in:\"" + room + "\" ");
        assertThat(mira.hits()).hasCount(2);
    }

    @Test
    void searchAndPeopleTakeTurnsBesideTheRoom() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        double bottom = bottom(mira);
        for (int turn = 0; turn < 2; turn++) {
            mira.search(word);
            assertThat(mira.page().locator("#people")).isHidden();
            mira.page().locator("#who").focus();
            mira.page().keyboard().press("Enter");
            assertThat(mira.page().locator("#people")).isVisible();
            assertThat(mira.page().locator("#search")).isHidden();
            assertThat(mira.page().locator("#who")).isFocused();
            assertEquals(bottom, bottom(mira));
        }
    }

    private static double bottom(Visitor visitor) {
        var composer = visitor.page().locator("#composer").boundingBox();
        return composer.y + composer.height;
    }

    @Test
    void aHitShowsTheTextWithoutItsMarkup() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        String hidden = word + "x";
        String late = word + "y";
        mira.say("# Notes\n**The " + word + "** and `" + word + "_1`, ~~not~~ [here](https://example.org/a)\n\n```js\n"
                + word + "()\n```");
        mira.say("Look [here](https://example.org/" + hidden + ") and **there**");
        mira.say("技".repeat(400) + " **" + late + "**");
        mira.say("one\ntwo\n".repeat(10) + word + "z");
        assertThat(mira.page().locator("#log article.sent")).hasCount(4);
        mira.finds(word, 1);
        assertEquals(
                "Notes\nThe " + word + " and " + word + "_1, not here\n" + word + "()",
                mira.hits().locator(".hit-t").textContent());
        assertThat(mira.hits().locator("mark")).hasText(new String[] {word, word, word});
        mira.finds(hidden, 1);
        assertThat(mira.hits().locator(".hit-t"))
                .hasText("Look [here](https://example.org/" + hidden + ") and **there**");
        assertThat(mira.hits().locator("mark")).hasText(hidden);
        mira.finds(late, 1);
        assertThat(mira.hits().locator(".hit-t")).not().containsText("*");
        assertThat(mira.hits().locator("mark")).hasText(late);
        assertThat(mira.hits().locator("mark")).isInViewport();
        mira.finds(word + "z", 1);
        assertThat(mira.hits().locator("mark")).isInViewport();
    }

    @Test
    void theLibrarySearches() {
        assertEquals(
                List.of("AbortError", List.of("number 3", "number 2"), true, "number 1", List.of(0, word.length())),
                visitors.atDesk().open("lobby").as("Mira").withClient("""
                const word = room.replace(/.* /, '');
                const client = connect({ name: 'Mira' });
                const joined = await client.join(room);
                for (const n of [1, 2, 3]) await joined.send(`${word} number ${n}`);
                const aborted = await client.search(word, { signal: AbortSignal.abort() }).catch(({ name }) => name);
                let first;
                do first = await client.search(word, { limit: 2 }); while (first.hits[0]?.message.offset !== 3);
                const { hits: [last], cursor } = await client.search(word, { limit: 2, cursor: first.cursor });
                await client.close();
                const text = ({ message }) => message.text.slice(word.length + 1);
                return [aborted, first.hits.map(text), cursor === undefined, text(last), [last.marks[0].start, last.marks[0].end]];
                """, room));
    }
}
