package chat.parley.bench;

import chat.parley.bench.peer.Folders;
import chat.parley.load.LoadFailure;
import chat.parley.load.LoadOptions;
import chat.parley.load.LoadReport;
import chat.parley.load.LoadRun;
import chat.parley.load.Timing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the loads of {@code parley load} on clusters in turn: {@code [--rounds N] [--seconds N] [--bells
 * none,NAME=URL]}. All clusters run at the same time. Writes {@code target/bench/cluster.json}.
 */
public final class Clusters {
    private static final Path RESULTS = Path.of("target/bench/cluster.json");
    private static final int LARGEST = 3;
    /** Enough that the servers, not the sessions, limit the rate of acknowledgements. */
    private static final String AUTHORS = "24";

    private final int rounds;
    private final String seconds;
    private final Report report = new Report();
    private final Map<String, List<Server>> clusters = new LinkedHashMap<>();

    private Clusters(int rounds, String seconds) {
        this.rounds = rounds;
        this.seconds = seconds;
    }

    public static void main(String[] args) throws Exception {
        List<String> given = Arrays.asList(args);
        Files.createDirectories(RESULTS.getParent());
        Folders.delete(Server.DATA);
        Clusters bench =
                new Clusters(Integer.parseInt(option(given, "--rounds", "3")), option(given, "--seconds", "5"));
        try {
            for (int size = 1; size <= LARGEST; size++) {
                bench.start(size, "postgres");
            }
            for (String bell : option(given, "--bells", "none").split(",")) {
                bench.start(2, bell);
            }
            bench.measure();
            bench.report.write(RESULTS);
        } finally {
            bench.clusters.values().forEach(servers -> servers.forEach(Server::close));
        }
        System.exit(0); // the test database still runs
    }

    private static String option(List<String> given, String name, String otherwise) {
        int at = given.indexOf(name);
        return at < 0 ? otherwise : given.get(at + 1);
    }

    private void start(int size, String bell) throws IOException, InterruptedException {
        String[] parts = bell.split("=", 2); // a bell, and where it is
        String name = size + "-" + parts[0];
        List<String> options = new ArrayList<>(List.of("--doorbell", parts[0]));
        if (parts.length == 2) {
            options.addAll(List.of("--doorbell-urls", parts[1]));
        }
        clusters.put(name, Server.cluster("cluster-" + name, size, options.toArray(String[]::new)));
    }

    private void measure() throws IOException, LoadFailure {
        for (int round = 0; round <= rounds; round++) { // the first one is the warm-up
            for (Map.Entry<String, List<Server>> cluster : clusters.entrySet()) {
                for (String rate : List.of("20", "200")) {
                    add("D" + rate, cluster, round, "--sessions", "60", "--rooms", "6", "--rate", rate);
                }
                add("AckRooms", cluster, round, "--sessions", AUTHORS, "--rooms", AUTHORS, "--rate", "max", "--apart");
                add("AckHot", cluster, round, "--sessions", AUTHORS, "--rooms", "1", "--rate", "max");
            }
        }
    }

    private void add(String load, Map.Entry<String, List<Server>> cluster, int round, String... options)
            throws IOException, LoadFailure {
        long before = cpuNanos(cluster.getValue());
        LoadReport result = run(cluster.getValue(), options);
        Map<String, Double> figures = new LinkedHashMap<>();
        timing(figures, "ack", result.acks());
        timing(figures, "same", result.sameServer());
        timing(figures, "other", result.otherServer());
        if (result.rate() == null) {
            figures.put("acksPerSecond", result.acks().perSecond());
            figures.put("messageMicros", (cpuNanos(cluster.getValue()) - before) / 1e3 / result.posts());
        }
        figures.put("wrong", (double) (result.lost() + result.doubled() + result.outOfOrder()));
        if (round > 0) {
            report.add(load, cluster.getKey(), round, figures);
        }
    }

    private static void timing(Map<String, Double> figures, String name, Timing timing) {
        if (timing.count() > 0) {
            figures.put(name + "P50", timing.p50());
            figures.put(name + "P99", timing.p99());
        }
    }

    private static long cpuNanos(List<Server> servers) throws IOException {
        long sum = 0;
        for (Server server : servers) {
            sum += server.cpuNanos();
        }
        return sum;
    }

    private LoadReport run(List<Server> servers, String... options) throws LoadFailure {
        List<String> args = new ArrayList<>(List.of(options));
        args.addAll(List.of("--seconds", seconds, "--warm-up", "1"));
        servers.forEach(server -> args.addAll(List.of("--url", "ws://127.0.0.1:" + server.port)));
        return new LoadRun(LoadOptions.read(args, Map.of()), line -> {}).run();
    }
}
