package chat.parley.bench.plot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Builds an SVG image; all lengths are in pixels from the upper left. */
final class Svg {
    private final StringBuilder shapes = new StringBuilder();
    private final int width;
    private final int height;

    Svg(int width, int height) {
        this.width = width;
        this.height = height;
        rectangle(0, 0, width, height, "#ffffff");
    }

    void rectangle(double x, double y, double width, double height, String colour) {
        add("<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='%s'/>", x, y, width, height, colour);
    }

    void line(double x1, double y1, double x2, double y2, String colour) {
        add("<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='%s'/>", x1, y1, x2, y2, colour);
    }

    /** @param points in SVG syntax: x,y x,y … */
    void path(String points, String colour) {
        add("<polyline points='%s' fill='none' stroke='%s' stroke-width='2'/>", points, colour);
    }

    void dot(double x, double y, String colour) {
        add("<circle cx='%.1f' cy='%.1f' r='3' fill='%s'/>", x, y, colour);
    }

    /** @param anchor start, middle or end */
    void text(double x, double y, String anchor, int size, String text) {
        add("<text x='%.1f' y='%.1f' text-anchor='%s' font-size='%d'>%s</text>", x, y, anchor, size, escaped(text));
    }

    /** Text that reads upwards. */
    void upright(double x, double y, String text) {
        add(
                "<text transform='translate(%.1f %.1f) rotate(-90)' text-anchor='middle' font-size='13'>%s</text>",
                x, y, escaped(text));
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file,
                String.format(
                                Locale.ROOT,
                                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d' font-family='sans-serif' fill='#222222'>%n",
                                width,
                                height,
                                width,
                                height)
                        + shapes + "</svg>\n");
    }

    private void add(String shape, Object... values) {
        shapes.append(String.format(Locale.ROOT, shape, values)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
