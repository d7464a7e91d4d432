package chat.parley.bench;

import chat.parley.client.CommandText;
import chat.parley.client.RawSocket;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The latency of requests in a room with a long log and in one with many members, compared with a small room on the
 * same server. One client sends one request at a time, to the rooms in turn.
 */
final class BigRooms {
    private static final int REQUESTS = 200;
    private static final int FEW_MESSAGES = 1_000;
    private static final int FEW_MEMBERS = 10;
    private static final String KEY = "bench-key-of-a-returning-member";

    /** A room of the store. @param name also names its column */
    private record Filled(String name, int messages, int members) {}

    private final RawSocket client;
    private final List<Filled> rooms;
    private final Random random = new Random(2);
    private int refs;

    private BigRooms(RawSocket client, List<Filled> rooms) {
        this.client = client;
        this.rooms = rooms;
    }

    /**
     * Adds a row for each kind of request.
     *
     * @param messages in the long log
     * @param members in the room with many members
     */
    static void measure(Report report, Subject subject, int messages, int members)
            throws IOException, InterruptedException, SQLException {
        List<Filled> rooms = List.of(
                new Filled("small", FEW_MESSAGES, FEW_MEMBERS),
                new Filled("longLog", messages, FEW_MEMBERS),
                new Filled("manyMembers", FEW_MESSAGES, members));
        Path data = Server.emptyData(subject.server);
        try (Server first = Server.launch(subject.server, data)) {
            first.awaitWebSockets(); // it has created the tables
        }
        long start = System.nanoTime();
        try (BulkStore store = new BulkStore(data)) {
            for (Filled room : rooms) {
                store.add(room.name(), room.messages(), room.members());
            }
        }
        System.out.printf(
                "         %d messages written in %d s%n", messages, (System.nanoTime() - start) / 1_000_000_000);
        try (Server server = Server.launch(subject.server, data)) {
            server.awaitWebSockets();
            try (RawSocket client = RawSocket.open(URI.create("ws://127.0.0.1:" + server.port + "/ws"))) {
                new BigRooms(client, rooms).measure(report, subject);
            }
        }
    }

    private void measure(Report report, Subject subject) throws IOException {
        millis("welcome", "hello", "name", "Bench", "key", KEY);
        measure(report, subject, "join", this::join);
        for (Filled room : rooms) {
            enter(room); // the other requests need it
        }
        measure(report, subject, "newest page", room -> millis("\"text\":", "history", "room", room.name()));
        measure(
                report,
                subject,
                "page in the middle",
                room -> millis("\"text\":", "history", "room", room.name(), "before", middle(room)));
        measure(
                report,
                subject,
                "search of a rare word",
                room -> millis(BulkStore.RARE_WORD, "search", "query", BulkStore.RARE_WORD + " in:" + room.name()));
    }

    private void measure(Report report, Subject subject, String name, Request request) throws IOException {
        medians(request); // until the code is compiled
        report.add("B", subject + ": " + name, 1, figures(medians(request)));
    }

    private double join(Filled room) throws IOException {
        double millis = enter(room);
        millis("ack", "leave", "room", room.name());
        return millis;
    }

    private double enter(Filled room) throws IOException {
        return millis("\"head\":" + room.messages() + ",", "join", "room", room.name());
    }

    /** An offset in the middle half of the log: another page each time. */
    private int middle(Filled room) {
        return room.messages() / 4 + random.nextInt(room.messages() / 2);
    }

    /** @param expected a part of the reply */
    private double millis(String expected, String type, Object... fields) throws IOException {
        String ref = "q" + ++refs;
        Object[] all = Arrays.copyOf(fields, fields.length + 2);
        all[fields.length] = "ref";
        all[fields.length + 1] = ref;
        String command = CommandText.of(type, all);
        long start = System.nanoTime();
        client.send(command);
        String text = client.awaitText("\"ref\":\"" + ref + "\"");
        double millis = (System.nanoTime() - start) / 1e6;
        if (!text.contains(expected)) {
            throw new IOException(command + " was answered with " + text);
        }
        return millis;
    }

    private double[] medians(Request request) throws IOException {
        double[][] times = new double[rooms.size()][REQUESTS];
        for (int n = 0; n < REQUESTS; n++) {
            for (int turn = 0; turn < rooms.size(); turn++) {
                int r = (n + turn) % rooms.size(); // the order must not favour any
                times[r][n] = request.millis(rooms.get(r));
            }
        }
        return Arrays.stream(times)
                .mapToDouble(one -> Arrays.stream(one)
                        .sorted()
                        .skip(REQUESTS / 2)
                        .findFirst()
                        .orElseThrow())
                .toArray();
    }

    private Map<String, Double> figures(double[] medians) {
        Map<String, Double> figures = new LinkedHashMap<>();
        for (int r = 0; r < medians.length; r++) {
            figures.put(rooms.get(r).name() + "P50", medians[r]);
            if (r > 0) {
                figures.put(rooms.get(r).name() + "Ratio", medians[r] / medians[0]);
            }
        }
        return figures;
    }

    private interface Request {
        double millis(Filled room) throws IOException;
    }
}
