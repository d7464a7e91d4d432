package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rendering loses no text, and links lead where they appear to lead. */
class BrowserMarkdownIT {
    private static final List<String> AS_TYPED = List.of(
            "#",
            "##",
            ">",
            "[](https://example.org)",
            "` `",
            "+",
            "-",
            "*",
            "+ 1",
            "- 5",
            "* the",
            "```",
            "```js",
            "~~~",
            "---",
            "* * *",
            "1986.",
            "1986. What a year",
            "1985. one\n1986. two",
            "007. Bond\n008. Bill",
            ">_<",
            ">:(",
            "| |\n|-|",
            "| a |\n|-|\n| b | lost |",
            "[<https://a.example>](https://b.example)",
            "[https://a.example](https://b.example)",
            "[[a](https://a.example)](https://b.example)",
            "[me@a.example](mailto:you@b.example)",
            "[x](https://)",
            "![cat](https://example.org/cat.png)",
            "-\n-",
            "[ ](https://example.org)");

    /** The page's renderer, and the result for a text. */
    private static final String RENDERER = """
      const load = name => import(new URL(`js/${name}.js`, document.baseURI));
      const [{ markdown }, { render }] = await Promise.all(['text/markdown', 'vendor'].map(load));
      const shown = text => {
        const element = document.createElement('div');
        render(markdown(text), element);
        return element;
      };
      """;

    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void whatWouldShowNothingOrLessIsShownAsTyped() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        for (String text : AS_TYPED) {
            mira.composer().fill(text);
            mira.composer().press("Control+Enter"); // in an unclosed code fence, Enter starts a new line
        }
        assertThat(mira.page().locator("#log article.sent")).hasCount(AS_TYPED.size());
        assertEquals(
                AS_TYPED.stream().map(String::strip).toList(),
                mira.page().locator("#log .text").allTextContents());
        assertThat(mira.page().locator("#log .text :is(ol, ul, table, blockquote, .pre)"))
                .hasCount(0);
        assertThat(mira.page().locator("#log .text a"))
                .hasText(new String[] {"https://example.org", "https://example.org/cat.png", "https://example.org"});
        mira.screenshot("as-typed-markdown");
    }

    @Test
    void aListKeepsItsNumbersAndATableItsAlignment() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.say("2. yes\n5. no\n7. perhaps");
        mira.say("1. one\n1. two");
        mira.say("| left | middle | right | any |\n|:--|:-:|--:|--|\n| 1 | 2 | 3 | 4 |");
        mira.say("- [x] a task alone");
        assertThat(mira.page().locator("#log article.sent")).hasCount(4);
        Locator lists = mira.page().locator("#log .text ol");
        assertEquals(List.of(2, 5, 7), lists.first().locator("li").evaluateAll("all => all.map(li => li.value)"));
        assertEquals(List.of(0, 0), lists.last().locator("li").evaluateAll("all => all.map(li => li.value)"));
        for (String cell : List.of("th", "td")) {
            assertEquals(
                    List.of("left", "center", "right", "start"),
                    mira.page()
                            .locator("#log .text " + cell)
                            .evaluateAll("all => all.map(cell => getComputedStyle(cell).textAlign)"));
        }
        assertThat(mira.page().locator("#log .task")).hasText("✓a task alone");
        mira.screenshot("lists-and-tables");
    }

    @Test
    void webAndMailAddressesAreLinked() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.say(
                "www.example.org/a, WWW.EXAMPLE.ORG; mail ana.b+c@example.org or mailto:ana@example.org?subject=Hi. [site](https://example.org/b \"The site\") **https://example.org/c**");
        assertThat(mira.page().locator("#log .text a")).hasText(new String[] {
            "www.example.org/a",
            "WWW.EXAMPLE.ORG",
            "ana.b+c@example.org",
            "mailto:ana@example.org?subject=Hi",
            "site",
            "https://example.org/c"
        });
        assertEquals(
                List.of(
                        "http://www.example.org/a",
                        "http://WWW.EXAMPLE.ORG",
                        "mailto:ana.b+c@example.org",
                        "mailto:ana@example.org?subject=Hi",
                        "https://example.org/b",
                        "https://example.org/c"),
                mira.page().locator("#log .text a").evaluateAll("all => all.map(a => a.getAttribute('href'))"));
        assertThat(mira.page().locator("#log .text a").nth(4)).hasAttribute("title", "https://example.org/b\nThe site");
        mira.say(
                "no@ @no a@b josé@example.org git@example.org:a/b.git ana@example.org:/a xhttps://example.org awww.example.org www. www.example ssh://git@example.org/a `www.example.org`");
        assertThat(mira.page().locator("#log article.sent")).hasCount(2);
        assertThat(mira.page().locator("#log article").last().locator(".text a"))
                .hasCount(0);
    }

    /** Combines each URL with each character and word that may follow it, and with each pair of brackets and quotes. */
    @Test
    void noLinkSwallowsWhatFollowsIt() {
        Visitor mira = visitors.atDesk().fromSources().open(room).as("Mira");
        Object wrong = mira.page().evaluate("async () => {" + RENDERER + """
                    const addresses = ['https://example.org', 'https://example.org/a', 'https://example.org/a_(b)', 'https://example.org/?q=[1]&r={2}#c', 'http://localhost:8080/x/', 'https://пример.рф/путь',
                      'https://ja.wikipedia.org/wiki/日本', 'www.example.org/a', 'ana.b@example.org', 'mailto:ana@example.org'];
                    const signs = ['。', '、', '，', '！', '？', '；', '：', '…', '‥', '・', '～', '’', '”', '“', '‘', '„', '»', '«', '›', '‹', '「', '」', '『', '』', '（', '）', '【', '】', '《', '》', '〈', '〉', '〔',
                      '〕', '—', '–', '‐', '·', '•', '|', '،', '؟', '؛', '۔', '।', '॥', '։', '᠂', '។', '፡', '።', '¡', '¿', '‽', '⁇', '€', '→', '🎉', '👍🏽', '❤️', '\\u00a0', '\\u3000', '\\u200b', '\\u202e', '\\ufeff',
                      '.', ',', ':', ';', '!', '?', "'", '"', ')', ']', '}', '>', '<', '`', '|', '*', '**', '~', '~~', '||', '\\\\', '...', ').', '),', ']:', '!?', '.”', '。」', '(', '[', '{'];
                    const words = ['', ' and', '谢谢', 'です', '입니다', 'ขอบคุณ'];
                    const pairs = ['()', '[]', '{}', '<>', "''", '""', '“”', '„“', '«»', '‘’', '（）', '「」', '『』', '【】', '《》', '〈〉', '［］', '｛｝', '**', '~~', '||'];
                    const wrong = [];
                    const check = (text, address) => {
                      const links = [...shown(text).querySelectorAll('a')].map(a => a.textContent);
                      if (links.length !== 1 || links[0] !== address) wrong.push([text, links]);
                    };
                    for (const address of addresses) {
                      for (const sign of signs) for (const word of words.slice(0, 3)) check(`see ${address}${sign}${word}`, address);
                      if (/[a-z)]$/u.test(address)) for (const word of words.slice(2)) check(`见${address}${word}`, address);
                      for (const [open, close] of pairs.map(pair => [...pair])) {
                        for (const after of ['', '.', ' and', '谢谢']) check(`${open}${address}${close}${after}`, address);
                      }
                    }
                    for (const sign of "!$&'()*+,;=|~") check(`see https://example.org${sign}s`, 'https://example.org');
                    check('https://ana:p$w@example.org/a', 'https://ana:p$w@example.org/a');
                    return wrong.slice(0, 20);
                    }
                    """);
        assertEquals(List.of(), wrong);
    }

    /**
     * Random texts (by seed) in many scripts with Markdown syntax: nothing throws, all letters are kept, something is
     * visible, and links have the right target.
     */
    @Test
    void noTextLosesAnything() {
        Visitor mira = visitors.atDesk().fromSources().open(room).as("Mira");
        Object wrong = mira.page().evaluate("async () => {" + RENDERER + """
                    const ascii = Array.from({ length: 94 }, (each, at) => String.fromCharCode(33 + at));
                    const words = ['one', 'Ärger', 'naïve', 'Ελλάδα', 'привет', 'שלום', 'مرحبا', 'नमस्ते', 'বাংলা', 'தமிழ்', 'ไทย', 'ລາວ', 'မြန်မာ', 'ខ្មែរ', 'ქართული', 'հայերեն', 'አማርኛ', '漢字', 'ひらがな', 'カタカナ', '한국어',
                      'ﬁ', 'ǅ', 'İ', 'ß', '𝒳', '𐍈', '½', '²', '٣', '१', 'e\\u0301', '👩‍💻', '🇩🇪', '❤️', '\\u200d', '\\u200b', '\\u202e', '\\u2066', '\\u00a0', '\\u3164', '\\ufeff', '007', '1', '42', '1986'];
                    const marks = ['# ', '## ', '> ', '>', '- ', '+ ', '* ', '- [ ] ', '- [x] ', '1. ', '1) ', '3. ', '12. ', '1986. ', '007. ', '```', '```js a="b"\\n', '~~~\\n', '`', '``', '**', '*', '_', '__', '~~', '~', '---', '***', '___',
                      '[', '](', '](https://b.example)', '](<https://b.example> "title")', '](javascript:x)', '![', '<', '</', '<b>', '<!--', '-->', '|', '| a | b |\\n|:-|-:|\\n', '|-|\\n', '\\\\', '\\\\*', '&amp;', '&#35;', ':tada:', '[^1]',
                      '[a]: https://c.example', '[a]', '    ', '\\t', '  \\n', '=', '===\\n', '@', '@Mira', '@everyone'];
                    const addresses = ['https://a.example/x', 'www.a.example', 'ana@a.example', 'mailto:ana@a.example', '<https://a.example>', '[w](https://a.example)', '[https://a.example](https://b.example)', 'https://', 'https://[', 'a@'];
                    const gaps = ['', '', '', ' ', '\\n', '\\n\\n'];
                    let state = 20_261_128;
                    const random = below => { // mulberry32
                      state = state + 0x6d2b79f5 | 0;
                      let t = Math.imul(state ^ state >>> 15, 1 | state);
                      t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
                      return ((t ^ t >>> 14) >>> 0) % below;
                    };
                    const one = list => list[random(list.length)];
                    const made = () => Array.from({ length: 1 + random(12) }, () => one([ascii, words, words, marks, marks, addresses].map(one)) + one(gaps)).join('');
                    const texts = [...ascii, ...words, ...marks, ...addresses, ...ascii.flatMap(a => ascii.slice(0, 32).map(b => a + b)), ...Array.from({ length: 4_000 }, made)];

                    const VISIBLE = /[^\\s\\p{Cc}\\p{Cf}\\p{M}\\u3164]/u;
                    const counted = text => {
                      const counts = new Map();
                      for (const letter of text.match(/[\\p{L}\\p{N}]/gu) ?? []) counts.set(letter, (counts.get(letter) ?? 0) + 1);
                      return counts;
                    };
                    const numbers = list => [...list.children].map((item, at) => item.value || list.start + at);
                    /**
                     * The visible text, including tooltips. An ordered list renumbers its items, so their typed
                     * numbers may be missing.
                     */
                    const kept = element => [element.textContent, ...[...element.querySelectorAll('a, .pre-h > span')].map(each => `${each.title}${each.textContent === each.href ? '' : each.getAttribute('href') ?? ''}`),
                      ...[...element.querySelectorAll('ol')].flatMap(numbers), ...[...element.querySelectorAll('.box')].map(() => 'xX')].join(' ');
                    const wrong = [];
                    for (const text of texts) {
                      try {
                        const element = shown(text);
                        const all = counted(kept(element));
                        const countsItself = [...element.querySelectorAll('ol')].some(list => list.children.length > 1 && !list.children[0].hasAttribute('value'));
                        const lost = [...counted(text)].filter(([letter, count]) => !((all.get(letter) ?? 0) >= count) && !(countsItself && /[0-9]/.test(letter))).map(([letter]) => letter);
                        if (lost.length) wrong.push([text, 'lost', lost.join('')]);
                        if (VISIBLE.test(text) && !VISIBLE.test(element.textContent)) wrong.push([text, 'shows nothing']);
                        for (const a of element.querySelectorAll('a')) {
                          if (a.querySelector('a') || !VISIBLE.test(a.textContent)) wrong.push([text, 'link in a link, or of nothing']);
                          if (!['https:', 'http:', 'mailto:'].includes(a.protocol)) wrong.push([text, a.href]);
                          const named = a.textContent.match(/https:\\/\\/[ab]\\.example/)?.[0];
                          if (named && !a.getAttribute('href').includes(named)) wrong.push([text, 'leads elsewhere', a.href]);
                        }
                      } catch (error) {
                        wrong.push([text, String(error)]);
                      }
                    }
                    return wrong.slice(0, 20);
                    }
                    """);
        assertEquals(List.of(), wrong);
    }
}
