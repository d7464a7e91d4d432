package chat.parley.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page in docs/examples as it stands, with the package for npm, on another origin than Parley's. */
class BrowserExampleIT {
    private static final Path BUILT =
            Path.of(System.getProperty("parley.build", "target")).toAbsolutePath();
    private static final String PACKAGE = "/node_modules/parley-client/";

    @RegisterExtension
    static final Visitors visitors = new Visitors();

    @Test
    void theExamplePageShowsARoomAndSendsToIt() throws IOException {
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", BrowserExampleIT::answer);
        site.start();
        String origin = "http://127.0.0.1:" + site.getAddress().getPort();
        try (Host host = Hosts.fresh(Map.of("origins", origin))) {
            String address = origin + "/page.html?server=" + host.ws() + "&name=";
            Page mira = visitors.atDesk().page();
            mira.navigate(address + "Mira");
            assertThat(mira.locator("#state")).hasText("open");
            Visitor phone = visitors.onPhone(ColorScheme.LIGHT);
            Page jonas = phone.page();
            jonas.navigate(address + "Jonas");
            assertThat(jonas.locator("#state")).hasText("open");

            say(mira, "<b>Good morning</b>");
            String[] first = {"Mira: <b>Good morning</b>"};
            assertThat(jonas.locator("#messages li")).hasText(first);
            say(jonas, "Hello");
            String[] both = {first[0], "Jonas: Hello"};
            assertThat(jonas.locator("#messages li:not(.unsent)")).hasText(both);
            assertThat(mira.locator("#messages li:not(.unsent)")).hasText(both);
            mira.reload();
            assertThat(mira.locator("#messages li")).hasText(both);
            phone.screenshot("example-page");
            mira.navigate("about:blank"); // a page logs an error when its server stops
            jonas.navigate("about:blank");
        } finally {
            site.stop(0);
        }
    }

    private static void say(Page page, String text) {
        page.locator("input").fill(text);
        page.locator("button").click();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Path file = path.startsWith(PACKAGE)
                    ? BUILT.resolve("npm/parley-client").resolve(path.substring(PACKAGE.length()))
                    : BUILT.resolveSibling("docs/examples").resolve(path.substring(1));
            if (!Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(path.equals("/favicon.ico") ? 204 : 404, -1);
                return;
            }
            byte[] bytes = Files.readAllBytes(file);
            String type = path.endsWith(".js") ? "text/javascript" : "text/html";
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
