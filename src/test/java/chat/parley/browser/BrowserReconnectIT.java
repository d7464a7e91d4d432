package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server goes away and comes back: nothing is lost, nothing is doubled, and nobody has to reload. */
class BrowserReconnectIT {
  private static final double UNTIL_BACK_MS = 60_000;

  @RegisterExtension static final Visitors visitors = new Visitors();

  @Test
  void aMessageWrittenWhileTheServerIsAwayIsDeliveredOnce() {
    try (Host host = Hosts.fresh(Map.of())) {
      visitors.comeTo(host);
      Visitor mira = visitors.atDesk().openLobby().as("Mira");
      Visitor jonas = visitors.onPhone(ColorScheme.DARK).openLobby();
      jonas.as("Jonas");
      mira.say("before");
      assertThat(jonas.message("before")).hasCount(1);

      host.stop();
      assertThat(mira.button("Try now")).isVisible();
      assertThat(mira.page().locator("#connection")).hasText("Reconnecting…");
      assertThat(mira.page().locator("#people")).hasClass(Pattern.compile("\\bstale\\b"));
      mira.say("meanwhile");
      assertThat(mira.message("meanwhile")).containsText("Waiting for connection");
      assertThat(mira.banner()).containsText("1 message is kept here");
      mira.screenshot("reconnecting");
      jonas.screenshot("reconnecting-phone");

      host.start();
      assertThat(mira.page().locator("#connection")).hasText("Connected", new HasTextOptions().setTimeout(UNTIL_BACK_MS));
      assertThat(mira.button("Try now")).hasCount(0);
      assertThat(mira.notice("What was said before is no longer on the server")).hasCount(1);
      assertThat(mira.page().locator("#people")).not().hasClass(Pattern.compile("\\bstale\\b"));
      assertThat(jonas.page().locator("#connection")).hasText("Connected", new HasTextOptions().setTimeout(UNTIL_BACK_MS));
      assertThat(jonas.message("meanwhile")).hasCount(1);
      mira.say("after");
      assertThat(jonas.message("after")).hasCount(1);
      assertThat(mira.message("after")).hasCount(1);
      assertThat(mira.message("meanwhile")).hasCount(1);
      assertThat(jonas.message("meanwhile")).hasCount(1);
    }
  }

  @Test
  void aKilledServerIsFoundAgainByTryNow() {
    try (Host host = Hosts.fresh(Map.of())) {
      visitors.comeTo(host);
      Visitor mira = visitors.atDesk().openLobby().as("Mira");
      host.kill();
      assertThat(mira.button("Try now")).isVisible();
      mira.say("first");
      mira.say("second");
      host.start();
      mira.button("Try now").or(mira.page().locator("#connection:has-text('Connected')")).first().click();
      mira.connected();
      assertThat(mira.page().locator("#log article.sent")).hasCount(2);
      assertThat(mira.messages().first()).containsText("first");
      assertThat(mira.messages().last()).containsText("second");
    }
  }
}
