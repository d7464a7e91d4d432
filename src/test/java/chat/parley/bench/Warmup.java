package chat.parley.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fresh server under the load of L1: its CPU time per delivery while its code is being compiled. */
final class Warmup {
    private static final int SESSIONS = 100;
    private static final int LAST = 5;
    /** Share of a window that must be left to measure in it. */
    private static final double SHORTEST = 0.25;

    private Warmup() {}

    private record Point(double seconds, double cpuMicros) {}

    /**
     * Measures from the start of the process, in windows that end after whole multiples of their length.
     *
     * @param width of a window, in seconds
     * @param seconds the age of the process at the end
     */
    static Map<String, Double> measured(Pump pump, Subject subject, Report report, double width, double seconds)
            throws IOException, InterruptedException {
        Map<String, Double> figures = new LinkedHashMap<>();
        List<Point> curve = new ArrayList<>();
        long lost = 0;
        try (Server server = Server.launch(subject.server, Server.emptyData(subject.server))) {
            if (List.of("parley", "before").contains(subject.server)) {
                figures.put("firstPageMillis", 1_000 * server.awaitPage());
            }
            server.awaitWebSockets();
            try (Crowd crowd = Crowd.of(pump, subject, server, 1, SESSIONS)) {
                for (double end = nextEnd(server, width); end <= seconds; end = nextEnd(server, width)) {
                    Window window = crowd.closedLoop(1, end - server.age());
                    report.point("W", subject, "seconds", end, window);
                    curve.add(new Point(end, window.cpuMicros()));
                    lost += window.lost() + window.doubled();
                }
            }
        }
        double settled = curve.subList(Math.max(0, curve.size() - LAST), curve.size()).stream()
                .mapToDouble(Point::cpuMicros)
                .average()
                .orElseThrow();
        curve.stream()
                .filter(point -> point.cpuMicros() <= 2 * settled)
                .findFirst()
                .ifPresent(point -> figures.put("warmSeconds", point.seconds()));
        figures.put("firstCpuMicros", curve.get(0).cpuMicros());
        figures.put("lastCpuMicros", settled);
        figures.put("lostOrDoubled", (double) lost);
        return figures;
    }

    private static double nextEnd(Server server, double width) {
        return width * Math.ceil(server.age() / width + SHORTEST);
    }
}
