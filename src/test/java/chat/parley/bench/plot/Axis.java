package chat.parley.bench.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Maps values to positions in a drawing, and chooses the tick marks. */
final class Axis {
    private final double low;
    private final double high;
    private final double from;
    private final double to;
    private final boolean log;

    private Axis(double low, double high, double from, double to, boolean log) {
        this.low = low;
        this.high = high;
        this.from = from;
        this.to = to;
        this.log = log;
    }

    /** From zero to a round number at or above the highest value. */
    static Axis linear(double highest, double from, double to) {
        double step = step(highest);
        return new Axis(0, Math.max(1, Math.ceil(highest / step)) * step, from, to, false);
    }

    /** Whole decades or their halves (1, 3, 10, …); both values must be positive. */
    static Axis logarithmic(double lowest, double highest, double from, double to) {
        double low = Math.pow(10, Math.floor(Math.log10(lowest)));
        double high = Math.pow(10, Math.ceil(Math.log10(highest)));
        if (low * 3 <= lowest) {
            low *= 3;
        }
        if (high * 0.3 >= highest) {
            high *= 0.3;
        }
        return new Axis(low, high > low ? high : low * 10, from, to, true);
    }

    double at(double value) {
        double share = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return from + share * (to - from);
    }

    List<Double> marks() {
        List<Double> marks = new ArrayList<>();
        if (log) {
            for (double decade = Math.pow(10, Math.floor(Math.log10(low) + 1e-9));
                    decade <= high * 1.001;
                    decade *= 10) {
                for (double mark : new double[] {decade, decade * 3}) {
                    if (mark >= low * 0.999 && mark <= high * 1.001) {
                        marks.add(mark);
                    }
                }
            }
        } else {
            double step = step(high);
            for (int i = 0; i * step <= high * 1.001; i++) {
                marks.add(i * step);
            }
        }
        return marks;
    }

    /** Formats thousands as k and millions as M. */
    static String label(double value) {
        double shown = value >= 1e6 ? value / 1e6 : value >= 1e3 ? value / 1e3 : value;
        String unit = value >= 1e6 ? " M" : value >= 1e3 ? " k" : "";
        String digits = shown >= 100
                ? String.format(Locale.ROOT, "%.0f", shown)
                : String.format(Locale.ROOT, shown >= 1 ? "%.1f" : "%.2f", shown);
        return (digits.contains(".") ? digits.replaceAll("0+$", "").replaceAll("\\.$", "") : digits) + unit;
    }

    private static double step(double highest) {
        double decade = Math.pow(10, Math.floor(Math.log10(Math.max(highest, 1e-9))));
        double lead = highest / decade;
        return lead <= 1.001 ? decade / 5 : lead <= 2.001 ? decade / 2.5 : lead <= 5.001 ? decade : decade * 2;
    }
}
