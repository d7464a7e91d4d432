package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.HostContract;
import chat.parley.e2e.host.Hosts;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is written is kept in the browser until the server has it: over a reload, a closed tab and a server that is gone. */
class BrowserOutboxIT {
  private static final double UNTIL_BACK_MS = 60_000;

  @RegisterExtension static final Visitors visitors = new Visitors();

  private final String room = "room " + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void whatIsWrittenOfflineIsSentOnceAndInOrderAfterAReload() {
    Visitor jonas = visitors.atDesk().open(room).as("Jonas");
    Visitor mira = visitors.atDesk();
    Line line = Line.of(mira.page());
    mira.open(room).as("Mira").say("before");
    assertThat(sent(mira)).hasCount(1);
    line.down();
    assertThat(mira.button("Try now")).isVisible();
    mira.say("one");
    mira.say("two");
    assertThat(mira.message("two")).containsText("Waiting for connection");

    mira.reload();
    mira.sees(List.of("one", "two"));
    assertThat(mira.message("one").locator(".a")).hasText("You");
    assertThat(mira.banner()).containsText("2 messages are kept here");
    mira.say("three");
    mira.sees(List.of("one", "two", "three"));
    mira.screenshot("kept-over-a-reload");

    line.up();
    mira.triesNow();
    jonas.sees(List.of("before", "one", "two", "three"));
    mira.sees(List.of("before", "one", "two", "three"));
    assertThat(sent(mira)).hasCount(4);
    mira.page().waitForCondition(() -> mira.kept().equals(0));
    mira.reload();
    mira.sees(List.of("before", "one", "two", "three"));
    jonas.say("is that all?");
    jonas.sees(List.of("before", "one", "two", "three", "is that all?"));
  }

  @Test
  @HostContract
  void aReloadAfterTheServersRestartSendsWhatWasWrittenMeanwhile() {
    try (Host host = Hosts.fresh(Map.of())) {
      visitors.comeTo(host);
      Visitor mira = visitors.atDesk().open(room).as("Mira");
      host.stop();
      assertThat(mira.button("Try now")).isVisible();
      List<String> texts = IntStream.rangeClosed(1, 5).mapToObj(n -> "message " + n).toList();
      texts.forEach(mira::say);
      mira.sees(texts);
      host.start();
      mira.reload();
      assertThat(mira.connected().page().locator("#log article.sent")).hasCount(5);
      Visitor jonas = visitors.atDesk().open(room).as("Jonas");
      jonas.sees(texts);
      mira.sees(texts);
    }
  }

  @Test
  void aServerKilledWhileManyMessagesAreSentHasOneOfEachInTheEnd() {
    try (Host host = Hosts.fresh(Map.of())) {
      visitors.comeTo(host);
      Visitor jonas = visitors.atDesk().open(room).as("Jonas");
      Visitor mira = visitors.atDesk().open(room).as("Mira");
      List<String> texts = IntStream.rangeClosed(1, 150).mapToObj(n -> "message " + n).toList();
      mira.page()
          .evaluate(
              """
              texts => {
                for (const value of texts) {
                  document.getElementById('text').value = value;
                  document.getElementById('composer').requestSubmit();
                }
              }
              """, texts);
      assertThat(mira.page().locator("#log article.sent .text").getByText("message 20", exactly())).hasCount(1);
      host.kill();
      assertThat(mira.page().locator("#log article:not(.sent) .text").getByText("message 150", exactly())).hasCount(1);
      host.start();
      assertThat(sent(mira)).hasCount(150, new HasCountOptions().setTimeout(UNTIL_BACK_MS));
      assertThat(jonas.page().locator("#connection")).hasText("Connected", new HasTextOptions().setTimeout(UNTIL_BACK_MS));
      jonas.sees(texts);
      mira.sees(texts);
    }
  }

  @Test
  void aRefusedMessageIsOfferedAgainAfterAReload() {
    Visitor mira = visitors.atDesk().asOnPlainHttp();
    Line line = Line.of(mira.page());
    line.refusePosts(true);
    mira.open(room).as("Mira").say("not yet");
    mira.say("never");
    assertThat(mira.button("Retry")).hasCount(2);

    mira.reload();
    mira.connected();
    assertThat(mira.message("not yet")).containsText("Not sent: It has characters that cannot be sent");
    assertThat(mira.button("Retry")).hasCount(2);
    mira.message("never").getByText("Discard").click();
    mira.sees(List.of("not yet"));
    mira.page().waitForCondition(() -> mira.kept().equals(1));

    mira.reload();
    mira.connected();
    mira.sees(List.of("not yet"));
    line.refusePosts(false);
    mira.button("Retry").click();
    assertThat(sent(mira)).hasCount(1);
    mira.page().waitForCondition(() -> mira.kept().equals(0));
  }

