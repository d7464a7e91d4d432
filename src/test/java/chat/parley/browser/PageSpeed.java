package chat.parley.browser;

import chat.parley.client.Chatter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures how fast the page starts and how fast one can type in it: {@code bench/page}. Each argument {@code
 * name=file.jar} is a version to measure; they take turns, so that what else the machine does hits all alike.
 */
final class PageSpeed {
    private static final String ROOM = "platform";
    private static final int LOADS = Integer.getInteger("bench.loads", 7);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final List<String> TYPING = List.of("median", "95 %", "longest");

    private final Map<String, List<List<Double>>> figures = new LinkedHashMap<>();

    private PageSpeed() {}

    public static void main(String[] arguments) throws Exception {
        List<ServedPage> servers = new ArrayList<>();
        PageSpeed speed = new PageSpeed();
        try (Chromium chromium = Chromium.launch()) {
            for (String argument : arguments) {
                String[] version = argument.split("=", 2);
                servers.add(new ServedPage(version[0], Path.of(version[1])));
                write(servers.get(servers.size() - 1));
            }
            for (int load = 0; load <= LOADS; load++) {
                for (ServedPage server : servers) {
                    speed.load(chromium, server, load > 0); // the first load warms up the server
                }
            }
            speed.print("load", FirstView.FIGURES);
            speed.figures.clear();
            for (int round = 0; round < ROUNDS; round++) {
                for (ServedPage server : servers) {
                    speed.type(chromium, server);
                }
            }
            speed.print("typing, ms", TYPING);
        } finally {
            for (ServedPage server : servers) {
                server.close();
            }
        }
    }

    private static void write(ServedPage server) {
        try (Chatter writer = TypingSpeed.writer(server.ws(), ROOM)) {
            AtomicInteger number = new AtomicInteger();
            for (int at = 0; at < 50; at++) {
                writer.ask("post", "room", ROOM, "text", TypingSpeed.text(number::incrementAndGet));
            }
        }
    }

    private void load(Chromium chromium, ServedPage server, boolean counts) {
        FirstView view = new FirstView(chromium);
        List<Double> first = view.visit(server.http() + "?room=" + ROOM);
        List<Double> again = view.reload();
        view.leave();
        if (counts) {
            add(server.name() + " | first visit", first);
            add(server.name() + " | reload", again);
        }
    }

    private void type(Chromium chromium, ServedPage server) {
        String room = ROOM; // messages of earlier rounds stay, and the page shows the newest 200
        try (TypingSpeed typing = new TypingSpeed(chromium, server, room)) {
            add(server.name() + " | quiet", typing.idle());
            add(server.name() + " | 50 messages/s", typing.busy());
        }
    }

    private void add(String what, List<Double> values) {
        figures.computeIfAbsent(what, name -> new ArrayList<>()).add(values);
    }

    /** The lowest value of each figure, and the median in brackets. */
    private void print(String title, List<String> columns) {
        System.out.println("| version | " + title + " | " + String.join(" | ", columns) + " |");
        System.out.println("| --- | --- |" + " ---: |".repeat(columns.size()));
        figures.forEach((what, rows) -> {
            StringBuilder line = new StringBuilder("| " + what + " |");
            for (int at = 0; at < columns.size(); at++) {
                int column = at;
                double[] sorted = rows.stream()
                        .mapToDouble(row -> row.get(column))
                        .sorted()
                        .toArray();
                line.append(" %.0f (%.0f) |".formatted(sorted[0], sorted[sorted.length / 2]));
            }
            System.out.println(line);
        });
        System.out.println();
    }
}
