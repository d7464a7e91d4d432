package chat.parley.browser;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures how long the page takes to show a room with 50 messages on a phone with a slow network: {@code
 * bench/page}. Chromium throttles requests and WebSocket frames, but not connection setup. Times are in milliseconds
 * from the start of the navigation.
 */
final class FirstView {
    private static final String ROOM = "platform";
    private static final int LATENCY_MS = 150;
    private static final double DOWN_BYTES_PER_S = 1_600_000 / 8.0;
    private static final double UP_BYTES_PER_S = 750_000 / 8.0;
    private static final int SLOWER = 4;
    private static final int LOADS = 5;
    private static final List<String> FIGURES = List.of("first paint", "room shown", "requests", "kB");

    private static final String WRITE = """
      const client = connect({ name: 'Jonas' });
      const there = await client.join(room);
      for (let at = 1; at <= 50; at++) await there.send(`Message ${at}: the **proxy** passes \\`Upgrade\\` now, see https://northwind.example/ops/${at}`);
      await client.close();
      """;
    private static final String COMES_BACK = "localStorage.setItem('parley.name', 'Mira')";
    /** The frame after the one that added the last message. */
    private static final String WATCH = """
      new MutationObserver((changes, observer) => {
        if (document.querySelectorAll('#log article').length < 50) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => globalThis.roomShown = performance.now()));
      }).observe(document, { childList: true, subtree: true });
      """;

    private static final String READ = """
      () => {
        const loaded = ['navigation', 'resource'].flatMap(type => performance.getEntriesByType(type)).filter(entry => entry.transferSize);
        const bytes = loaded.reduce((sum, { transferSize }) => sum + transferSize, 0);
        return [performance.getEntriesByName('first-paint')[0].startTime, roomShown, loaded.length, bytes / 1000];
      }
      """;

    private FirstView() {}

    public static void main(String[] arguments) {
        try (Host host = Hosts.fresh(Map.of());
                Chromium chromium = Chromium.launch()) {
            Visitor writer = new Visitor(host, chromium.browser().newContext()).openLobby();
            writer.withClient(WRITE, ROOM);
            writer.leave();
            List<List<Double>> first = new ArrayList<>();
            List<List<Double>> again = new ArrayList<>();
            for (int load = 0; load <= LOADS; load++) {
                Page page = phone(chromium);
                List<Double> cold = measured(
                        page,
                        () -> page.navigate(
                                host.http() + "?room=" + ROOM,
                                new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT)));
                List<Double> warm =
                        measured(page, () -> page.reload(new Page.ReloadOptions().setWaitUntil(WaitUntilState.COMMIT)));
                if (load > 0) { // the first load warms up the server
                    first.add(cold);
                    again.add(warm);
                }
                page.context().close();
            }
            System.out.printf(
                    "%d ms, 1.6 Mbit/s, processor %d times slower; the fastest of %d loads, and their median%n",
                    LATENCY_MS, SLOWER, LOADS);
            System.out.println("first load: " + summary(first));
            System.out.println("reload:     " + summary(again));
        }
    }

    private static Page phone(Chromium chromium) {
        BrowserContext context = chromium.browser()
                .newContext(new NewContextOptions()
                        .setViewportSize(390, 844)
                        .setDeviceScaleFactor(2)
                        .setHasTouch(true)
                        .setIsMobile(true));
        context.addInitScript(COMES_BACK);
        context.addInitScript(WATCH);
        Page page = context.newPage();
        CDPSession devTools = context.newCDPSession(page);
        devTools.send("Network.enable");
        JsonObject network = new JsonObject();
        network.addProperty("offline", false);
        network.addProperty("latency", LATENCY_MS);
        network.addProperty("downloadThroughput", DOWN_BYTES_PER_S);
        network.addProperty("uploadThroughput", UP_BYTES_PER_S);
        devTools.send("Network.emulateNetworkConditions", network);
        JsonObject processor = new JsonObject();
        processor.addProperty("rate", SLOWER);
        devTools.send("Emulation.setCPUThrottlingRate", processor);
        return page;
    }

    private static List<Double> measured(Page page, Runnable load) {
        load.run();
        page.waitForFunction("() => globalThis.roomShown");
        return ((List<?>) page.evaluate(READ))
                .stream().map(each -> ((Number) each).doubleValue()).toList();
    }

    private static String summary(List<List<Double>> loads) {
        List<String> shown = new ArrayList<>();
        for (int at = 0; at < FIGURES.size(); at++) {
            int figure = at;
            long[] sorted = loads.stream()
                    .mapToLong(load -> Math.round(load.get(figure)))
                    .sorted()
                    .toArray();
            shown.add(FIGURES.get(at) + " " + sorted[0] + " (" + sorted[sorted.length / 2] + ")");
        }
        return String.join(", ", shown);
    }
}
