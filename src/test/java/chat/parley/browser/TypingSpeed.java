package chat.parley.browser;

import chat.parley.client.Chatter;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * The time from a key press to the end of the frame that shows the letter, while a room is quiet and while 50 messages
 * a second arrive in it. At a desk, with a processor four times slower than this machine's.
 */
final class TypingSpeed implements AutoCloseable {
    private static final int PER_SECOND = 50;
    private static final int KEYS = 80;
    private static final int BETWEEN_MS = 90;
    private static final int SLOWER = 4;

    /** A frame's callbacks run before it is painted; a message posted by one arrives after that. */
    private static final String WATCH = """
      globalThis.keys = [];
      addEventListener('keydown', ({ timeStamp }) => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => keys.push(performance.now() - timeStamp);
        port2.postMessage(0);
      }), true);
      """;

    private final Page page;
    private final Chatter writer;
    private final String room;

    TypingSpeed(Chromium chromium, ServedPage server, String room) {
        this.room = room;
        var context = chromium.browser().newContext(new NewContextOptions().setViewportSize(1440, 900));
        context.addInitScript("localStorage.setItem('parley.name', 'Mira')");
        context.addInitScript(WATCH);
        page = context.newPage();
        page.navigate(server.http() + "?room=" + room);
        page.waitForFunction("() => document.querySelectorAll('#log article').length >= 50");
        JsonObject processor = new JsonObject();
        processor.addProperty("rate", SLOWER);
        context.newCDPSession(page).send("Emulation.setCPUThrottlingRate", processor);
        page.locator("#text").focus();
        writer = writer(server.ws(), room);
    }

    /** A writer in the room. */
    static Chatter writer(URI server, String room) {
        Chatter writer = Chatter.connect(server);
        writer.ask("hello", "name", "Jonas");
        writer.ask("join", "room", room);
        return writer;
    }

    /** Median, 95th percentile and longest, in milliseconds. */
    List<Double> idle() {
        return typed();
    }

    /** The same while messages arrive. */
    List<Double> busy() {
        AtomicInteger number = new AtomicInteger();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            clock.scheduleAtFixedRate(
                    () -> writer.say("post", "room", room, "text", text(number::incrementAndGet)),
                    0,
                    1_000_000 / PER_SECOND,
                    TimeUnit.MICROSECONDS);
            page.waitForFunction("() => document.querySelectorAll('#log article').length >= 150");
            return typed();
        } finally {
            clock.shutdownNow();
        }
    }

    static String text(IntSupplier number) {
        return "Message " + number.getAsInt()
                + ": the **proxy** passes `Upgrade` now, see https://northwind.example/ops/1";
    }

    private List<Double> typed() {
        page.evaluate("keys.length = 0");
        for (int at = 0; at < KEYS; at++) {
            page.keyboard().press(at % 6 == 5 ? "Space" : "e");
            page.waitForTimeout(BETWEEN_MS + at % 17); // at any place within a frame
        }
        page.waitForFunction("count => keys.length >= count", KEYS);
        List<Double> times = ((List<?>) page.evaluate("keys"))
                .stream().map(each -> ((Number) each).doubleValue()).sorted().toList();
        return List.of(times.get(times.size() / 2), times.get(times.size() * 95 / 100), times.get(times.size() - 1));
    }

    @Override
    public void close() {
        writer.close();
        page.context().close();
    }
}
