package chat.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;

/** Accessibility checks with axe in a visitor's page. Pages must not contain frames. */
final class Axe {
    private static final Map<String, Object> ALL = Map.of(
            "type", "tag", "values", List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"));
    private static final Map<String, Object> COLOURS =
            Map.of("type", "rule", "values", List.of("color-contrast", "link-in-text-block"));
    // Full results for violations only: describing every passing element takes far longer than checking it. Closed
    // dialogs, one of which contains all emoji, are excluded because they would slow down every check.
    private static final String RUN = """
      async runOnly => {
        const { passes, violations } = await axe.run({ exclude: ['dialog:not([open])'] }, { runOnly, resultTypes: ['violations'], preload: false });
        return { passes: passes.length, violations: violations.map(({ help, nodes }) => `${help}: ${nodes.map(node => node.html).join(' ')}`) };
      }
      """;

    private Axe() {}

    /**
     * Asserts that axe finds no violation in the light theme, and in the dark theme for rules that depend on colours.
     * Takes a screenshot of both.
     */
    static void assertClean(Visitor visitor, String state) {
        Page page = visitor.page();
        assertClean(page, ALL, state);
        visitor.screenshot(state);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertClean(page, COLOURS, state + "-dark");
        visitor.screenshot(state + "-dark");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private static void assertClean(Page page, Map<String, Object> rules, String state) {
        if (Boolean.FALSE.equals(page.evaluate("'axe' in window"))) {
            page.evaluate(AxeBuilder.getAxeScript());
        }
        Map<?, ?> results = (Map<?, ?>) page.evaluate(RUN, rules);
        assertNotEquals(0, results.get("passes"), "axe looked at nothing");
        assertEquals(List.of(), results.get("violations"), state);
    }
}
