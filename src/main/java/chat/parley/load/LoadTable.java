package chat.parley.load;

import chat.parley.io.OneLine;
import java.util.Locale;
import java.util.Map;

/** A report as text for people. */
final class LoadTable {
    private static final Map<String, String> ADVICE = Map.of(
            "rate-limited",
            "the server's limit for each session: use more --sessions, or raise its rate and burst",
            "too-many-rooms",
            "see the server's address-rooms and member-rooms",
            "close-1013",
            "see the server's max-sessions and address-sessions",
            "http-429",
            "see the server's address-sessions and address-share");
    /** A generator that sends later than this is a bottleneck itself. */
    private static final double LATE_MILLIS = 20;

    private static final double TOO_BUSY = 0.8;

    private final StringBuilder text = new StringBuilder();
    private final LoadReport report;

    private LoadTable(LoadReport report) {
        this.report = report;
    }

    static String of(LoadReport report) {
        return new LoadTable(report).written();
    }

    private String written() {
        line(
                "%s in %s on %s, %s for %.1f s%s",
                counted(report.sessions(), "session"),
                counted(report.rooms(), "room"),
                counted(report.servers(), "server"),
                report.rate() == null
                        ? "each posting again after its acknowledgement"
                        : String.format(Locale.ROOT, "%.6g messages/s", report.rate())
                                .replaceFirst("\\.?0+ ", " "),
                report.seconds(),
                report.stopped() ? " (stopped)" : "");
        line("%-24s %11s %11s %9s %9s %9s %9s", "", "count", "per second", "p50 ms", "p95 ms", "p99 ms", "max ms");
        row("acknowledged", report.acks());
        row("delivered", report.deliveries());
        if (report.servers() > 1) {
            row("  by the author's server", report.sameServer());
            row("  by another server", report.otherServer());
        }
        row("from ack to delivery", report.afterAck());
        row("this program's delay", report.delays());
        line("lost %d, doubled %d, out of order %d", report.lost(), report.doubled(), report.outOfOrder());
        line(
                "messages %d: refused %d, skipped %d, unanswered %d; reconnects %d, resets %d",
                report.posts(),
                report.refused(),
                report.skipped(),
                report.unanswered(),
                report.reconnects(),
                report.resets());
        if (report.undelivered() + report.disconnected() > 0) {
            line(
                    "not seen to the end: %d deliveries; %d sessions had no connection",
                    report.undelivered(), report.disconnected());
        }
        report.errors().forEach((code, count) -> {
            line(
                    "error %s: %d, such as: %s",
                    code, count, OneLine.of(report.examples().get(code)));
            if (ADVICE.containsKey(code)) {
                line("  %s", ADVICE.get(code));
            }
        });
        if (report.busy() > TOO_BUSY) {
            line(
                    "This program was busy %.0f %% of the time and may be the bottleneck itself: use another machine.",
                    100 * report.busy());
        } else if (report.skipped() > 0
                || report.delays().p99() != null && report.delays().p99() > LATE_MILLIS) {
            line(
                    "This program could not keep to its plan: the server answers too slowly, or this machine is too busy.");
        }
        line("The messages stay in the rooms load-%s-0 to load-%s-%d.", report.run(), report.run(), report.rooms() - 1);
        return text.toString();
    }

    private void row(String name, Timing timing) {
        line(
                "%-24s %11d %11s %9s %9s %9s %9s",
                name,
                timing.count(),
                number(timing.perSecond()),
                number(timing.p50()),
                number(timing.p95()),
                number(timing.p99()),
                number(timing.max()));
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static String number(Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.1f", value);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
