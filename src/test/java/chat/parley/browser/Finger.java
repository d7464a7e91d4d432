package chat.parley.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;

/** Real touches on a page, which the browser turns into clicks and context menus. Not thread-safe. */
final class Finger {
    private static final double QUICK_S = 0.12;
    private static final int LONG_MS = 480;

    private final Page page;
    private final CDPSession browser;

    Finger(Page page) {
        this.page = page;
        browser = page.context().newCDPSession(page);
    }

    /** Touches at this position, in CSS pixels of the viewport. */
    void down(double x, double y) {
        send("touchStart", x, y, now());
    }

    void up() {
        send("touchEnd", now());
    }

    /**
     * Presses long enough for the page's long press, but not for the browser's, which would suppress the click. The
     * test must control the page's clock.
     */
    void longPress(double x, double y) {
        down(x, y);
        page.clock().fastForward(LONG_MS);
        up();
    }

    void longPress(Locator target) {
        BoundingBox box = target.boundingBox();
        longPress(box.x + box.width / 2, box.y + box.height / 2);
    }

    void tap(Locator target) {
        BoundingBox box = target.boundingBox();
        tap(box.x + box.width / 2, box.y + box.height / 2, now());
    }

    /** Taps twice in one place, the second time a moment after the first by the page's clock. */
    void doubleTap(Locator target) {
        BoundingBox box = target.boundingBox();
        double x = box.x + box.width / 2;
        double y = box.y + box.height / 2;
        double first = now();
        tap(x, y, first);
        tap(x, y, first + QUICK_S);
    }

    private void tap(double x, double y, double at) {
        send("touchStart", x, y, at);
        send("touchEnd", at + QUICK_S / 4);
    }

    private void send(String type, double x, double y, double at) {
        JsonObject point = new JsonObject();
        point.addProperty("x", x);
        point.addProperty("y", y);
        JsonArray points = new JsonArray();
        points.add(point);
        send(type, points, at);
    }

    private void send(String type, double at) {
        send(type, new JsonArray(), at);
    }

    private void send(String type, JsonArray points, double at) {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("type", type);
        parameters.add("touchPoints", points);
        parameters.addProperty("timestamp", at);
        browser.send("Input.dispatchTouchEvent", parameters);
    }

    /** In seconds, as in the DevTools protocol. */
    private static double now() {
        return System.currentTimeMillis() / 1000.0;
    }
}
