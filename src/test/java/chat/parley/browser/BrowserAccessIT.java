package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** For everybody: no finding of axe in any state, the whole page by keyboard, and on a phone. */
class BrowserAccessIT {
  private static final List<String> RULES = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  @RegisterExtension static final Visitors visitors = new Visitors();

  private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void axeFindsNothingAtADesk(ColorScheme colors) {
    everyStateIsClean(visitors.atDesk(colors), "desk-" + colors);
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void axeFindsNothingOnAPhone(ColorScheme colors) {
    Visitor mira = visitors.onPhone(colors);
    everyStateIsClean(mira, "phone-" + colors);
    mira.button("Back to rooms").click();
    assertClean(mira, "phone-" + colors + "-rooms");
  }

  @Test
  void aPhoneShowsRoomsOrARoom() {
    Visitor mira = visitors.onPhone(ColorScheme.LIGHT).openLobby().as("Mira");
    assertThat(mira.composer()).isVisible();
    assertThat(mira.room("lobby")).isHidden();
    mira.button("Back to rooms").click();
    assertThat(mira.composer()).isHidden();
    assertThat(mira.room("lobby")).isVisible();
    mira.button("New room").click();
    mira.page().getByLabel("Room name").fill(room);
    mira.button("Open room").click();
    assertThat(mira.composer()).isVisible();
    assertThat(mira.page().locator("h1")).hasText(room);

    mira.button("1 person online").click();
    assertThat(mira.page().locator("#people")).isVisible();
    assertThat(mira.button("Close people")).isFocused();
    mira.page().keyboard().press("Escape");
    assertThat(mira.page().locator("#people")).isHidden();
    assertThat(mira.button("1 person online")).isFocused();

    mira.page().goBack();
    assertThat(mira.room(room)).isVisible();
    mira.room(room).click();
    assertThat(mira.composer()).isVisible();
    mira.say("from a phone");
    assertThat(mira.message("from a phone").locator(".a")).hasText("You");
  }

  @Test
  void everythingCanBeDoneByKeyboard() {
    Visitor mira = visitors.atDesk().open(room);
    mira.page().keyboard().press("Escape");
    mira.page().keyboard().press("Escape");
    assertThat(mira.page().getByLabel("Your name")).isVisible();
    mira.page().keyboard().type("Mira");
    mira.page().keyboard().press("Enter");
    mira.connected();
    assertThat(mira.composer()).isFocused();
    mira.page().keyboard().type("first line");
    mira.page().keyboard().press("Shift+Enter");
    mira.page().keyboard().type("second line");
    mira.page().keyboard().press("Enter");
    assertThat(mira.messages()).hasCount(1);
    assertEquals(List.of("first line\nsecond line"), mira.page().locator("#log .text").allTextContents());
    assertThat(mira.composer()).isEmpty();

    mira.page().reload();
    mira.connected();
    mira.page().locator(".skip").focus();
    mira.page().keyboard().press("Enter");
    assertThat(mira.composer()).isFocused();
  }

  @Test
  void aMessageMayBeAsLongAsTheProtocolAllowsAndNoLonger() {
    Visitor mira = visitors.atDesk().open(room).as("Mira");
    mira.say("😀".repeat(8_001));
    assertThat(mira.page().locator("#left")).hasText("1 too many");
    assertThat(mira.messages()).hasCount(0);
    mira.say("😀".repeat(8_000));
    assertThat(mira.page().locator("#log article.sent")).hasCount(1);
    assertThat(mira.page().locator("#left")).isEmpty();
  }

  private void everyStateIsClean(Visitor mira, String name) {
    mira.open(room);
    assertThat(mira.page().getByLabel("Your name")).isVisible();
    assertClean(mira, name + "-name");
    mira.as("Mira Okafor");
    assertClean(mira, name + "-empty");
    Visitor jonas = visitors.atDesk().open(room).as("Jonas");
    jonas.say("Good morning: https://example.org");
    jonas.say("And one more");
    jonas.leave();
    assertThat(mira.notice("Jonas disconnected")).isVisible();
    mira.say("Good morning");
    assertThat(mira.page().locator("#log article.sent")).hasCount(3);
    assertClean(mira, name + "-room");

    BrowserContext context = mira.page().context();
    context.setOffline(true);
    assertThat(mira.button("Try now")).isVisible();
    mira.say("On the train");
    assertThat(mira.message("On the train")).containsText("Waiting for connection");
    assertThat(mira.banner()).containsText("You’re offline.");
    assertClean(mira, name + "-offline");
    context.setOffline(false);
    mira.connected();
    assertThat(mira.page().locator("#log article.sent")).hasCount(4);
  }

  private static void assertClean(Visitor visitor, String state) {
    visitor.screenshot(state);
    AxeResults results = new AxeBuilder(visitor.page()).withTags(RULES).analyze();
    assertFalse(results.getPasses().isEmpty(), "axe looked at nothing");
    assertEquals(List.of(), results.getViolations().stream().map(rule -> rule.getHelp() + ": " + rule.getNodes()).toList(), state);
  }
}
