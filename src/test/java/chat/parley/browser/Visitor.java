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

/** One user with a browser. Acts in the first tab unless switched to another one. */
final class Visitor {
    private static final String TELL_OF_VIOLATIONS =
            "addEventListener('securitypolicyviolation', e => console.error(`CSP: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`))";
    // Chromium's own messages when there is no server; not an error of the page.
    private static final List<String> EXPECTED =
            List.of("WebSocket connection to", "Failed to load resource: net::ERR_INTERNET_DISCONNECTED");

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
        context.onConsoleMessage(message -> {
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

    /** Opens an existing room. */
    Visitor open(String room) {
        make(room);
        return follow(room);
    }

    /** Follows a link to a room, which may be missing. */
    Visitor follow(String room) {
        page.navigate(host.http() + "?room=" + URLEncoder.encode(room, StandardCharsets.UTF_8));
        return this;
    }

    /** Creates the room, because a link does not. The creator has left when this returns. */
    private void make(String room) {
        if (!MADE.add(host.http() + room)) {
            return;
        }
        try (Chatter maker = Chatter.withKey("Maker", UUID.randomUUID().toString(), host)) {
            maker.ask("join", "room", room);
            maker.ask("leave", "room", room);
        }
    }

    /** Opens the address of a message. */
    Visitor open(String room, int at) {
        make(room);
        page.navigate(host.http() + "?room=" + URLEncoder.encode(room, StandardCharsets.UTF_8) + "&at=" + at);
        return this;
    }

    Visitor openLobby() {
        page.navigate(host.http().toString());
        return this;
    }

    /** Disables IndexedDB, as in a browser without storage. Must be called before the page is opened. */
    Visitor withoutIndexedDb() {
        context.addInitScript("indexedDB.open = () => { throw new DOMException('denied', 'SecurityError') }");
        return this;
    }

    /** Disables APIs that browsers offer only in secure contexts. Must be called before the page is opened. */
    Visitor asOnPlainHttp() {
        context.addInitScript(
                "Object.defineProperty(navigator, 'locks', { value: undefined }); crypto.randomUUID = undefined");
        return this;
    }

    /**
     * Doubles the time of notices and undo: on a busy machine, one click may take the usual five seconds. Must be
     * called before the page is opened.
     */
    Visitor unhurried() {
        context.addInitScript("""
                {
                  const { setTimeout: later, clearTimeout: never } = globalThis;
                  const held = new Map();
                  globalThis.setTimeout = (action, ms, ...more) => {
                    if (![2500, 5000].includes(ms)) return later(action, ms, ...more);
                    const id = later(() => held.get(id)(), 2 * ms);
                    held.set(id, () => held.delete(id) && action(...more));
                    return id;
                  };
                  globalThis.clearTimeout = id => {
                    held.delete(id);
                    never(id);
                  };
                  globalThis.letTimePass = () => {
                    for (const [id, action] of [...held]) {
                      never(id);
                      action();
                    }
                  };
                }
                """);
        return this;
    }

    /** Ends the time of all short messages, and of the deletions that wait for it. The visitor must be unhurried. */
    void letTimePass() {
        page.evaluate("letTimePass()");
    }

    /**
     * Serves the page's modules instead of its bundle, so that scripts can import them. Must be called before the page
     * is opened.
     */
    Visitor fromSources() {
        String modules = host.http().resolve("js/").toString();
        context.route(
                address -> address.startsWith(modules),
                route -> route.fulfill(new FulfillOptions()
                        .setPath(SOURCES.resolve(route.request().url().substring(modules.length())))));
        context.route(
                BUNDLE,
                route -> route.fulfill(
                        new FulfillOptions().setContentType("text/javascript").setBody("import '../js/main.js'")));
        return this;
    }

    /** Enters the name that the page asks for. */
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

    /** So that the tools do not go to a message that moves under the mouse. */
    void putMouseAway() {
        page.mouse().move(0, 0);
    }

    void say(String text) {
        composer().fill(text);
        composer().press("Enter");
    }

    /** Runs a script with the client library's {@code connect} and the given {@code room}. @return the script's result */
    Object withClient(String script, String room) {
        String load = "const { connect } = await import(new URL('js/parley-client.js', document.baseURI));";
        return page.evaluate("async room => { " + load + script + " }", room);
    }

    void rename(String name) {
        button("Change name").click();
        page.getByLabel("Your name").fill(name);
        button("Save").click();
    }

    /** Clicks "Try now", unless the page has just reconnected. */
    void triesNow() {
        button("Try now")
                .or(page.locator("#connection:has-text('Connected')"))
                .first()
                .click();
    }

    void reload() {
        page.reload();
        assertThat(page.locator("#self strong")).not().isEmpty();
    }

    /** The number of unsent messages in this browser's storage. */
    Object kept() {
        return page.evaluate("""
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

    /** Finds the room in the directory and joins it. */
    void join(String room) {
        button("Browse rooms").click();
        page.getByLabel("Find a room").fill(room);
        button("Join " + room).click();
    }

    /** Searches with the button in the room's header. */
    void search(String query) {
        page.locator("#search-open").click();
        page.locator("#search-input").fill(query);
    }

    /** Repeats the search until it has this many hits, because indexing is asynchronous. */
    void finds(String query, int hits) {
        search(query);
        page.waitForCondition(() -> {
            page.locator("#search-input").press("Enter"); // at once: the hits of the last query would count
            assertThat(page.locator(".s-state")).not().hasText("Searching…");
            return hits().count() == hits;
        });
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

    /** Asserts the visible messages, from oldest to newest. */
    void sees(List<String> texts) {
        assertThat(page.locator("#log .text")).hasText(texts.toArray(String[]::new));
    }

    Locator message(String text) {
        return messages()
                .filter(new Locator.FilterOptions()
                        .setHas(page.locator(".text").getByText(text, new Locator.GetByTextOptions().setExact(true))));
    }

    Locator message(int offset) {
        return page.locator("#log article[data-offset='" + offset + "']");
    }

    /** The placeholders of deleted messages. */
    Locator tombstones() {
        return page.locator("#log .gone");
    }

    /** Points to or taps on a message and clicks one of its tools. */
    void tool(Locator message, String name) {
        message.locator(".text").first().click(new Locator.ClickOptions().setPosition(3, 3));
        message.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    void choose(Locator message, String item) {
        tool(message, "More actions");
        page.getByRole(AriaRole.MENUITEM, new GetByRoleOptions().setName(item)).click();
    }

    /** An emoji in the open picker. */
    Locator emoji(String emoji) {
        return page.locator(":is(.pop, dialog.emoji) button")
                .filter(new Locator.FilterOptions().setHasText(emoji))
                .first();
    }

    /** The reaction buttons below a message, by emoji. */
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
        return page.locator("#rooms a")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(name, new Page.GetByTextOptions().setExact(true))));
    }

    Locator peopleOnline() {
        return page.locator("#who b");
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
    }

    Locator banner() {
        return page.locator("#banner");
    }

    /** The error message of the open form. */
    Locator formError() {
        return page.locator("dialog[open] .err");
    }

    /** Takes a screenshot for people to look at, unless {@code -Dparley.screenshots=false} saves the time. */
    void screenshot(String name) {
        if (!"false".equals(System.getProperty("parley.screenshots"))) {
            screenshotOfFailure(name);
        }
    }

    void screenshotOfFailure(String name) {
        Path folder = Path.of(System.getProperty("parley.build", "target"), "screenshots", host.name());
        page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")));
    }
}