  @Test
  void aTabSendsWhatItWroteAndWhatAClosedTabHasLeft() {
    Visitor jonas = visitors.atDesk().open(room).as("Jonas");
    Visitor mira = visitors.atDesk();
    Page first = mira.page();
    Line line = Line.of(first);
    mira.open(room).as("Mira");
    line.down();
    assertThat(mira.button("Try now")).isVisible();
    mira.say("from the first tab");
    assertThat(mira.message("from the first tab")).containsText("Waiting for connection");
    mira.page().waitForCondition(() -> mira.kept().equals(1));

    mira.anotherTab("another " + room);
    mira.say("from the second tab");
    assertThat(sent(mira)).hasCount(1);
    jonas.say("Is Mira here?");
    jonas.sees(List.of("Is Mira here?")); // it is the first tab's message, and that tab is there
    assertEquals(1, mira.kept());

    first.close();
    mira.anotherTab("another " + room);
    jonas.sees(List.of("Is Mira here?", "from the first tab"));
    assertThat(mira.room(room)).isVisible();
    mira.sees(List.of("from the second tab"));
    mira.page().waitForCondition(() -> mira.kept().equals(0));
  }

  @Test
  void whatIsLeftUnsentInARoomThatIsLeftIsForgotten() {
    Visitor mira = visitors.atDesk();
    Line line = Line.of(mira.page());
    mira.open(room).as("Mira");
    line.down();
    mira.say("never mind");
    mira.page().waitForCondition(() -> mira.kept().equals(1));
    mira.page().onceDialog(Dialog::accept);
    mira.button("Leave " + room).click();
    mira.page().waitForCondition(() -> mira.kept().equals(0));
    line.up();
    mira.reload();
    mira.connected();
    assertThat(mira.page()).hasTitle("lobby · Parley");
    assertThat(mira.button("Leave " + room)).hasCount(0);
  }

  @Test
  void whatCanNeverBeSentIsKeptUntilItsRoomIsLeft() {
    String refused = "Bad\u200BRoom";
    Visitor mira = visitors.atDesk();
    Line line = Line.of(mira.page());
    mira.openLobby().as("Mira");
    line.down();
    mira.open(refused).say("to nobody");
    mira.page().waitForCondition(() -> mira.kept().equals(1));
    line.up();
    mira.triesNow();
    assertThat(mira.page().locator("#log")).containsText("This room cannot be opened.");
    mira.openLobby().connected();
    mira.room(refused).click();
    assertThat(mira.page().locator("#log")).containsText("This room cannot be opened.");
    mira.page().onceDialog(Dialog::accept);
    mira.button("Leave " + refused).click();
    mira.page().waitForCondition(() -> mira.kept().equals(0));
  }

  @Test
  void aTabAsksBeforeItIsClosedOnlyWhereTheBrowserKeepsNothing() {
    for (boolean keeps : List.of(true, false)) {
      Visitor mira = keeps ? visitors.atDesk() : visitors.atDesk().withoutIndexedDb();
      Line line = Line.of(mira.page());
      mira.open(room).as("Mira");
      line.refusePosts(true);
      mira.say("not yet");
      assertThat(mira.message("not yet")).containsText("Not sent: It has characters that cannot be sent");
      List<String> asked = new ArrayList<>();
      mira.page().onDialog(dialog -> dismiss(dialog, asked));
      if (!keeps) {
        mira.page().close(new Page.CloseOptions().setRunBeforeUnload(true));
        mira.page().waitForCondition(() -> asked.equals(List.of("beforeunload")));
        line.refusePosts(false);
        mira.button("Retry").click();
        assertThat(sent(mira)).hasCount(1);
      }
      mira.page().waitForClose(() -> mira.page().close(new Page.CloseOptions().setRunBeforeUnload(true)));
      assertEquals(keeps ? List.of() : List.of("beforeunload"), asked);
    }
  }

  private static void dismiss(Dialog dialog, List<String> asked) {
    asked.add(dialog.type());
    dialog.dismiss();
  }

  private static Locator sent(Visitor visitor) {
    return visitor.page().locator("#log article.sent");
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }
}
