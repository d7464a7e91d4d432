package chat.parley.bench;

import java.io.IOException;

/** Finds the highest rate in one room that the server keeps up with: steps of 50 %, then a bisection. */
final class Ramp {
    private static final double FIRST = 50_000;
    private final Crowd crowd;
    private final Subject subject;
    private final Report report;
    private final double seconds;
    private final double exact;

    /** {@code exact}: the final ratio of the lowest bad rate to the highest good rate. */
    Ramp(Crowd crowd, Subject subject, Report report, double seconds, double exact) {
        this.crowd = crowd;
        this.subject = subject;
        this.report = report;
        this.seconds = seconds;
        this.exact = exact;
    }

    /**
     * The highest sustained rate, in deliveries per second. A failed step is repeated once, because the machine may
     * have been busy.
     */
    double most() throws IOException {
        double good = 0;
        double bad = Double.POSITIVE_INFINITY;
        double came = 0;
        for (double rate = FIRST;
                bad / Math.max(1, good) > exact && rate > 2_000;
                rate = Double.isInfinite(bad) ? good * 1.5 : good == 0 ? rate / 2 : Math.sqrt(good * bad)) {
            Window window = step(rate);
            if (!window.keptUp(rate)) {
                window = step(rate);
            }
            if (window.keptUp(rate)) {
                good = rate;
                came = window.deliveriesPerSecond();
            } else {
                bad = rate;
            }
        }
        return came;
    }

    private Window step(double rate) throws IOException {
        Window window = crowd.atRate(rate, seconds);
        report.point("L2", subject, "rate", rate, window);
        return window;
    }
}
