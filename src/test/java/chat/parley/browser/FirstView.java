package chat.parley.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How long the page takes to show a room with 50 messages to somebody who was here before, on a phone with a slow
 * network. Chromium throttles requests and WebSocket frames, but not connection setup. Times are in milliseconds from
 * the start of the navigation.
 */
final class FirstView {
    static final List<String> FIGURES =
            List.of("first paint", "contentful", "can type", "50 messages", "shift", "requests", "kB");

    private static final int LATENCY_MS = 150;
    private static final double DOWN_BYTES_PER_S = 1_600_000 / 8.0;
    private static final double UP_BYTES_PER_S = 750_000 / 8.0;
    private static final int SLOWER = 4;

    private static final String COMES_BACK = "localStorage.setItem('parley.name', 'Mira')";
    /** Notes when the page takes input, and the frame after the one that added the last message. */
    private static final String WATCH = """
      globalThis.shift = 0;
      new PerformanceObserver(list => { for (const { value } of list.getEntries()) shift += value; }).observe({ type: 'layout-shift', buffered: true });
      new MutationObserver((changes, observer) => {
        const app = document.getElementById('app');
        if (app && !app.inert && !document.getElementById('text')?.disabled) globalThis.canType ??= performance.now();
        if (document.querySelectorAll('#log article').length < 50) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => globalThis.roomShown = performance.now()));
      }).observe(document, { childList: true, subtree: true, attributes: true });
      """;

    private static final String READ = """
      () => {
        const painted = name => performance.getEntriesByName(name)[0].startTime;
        return [painted('first-paint'), painted('first-contentful-paint'), canType, roomShown, shift * 1000];
      }
      """;

    private final Page page;
    /** The requests since the last load that the cache did not answer. */
    private final Set<String> requests = new HashSet<>();

    private double bytes;

    /** A visitor with a new browser profile. */
    FirstView(Chromium chromium) {
        BrowserContext context = chromium.browser()
                .newContext(new NewContextOptions()
                        .setViewportSize(390, 844)
                        .setDeviceScaleFactor(2)
                        .setHasTouch(true)
                        .setIsMobile(true));
        context.addInitScript(COMES_BACK);
        context.addInitScript(WATCH);
        page = context.newPage();
        CDPSession devTools = context.newCDPSession(page);
        count(devTools);
        JsonObject network = new JsonObject();
        network.addProperty("offline", false);
        network.addProperty("latency", LATENCY_MS);
        network.addProperty("downloadThroughput", DOWN_BYTES_PER_S);
        network.addProperty("uploadThroughput", UP_BYTES_PER_S);
        devTools.send("Network.emulateNetworkConditions", network);
        JsonObject processor = new JsonObject();
        processor.addProperty("rate", SLOWER);
        devTools.send("Emulation.setCPUThrottlingRate", processor);
    }

    private void count(CDPSession devTools) {
        devTools.on("Network.requestWillBeSent", event -> {
            if (!event.getAsJsonObject("request").get("url").getAsString().startsWith("data:")) {
                requests.add(id(event));
            }
        });
        devTools.on("Network.requestServedFromCache", event -> requests.remove(id(event)));
        devTools.on("Network.responseReceived", event -> {
            if (event.getAsJsonObject("response").get("fromDiskCache").getAsBoolean()) {
                requests.remove(id(event));
            }
        });
        devTools.on("Network.webSocketCreated", event -> requests.add(id(event)));
        devTools.on(
                "Network.loadingFinished",
                event -> bytes += event.get("encodedDataLength").getAsDouble());
        devTools.send("Network.enable");
    }

    private static String id(JsonObject event) {
        return event.get("requestId").getAsString();
    }

    /** @return the {@link #FIGURES} of a first visit */
    List<Double> visit(String address) {
        return measured(() -> page.navigate(address, new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT)));
    }

    List<Double> reload() {
        return measured(() -> page.reload(new Page.ReloadOptions().setWaitUntil(WaitUntilState.COMMIT)));
    }

    void leave() {
        page.context().close();
    }

    private List<Double> measured(Runnable load) {
        requests.clear();
        bytes = 0;
        load.run();
        page.waitForFunction("() => globalThis.roomShown");
        page.waitForTimeout(1_000); // counts what is loaded after the messages, too
        List<Double> figures = new ArrayList<>();
        ((List<?>) page.evaluate(READ)).forEach(each -> figures.add(((Number) each).doubleValue()));
        figures.add((double) requests.size());
        figures.add(bytes / 1_000);
        return figures;
    }
}
