package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.parley.client.Chatter;
import chat.parley.e2e.host.Host;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** One person with a browser, and what they do and see there; the first tab, unless another one was turned to. */
final class Visitor {
  private static final String TELL_OF_VIOLATIONS =
      "addEventListener('securitypolicyviolation', e => console.error(`CSP: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`))";
  // What Chromium itself logs when there is no server: no fault of the page.
  private static final List<String> EXPECTED = List.of("WebSocket connection to", "Failed to load resource: net::ERR_INTERNET_DISCONNECTED");

  private static final Set<String> MADE = ConcurrentHashMap.newKeySet();

  private static final Path SOURCES = Path.of("webapp", "js");
  static final Pattern BUNDLE = Pattern.compile(".*/assets/.*\\.js");

  private final Host host;
  private final BrowserContext context;
  private final List<String> complaints = new ArrayList<>();
  private Page page;

  Visitor(Host host, BrowserContext context) {
    this.host = host;
    this.context = context;
    context.addInitScript(TELL_OF_VIOLATIONS);
    context.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && EXPECTED.stream().noneMatch(message.text()::startsWith)) {
            complaints.add(message.text());
          }
        });
    context.onWebError(error -> complaints.add(error.error()));
    page = context.newPage();
  }

  Page page() {
    return page;
  }

  List<String> complaints() {
    return complaints;
  }

  /** Opens a room, which is there already. */
  Visitor open(String room) {
    make(room);
    return follow(room);
  }

  /** Follows a link to a room, which need not be there. */
  Visitor follow(String room) {
    page.navigate(host.http() + "?room=" + URLEncoder.encode(room, StandardCharsets.UTF_8));
    return this;
  }

  /** A link alone makes no room. Whoever makes this one is gone before anybody else is there. */
  private void make(String room) {
    if (!MADE.add(host.http() + room)) {
      return;
    }
    try (Chatter maker = Chatter.withKey("Maker", UUID.randomUUID().toString(), host)) {
      maker.ask("join", "room", room);
      maker.ask("leave", "room", room);
    }
  }

  /** By the address of a message. */
  Visitor open(String room, int at) {
    make(room);
    page.navigate(host.http() + "?room=" + URLEncoder.encode(room, StandardCharsets.UTF_8) + "&at=" + at);
    return this;
  }

  Visitor openLobby() {
    page.navigate(host.http().toString());
    return this;
  }

  /** As a browser that lets a page keep nothing. To be called before the page is opened. */
  Visitor withoutIndexedDb() {
    context.addInitScript("indexedDB.open = () => { throw new DOMException('denied', 'SecurityError') }");
    return this;
  }

  /** Without what browsers have on encrypted or local addresses only. To be called before the page is opened. */
  Visitor asOnPlainHttp() {
    context.addInitScript("Object.defineProperty(navigator, 'locks', { value: undefined }); crypto.randomUUID = undefined");
    return this;
  }

  /**
   * Has twice as long to read what is shown for a while, and to undo something: a busy machine may need the five seconds
   * for one press. To be called before the page is opened.
   */
  Visitor unhurried() {
    context.addInitScript(
        "{ const later = setTimeout; globalThis.setTimeout = (action, ms, ...more) => later(action, [2500, 5000].includes(ms) ? 2 * ms : ms, ...more); }");
    return this;
  }

  /** With the page's own modules, so that scripts can import them, in place of its bundle. To be called before the page is opened. */
  Visitor fromSources() {
    String modules = host.http().resolve("js/").toString();
    context.route(
        address -> address.startsWith(modules),
        route -> route.fulfill(new FulfillOptions().setPath(SOURCES.resolve(route.request().url().substring(modules.length())))));
    context.route(
        BUNDLE, route -> route.fulfill(new FulfillOptions().setContentType("text/javascript").setBody("import '../js/main.js'")));
    return this;
  }

  /** Gives the name that the page asks for. */
  Visitor as(String name) {
    page.getByLabel("Your name").fill(name);
    button("Join").click();
    return connected();
  }

  Visitor connected() {
    assertThat(page.locator("#connection")).hasText("Connected");
    return this;
  }

  Page anotherTab(String room) {
    page = context.newPage();
    open(room).connected();
    return page;
  }

  void turnTo(Page tab) {
    page = tab;
  }

  void say(String text) {
    composer().fill(text);
    composer().press("Enter");
  }

  /** Runs a script with the client library's {@code connect} and the given {@code room}; returns what the script returns. */
  Object withClient(String script, String room) {
    String load = "const { connect } = await import(new URL('js/parley-client.js', document.baseURI));";
    return page.evaluate("async room => { " + load + script + " }", room);
  }

  void rename(String name) {
    button("Change name").click();
    page.getByLabel("Your name").fill(name);
    button("Save").click();
  }

  /** Does not wait for the next try, unless it comes just now. */
  void triesNow() {
    button("Try now").or(page.locator("#connection:has-text('Connected')")).first().click();
  }

  void reload() {
    page.reload();
    assertThat(page.locator("#self strong")).not().isEmpty();
  }

  /** How many unsent messages this browser keeps. */
  Object kept() {
    return page.evaluate(
        """
        () => new Promise((resolve, reject) => {
          const opening = indexedDB.open('parley.outbox');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const counting = opening.result.transaction('drafts').objectStore('drafts').count();
            counting.onsuccess = () => resolve(counting.result, opening.result.close());
          };
        })
        """);
  }

  /** Finds the room among those that anybody may join, and does. */
  void join(String room) {
    button("Browse rooms").click();
    page.getByLabel("Find a room").fill(room);
    button("Join " + room).click();
  }

  /** Looks for messages, from the button in the room's head. */
  void search(String query) {
    page.locator("#search-open").click();
    page.locator("#search-input").fill(query);
  }

  Locator hits() {
    return page.locator("#search-results .hit");
  }

  void leave() {
    context.close();
  }

  Locator composer() {
    return page.locator("#text");
  }

  Locator messages() {
    return page.locator("#log article");
  }

  /** What is shown of each message, from the oldest to the newest. */
  void sees(List<String> texts) {
    assertThat(page.locator("#log .text")).hasText(texts.toArray(String[]::new));
  }

  Locator message(String text) {
    return messages().filter(new Locator.FilterOptions().setHas(page.locator(".text").getByText(text, new Locator.GetByTextOptions().setExact(true))));
  }

  Locator message(int offset) {
    return page.locator("#log article[data-offset='" + offset + "']");
  }

  /** Of a message that was taken back. */
  Locator tombstones() {
    return page.locator("#log .gone");
  }

  /** Points to a message, or taps on it, and presses one of the tools that come. */
  void tool(Locator message, String name) {
    message.locator(".text").first().click(new Locator.ClickOptions().setPosition(3, 3));
    message.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true)).click();
  }

  void choose(Locator message, String item) {
    tool(message, "More actions");
    page.getByRole(AriaRole.MENUITEM, new GetByRoleOptions().setName(item)).click();
  }

  /** In what is open to choose one from. */
  Locator emoji(String emoji) {
    return page.locator(":is(.pop, dialog.emoji) button").filter(new Locator.FilterOptions().setHasText(emoji)).first();
  }

  /** The buttons below a message, by their emoji. */
  Locator reaction(Locator message, String emoji) {
    return message.locator(".r").filter(new Locator.FilterOptions().setHasText(emoji));
  }

  Locator hears() {
    return page.locator("#announcer");
  }

  Locator notice(String text) {
    return page.locator("#log .notice").filter(new Locator.FilterOptions().setHasText(text));
  }

  Locator room(String name) {
    return page.locator("#rooms a").filter(new Locator.FilterOptions().setHas(page.getByText(name, new Page.GetByTextOptions().setExact(true))));
  }

  Locator peopleOnline() {
    return page.locator("#who b");
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
  }

  Locator banner() {
    return page.locator("#banner");
  }

  /** The page's own error, on the form that is open. */
  Locator formError() {
    return page.locator("dialog[open] .err");
  }

  void screenshot(String name) {
    Path folder = Path.of(System.getProperty("parley.build", "target"), "screenshots", host.name());
    page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")));
  }
}
