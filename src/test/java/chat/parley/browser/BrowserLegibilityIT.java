package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Legibility for eyes and screen readers: gaps, sizes, contrast, text direction and announcements. */
class BrowserLegibilityIT {
    private static final String LONG =
            "A sentence of a long message. ".repeat(266).strip();
    private static final String ARABIC = "غرفة المنصة";

    @RegisterExtension
    static final Visitors visitors = new Visitors();

    private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void aScreenReaderHearsWhatIsShown() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        jonas.say("**bold**, `code` and [a site](https://example.org/a)\n- [x] done\n- ~~open~~");
        assertThat(mira.hears()).hasText("Jonas: bold, code and a site ✓ done open");
        mira.tool(mira.messages().first(), "Reply");
        assertThat(mira.page().locator("#composing .q-t")).hasText("bold, code and a site");
    }

    @Test
    void aFloodIsSummedUpAndNotReadOut() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.page().evaluate("""
            () => {
              window.heard = [];
              const announcer = document.getElementById('announcer');
              new MutationObserver(() => {
                document.body.dataset.heard = heard.push({ at: performance.now(), text: announcer.textContent });
              }).observe(announcer, { childList: true });
            }
            """);
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        jonas.page().evaluate("""
            async room => {
              const { connect } = await import(new URL('js/parley-client.js', document.baseURI));
              const client = connect({ name: 'Amara' });
              const there = await client.join(room);
              const flood = setInterval(() => there.send('@Mira, the **flood**').catch(() => {}), 150);
              window.stop = () => { clearInterval(flood); return client.close(); };
            }
            """, room);
        assertThat(mira.page().locator("body")).hasAttribute("data-heard", Pattern.compile("[3-9]|\\d\\d+"));
        jonas.page().evaluate("stop()");
        List<?> pauses = (List<?>) mira.page().evaluate("heard.slice(1).map(({ at }, index) => at - heard[index].at)");
        assertTrue(pauses.stream().allMatch(pause -> ((Number) pause).doubleValue() >= 4_900), pauses::toString);
        assertTrue(
                (Boolean) mira.page()
                        .evaluate("/^\\d+ new messages from Amara; Amara mentioned you$/.test(heard[1].text)"),
                () -> mira.page().evaluate("heard").toString());
    }

    @Test
    void aMentionInAnotherRoomIsAnnounced() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.room("lobby").click();
        assertThat(mira.page()).hasTitle("lobby · Parley");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        jonas.say("nothing for her");
        jonas.say("@Mira, **look** at this");
        assertThat(mira.hears()).hasText("Jonas mentioned you in " + room + ": @Mira, look at this");
    }

    @Test
    void todayIsYesterdayAfterMidnight() {
        // A time zone where it is noon, because messages have the server's time.
        int hoursToNoon = 12 - LocalTime.now(ZoneOffset.UTC).getHour();
        String zone = hoursToNoon == 0 ? "UTC" : "Etc/GMT" + (hoursToNoon > 0 ? "-" : "+") + Math.abs(hoursToNoon);
        Visitor mira =
                visitors.come(new NewContextOptions().setViewportSize(1440, 900).setTimezoneId(zone));
        LocalDateTime night = LocalDateTime.now(ZoneId.of(zone)).toLocalDate().atTime(22, 0);
        mira.page()
                .clock()
                .install(new Clock.InstallOptions()
                        .setTime(night.atZone(ZoneId.of(zone)).toInstant().toEpochMilli()));
        mira.open(room).as("Mira");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        jonas.say("late");
        assertThat(mira.message("late")).hasCount(1);
        mira.finds("late in:\"" + room + "\"", 1);
        assertThat(mira.hits().locator("time")).containsText("Today");
        mira.page().clock().fastForward(3 * 3_600_000);
        assertThat(mira.page().locator("#log .day").first()).hasText("Yesterday");
        assertThat(mira.hits().locator("time")).containsText("Yesterday");
    }

    @Test
    void aLongTopicCanBeRead() {
        Visitor mira = visitors.onPhone(320, ColorScheme.LIGHT).open(room).as("Mira");
        String topic =
                "Build, deploy and on-call for all of the servers; ".repeat(5).strip();
        mira.page().locator("#topic").tap();
        mira.page().locator("#topic-input").fill(topic);
        mira.page().locator("#topic-input").press("Enter");
        assertThat(mira.page().locator("#topic")).hasText(topic);
        assertThat(mira.page().locator("#topic")).hasAttribute("title", topic);
        mira.page().locator("#topic").tap();
        assertThat(mira.page().locator("#topic-input")).hasValue(topic);
        assertTrue((Boolean) mira.page()
                .locator("#topic-input")
                .evaluate("text => text.scrollHeight <= text.clientHeight && text.scrollWidth <= text.clientWidth"));
        mira.screenshot("topic");
    }

    @Test
    void aLongMessageIsFoldedUntilItIsAskedFor() {
        for (Visitor mira : List.of(visitors.atDesk(), visitors.onPhone(320, ColorScheme.DARK))) {
            String here = room + (mira.page().viewportSize().width);
            mira.open(here).as("Mira");
            mira.say("short");
            mira.say(LONG);
            Locator fold = mira.page().locator("#log .fold");
            assertThat(mira.button("Show more")).isVisible();
            assertTrue(height(fold) <= 420, () -> "folded " + height(fold));
            assertEquals(LONG, fold.textContent().strip());
            mira.screenshot("folded-" + mira.page().viewportSize().width);
            mira.button("Show more").click();
            assertThat(mira.button("Show less")).hasAttribute("aria-expanded", "true");
            assertTrue(height(fold) > 1_000, () -> "unfolded " + height(fold));
            mira.say("after it");
            assertThat(mira.message("after it")).isInViewport();
            mira.button("Show less").click();
            assertThat(mira.button("Show more")).hasAttribute("aria-expanded", "false");
            assertTrue(height(fold) <= 420, () -> "folded again " + height(fold));
            mira.open(here, (Integer) mira.page()
                            .evaluate("Number(document.querySelector('#log article:has(.fold)').dataset.offset)"))
                    .connected();
            assertThat(mira.button("Show less")).isVisible(); // the target of a link is never collapsed
        }
    }

    @Test
    void whoUnfoldsAMessageStaysWhereTheyAre() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        assertThat(mira.page().locator("#log")).containsText("Jonas connected");
        mira.say(LONG);
        assertThat(mira.button("Show more")).isVisible();
        mira.button("Show more").click();
        Object top = mira.messages().first().evaluate("row => row.getBoundingClientRect().top");
        jonas.say("news");
        assertThat(mira.page().locator("#latest")).hasText("1 new message");
        assertEquals(top, mira.messages().first().evaluate("row => row.getBoundingClientRect().top"));
    }

    @Test
    void gapsTellMessagesFromParagraphs() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        mira.say("one paragraph\n\nanother one");
        mira.say("a second message");
        mira.say("a third one");
        assertThat(jonas.page().locator("#log article.sent")).hasCount(3);
        jonas.say("a message of somebody else");
        assertThat(mira.page().locator("#log article.sent")).hasCount(4);
        assertEquals(List.of(4, 10, 10, true), mira.page().evaluate("""
                () => {
                  const box = element => element.getBoundingClientRect();
                  const [first, second, third, other] = document.querySelectorAll('#log article');
                  const gap = (upper, lower) => Math.round(box(lower.querySelector('.text')).top - box(upper.querySelector('.text')).bottom);
                  const [one, another] = first.querySelectorAll('p');
                  return [Math.round(box(another).top - box(one).bottom), gap(first, second), gap(second, third), box(other.querySelector('.mh')).top - box(third).bottom >= 10];
                }
                """));
    }

    @Test
    void aRoomHasOneNumberInTheRail() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        mira.room("lobby").click();
        Visitor jonas = visitors.atDesk().open(room).as("Jonas");
        assertThat(mira.room(room)).hasText(room);
        jonas.say("one");
        assertThat(mira.room(room)).hasText(room + " 1 new");
        jonas.say("@Mira two");
        assertThat(mira.room(room)).hasText(room + " @1 mention");
    }

    @Test
    void oneHintIsShownAtATime() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        Locator keys = mira.page().locator("#composer kbd:visible");
        assertThat(keys).hasText(new String[] {"Enter", "Shift Enter"});
        mira.say("to be edited");
        assertThat(mira.page().locator("#log article.sent")).hasCount(1);
        mira.composer().press("ArrowUp");
        assertThat(mira.button("Cancel editing")).isVisible();
        assertThat(keys).hasText(new String[] {"Esc", "Enter"});
        mira.screenshot("edit-mode");
        mira.button("Code block").click();
        assertThat(keys).hasText(new String[] {"Esc", "Ctrl Enter"});
        mira.page().keyboard().press("Escape");
        assertThat(keys).hasText(new String[] {"Enter", "Shift Enter"});
        Visitor phone = visitors.onPhone(320, ColorScheme.LIGHT).open(room).as("Lea");
        phone.say("to be edited, too");
        assertThat(phone.page().locator("#log article.sent")).hasCount(2);
        phone.composer().press("ArrowUp");
        assertThat(phone.page().locator("#composing b")).hasText("Editing message");
        assertTrue(
                (Boolean) phone.page()
                        .locator("#composing b")
                        .evaluate("title => title.scrollWidth <= title.clientWidth"),
                "cut");
    }

    @Test
    void theMessageBoxShowsWholeRows() {
        for (Visitor mira : List.of(visitors.atDesk(), visitors.onPhone(320, ColorScheme.LIGHT))) {
            mira.open(room).as("Mira");
            mira.composer().fill("a row\n".repeat(40) + "gjpqy");
            mira.screenshot("whole-rows-" + mira.page().viewportSize().width);
            double rows = (Double) mira.composer()
                    .evaluate("text => text.clientHeight / parseFloat(getComputedStyle(text).lineHeight) + .0001");
            assertTrue(rows > 4 && Math.abs(rows - Math.round(rows)) < .05, () -> rows + " rows");
        }
    }

    @Test
    void emojiAloneAreLarge() {
        Visitor mira = visitors.atDesk().open(room).as("Mira");
        List<String> large = List.of("🎉", "❤️", "❤", "👩‍💻 👍🏽", "🇩🇪🇫🇷", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🎉\n🎉");
        List<String> usual = List.of("🎉!", "1", "ok 🎉", "🎉".repeat(31), "#");
        large.forEach(mira::say);
        usual.forEach(mira::say);
        assertThat(mira.page().locator("#log article.sent")).hasCount(large.size() + usual.size());
        assertEquals(
                List.of("32px", "15px"),
                mira.page()
                        .evaluate(
                                "sizes => [...document.querySelectorAll('#log .text')].map(text => getComputedStyle(text).fontSize).filter((size, at, all) => size !== all[at - 1])"));
        assertThat(mira.page().locator("#log .text.large")).hasCount(large.size());
    }

    /** On every background of an avatar. Initials need 4.5:1. */
    @Test
    void avatarsStandOutInBothSchemes() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            Visitor mira = visitors.atDesk(scheme).open(room).as("Mira");
            Object weak = mira.page().evaluate("""
                  () => {
                    const probe = document.createElement('span');
                    document.body.append(probe);
                    const linear = part => (part /= 255) <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4;
                    const light = colour => colour.match(/\\d+/g).slice(0, 3).map(Number).map(linear).reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], 0);
                    const contrast = (a, b) => (Math.max(light(a), light(b)) + .05) / (Math.min(light(a), light(b)) + .05);
                    const token = name => { probe.className = ''; probe.style.background = `var(--${name})`; return getComputedStyle(probe).backgroundColor; };
                    const grounds = ['bg', 'rail', 'hover', 'rail-hover', 'raised', 'mark', 'accent-soft', 'danger-soft'].map(name => [name, token(name)]);
                    const weak = [];
                    for (let at = 1; at <= 18; at++) {
                      probe.style.background = '';
                      probe.className = `av h${at}`;
                      const { color, backgroundColor } = getComputedStyle(probe);
                      if (contrast(color, backgroundColor) < 4.5) weak.push([at, 'initials', contrast(color, backgroundColor)]);
                      for (const [name, ground] of grounds) if (contrast(ground, backgroundColor) < 3) weak.push([at, name, contrast(ground, backgroundColor)]);
                    }
                    probe.remove();
                    return weak;
                  }
                  """);
            assertEquals(List.of(), weak, scheme.name());
        }
    }

    @Test
    void anArabicNameStandsNextToItsHash() {
        String arabic = ARABIC + " " + room.substring(5);
        Visitor mira = visitors.atDesk().open(arabic).as("Mira");
        Object gaps = mira.page().evaluate("""
                () => {
                  const box = element => element.getBoundingClientRect();
                  const link = document.querySelector('#rooms [aria-current]');
                  const head = document.getElementById('room-name');
                  return [box(link.querySelector('bdi')).left - box(link.querySelector('.i')).right, box(head.querySelector('bdi')).left - box(head).left];
                }
                """);
        assertTrue(((List<?>) gaps).stream().allMatch(gap -> ((Number) gap).doubleValue() < 30), gaps::toString);
        mira.screenshot("arabic-room");
    }

    /** Applies to every truncated text. */
    @Test
    void namesThatAreCutHaveATitle() {
        String longRoom = room + " whose name no rail is wide enough to show";
        Visitor mira =
                visitors.atDesk().open(longRoom).as("Mira with a name that is longer than anybody could want it");
        Visitor jonas = visitors.onPhone(320, ColorScheme.LIGHT)
                .open(longRoom)
                .as("Jonas with a name that is longer than anybody could want it");
        mira.say("Good morning");
        assertThat(jonas.message("Good morning")).hasCount(1);
        jonas.tool(jonas.messages().first(), "Reply");
        namesAreWhole(jonas.page());
        jonas.say("And to you");
        assertThat(mira.page().locator("#log .q")).isVisible();
        mira.composer().pressSequentially("@jon");
        assertThat(mira.page().locator("#options")).isVisible();
        namesAreWhole(mira.page());
        mira.composer().fill("");
        mira.finds("morning in:\"" + longRoom + "\"", 1);
        namesAreWhole(mira.page());
        mira.button("Close search").click();
        mira.button("Browse rooms").click();
        mira.page().getByLabel("Find a room").fill(room);
        assertThat(mira.page().locator(".found li")).hasCount(1);
        namesAreWhole(mira.page());
        namesAreWhole(jonas.page());
    }

    @Test
    void timesAreWrittenAsTheReaderWritesThem() {
        Visitor lea = visitors.come(
                        new NewContextOptions().setViewportSize(1440, 900).setLocale("de-DE"))
                .fromSources()
                .open(room)
                .as("Lea");
        lea.say("Guten Morgen");
        assertTrue(lea.page().locator("#log .mh time").textContent().matches("\\d\\d:\\d\\d"));
        assertEquals(
                List.of("01:44", "01:44"),
                lea.page()
                        .evaluate(
                                "async () => { const { time, shortTime } = await import(new URL('js/shell/dates.js', document.baseURI)); const at = new Date(2026, 0, 2, 1, 44); return [time(at), shortTime(at)]; }"));
    }

    private static void namesAreWhole(Page page) {
        Object cut = page.evaluate("""
            () => [...document.querySelectorAll('*')].filter(each => {
              const { textOverflow, overflowX } = getComputedStyle(each);
              return textOverflow === 'ellipsis' && overflowX === 'hidden' && each.scrollWidth > each.clientWidth && each.querySelector('bdi') && !each.closest('[title]') && !each.querySelector('bdi[title]');
            }).map(each => each.outerHTML)
            """);
        assertEquals(List.of(), cut);
    }

    private static double height(Locator element) {
        return ((Number) element.evaluate("element => element.getBoundingClientRect().height")).doubleValue();
    }
}
