package chat.parley.bench;

import chat.parley.bench.peer.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Runs loads against servers in turn: {@code [--quick] [--add] [--rounds N] [--loads L1,L2] [--subjects parley,ws]}.
 * Prints each measurement and writes {@code target/bench/results.json}; {@code --add} appends to an existing file.
 */
public final class Bench {
    private static final Path RESULTS = Path.of("target/bench/results.json");
    private final boolean quick;
    private final int rounds;
    private final double seconds;
    private final Set<Subject> subjects;
    private final Pump pump = new Pump();
    private final Report report = new Report();
    private final Map<String, Server> servers = new TreeMap<>();
    private final Set<Subject> warm = new HashSet<>();

    private Bench(List<String> given) throws IOException {
        quick = given.contains("--quick");
        rounds = Integer.parseInt(option(given, "--rounds", quick ? "1" : "3").get(0));
        seconds = quick ? 1 : 2.5;
        subjects = new LinkedHashSet<>(option(
                        given,
                        "--subjects",
                        "parley,parley-io,parley-polling,parley-postgres,socketio,socketio-polling,ws,naive")
                .stream()
                .map(Subject::named)
                .toList());
    }

    public static void main(String[] args) throws Exception {
        List<String> given = Arrays.asList(args);
        Files.createDirectories(RESULTS.getParent());
        Folders.delete(Server.DATA);
        Bench bench = new Bench(given);
        if (given.contains("--add")) {
            bench.report.goOn(RESULTS);
        }
        try {
            for (String load : option(
                    given,
                    "--loads",
                    given.contains("--quick")
                            ? "L1,L2,L3"
                            : "W,I50k,B,R0,R20,R100,R300,R1000,L1,L1x8,P1,P1x8,L2,L3,L4,L5,L6,L7")) {
                bench.run(load);
                bench.report.write(RESULTS);
            }
        } finally {
            for (Server server : bench.servers.values()) {
                server.close();
            }
        }
        System.exit(0); // a test database may still run
    }

    private static List<String> option(List<String> given, String name, String otherwise) {
        int at = given.indexOf(name);
        return List.of((at < 0 ? otherwise : given.get(at + 1)).split(","));
    }

    private void run(String load) throws Exception {
        switch (load) {
            case "L1", "L3" -> closedLoop(load, 1, streaming());
            case "L1x8" -> closedLoop(load, 8, streaming());
            case "P1" -> closedLoop(load, 1, polling());
            case "P1x8" -> closedLoop(load, 8, polling());
            case "L2" -> ramps();
            case "R0", "R20", "R100", "R300", "R1000" -> lowRate(load, Integer.parseInt(load.substring(1)));
            case "L4" -> { // a fresh server, so that earlier messages don't count
                for (Subject subject :
                        only(Subject.PARLEY, Subject.PARLEY_IO, Subject.NAIVE, Subject.SOCKETIO, Subject.WS)) {
                    try (Server fresh = Server.start(subject.server)) {
                        report.add(load, subject, 1, Idle.measured(pump, subject, fresh, quick ? 1_000 : 5_000));
                    }
                }
            }
            case "W" -> {
                for (Subject subject : streaming()) {
                    report.add(
                            load, subject, 1, Warmup.measured(pump, subject, report, quick ? 1 : 2, quick ? 10 : 40));
                }
            }
            case "I50k" -> {
                for (Subject subject : only(Subject.PARLEY)) {
                    try (Server fresh = Idle.withSmallHeap()) {
                        report.add(
                                load,
                                subject,
                                1,
                                Idle.measured(pump, subject, fresh, Idle.allowed(quick ? 2_000 : 50_000)));
                    }
                }
            }
            case "B" -> {
                for (Subject subject : only(Subject.PARLEY)) {
                    int messages = Integer.getInteger("bench.messages", quick ? 20_000 : 10_000_000);
                    BigRooms.measure(report, subject, messages, quick ? 1_000 : 10_000);
                }
            }
            case "L5" -> {
                for (Subject subject : only(Subject.PARLEY, Subject.WILDFLY, Subject.PAYARA)) {
                    report.add(load, subject, 1, Stuck.measured(pump, subject, warm(subject), quick ? 6 : 30));
                }
            }
            case "L6" -> acks(only(Subject.PARLEY, Subject.BEFORE, Subject.PARLEY_POSTGRES));
            case "L7" -> {
                for (Subject subject : only(Subject.PARLEY)) {
                    report.add(load, subject, 1, Return.measured(pump, subject, warm(subject), quick ? 2_000 : 10_000));
                }
            }
            default -> throw new IllegalArgumentException("unknown load: " + load);
        }
    }

    private List<Subject> only(Subject... those) {
        return Arrays.stream(those).filter(subjects::contains).toList();
    }

    private List<Subject> streaming() {
        return subjects.stream()
                .filter(subject -> !subject.polls && subject != Subject.PARLEY_POSTGRES)
                .toList();
    }

    private List<Subject> polling() {
        return subjects.stream().filter(subject -> subject.polls).toList();
    }

    /** The subject's server, started if necessary and warmed up through this protocol until its code is compiled. */
    private Server warm(Subject subject) throws IOException, InterruptedException {
        if (!servers.containsKey(subject.server)) {
            servers.put(subject.server, Server.start(subject.server));
        }
        Server server = servers.get(subject.server);
        if (warm.add(subject)) {
            try (Crowd crowd = Crowd.of(pump, subject, server, 1, 100)) {
                crowd.closedLoop(8, quick ? 3 : 20);
                crowd.closedLoop(1, quick ? 1 : 4);
            }
        }
        return server;
    }

    private void closedLoop(String load, int underWay, List<Subject> those) throws IOException, InterruptedException {
        boolean many = load.equals("L3");
        Map<Subject, Crowd> crowds = new EnumMap<>(Subject.class);
        for (Subject subject : those) {
            crowds.put(subject, Crowd.of(pump, subject, warm(subject), many ? 100 : 1, many ? 10 : 100));
        }
        turns(load, crowds, crowd -> crowd.closedLoop(underWay, seconds));
        leave(crowds);
    }

    /** A few messages a second, spread over all rooms: the load of most servers. At 0, the load of nobody talking. */
    private void lowRate(String load, int postsPerSecond) throws IOException, InterruptedException {
        Map<Subject, Crowd> crowds = new EnumMap<>(Subject.class);
        for (Subject subject : streaming()) {
            Crowd crowd = Crowd.of(pump, subject, warm(subject), 100, 10);
            crowd.closedLoop(1, seconds); // after it, what happens at rest includes what such a load leaves behind
            crowds.put(subject, crowd);
        }
        turns(load, crowds, crowd -> crowd.postsAtRate(postsPerSecond, quick ? 4 : 10));
        leave(crowds);
    }

    private void ramps() throws IOException, InterruptedException {
        Map<Subject, Crowd> crowds = new LinkedHashMap<>();
        Map<Crowd, Double> most = new LinkedHashMap<>();
        for (Subject subject : streaming()) {
            Crowd crowd = Crowd.of(pump, subject, warm(subject), 1, 1_000);
            crowds.put(subject, crowd);
            double rate = new Ramp(crowd, subject, report, quick ? 0.6 : 2, quick ? 1.3 : 1.1).most();
            most.put(crowd, rate);
            report.add("L2", subject, 1, Map.of("deliveriesPerSecond", rate));
        }
        turns("L2half", crowds, crowd -> crowd.atRate(Math.max(2_000, most.get(crowd) / 2), seconds));
        leave(crowds);
    }

    private void acks(List<Subject> those) throws IOException, InterruptedException {
        Map<Subject, Crowd> crowds = new LinkedHashMap<>();
        Map<Crowd, Double> most = new LinkedHashMap<>();
        for (Subject subject : those) {
            Crowd crowd = Crowd.of(pump, subject, warm(subject), 200, 1);
            crowd.clients.forEach(client -> client.countsAcks = true);
            crowd.acksInTurn(quick ? 3 : 10);
            crowds.put(subject, crowd);
        }
        turns("L6", crowds, crowd -> {
            Window window = crowd.acksInTurn(seconds);
            most.merge(crowd, window.acksPerSecond(), Math::max);
            return window;
        });
        turns("L6half", crowds, crowd -> crowd.postsAtRate(most.get(crowd) / 2, seconds));
        leave(crowds);
    }

    private void turns(String load, Map<Subject, Crowd> crowds, Load measured) throws IOException {
        for (int round = 1; round <= rounds; round++) {
            for (Map.Entry<Subject, Crowd> one : crowds.entrySet()) {
                report.add(
                        load, one.getKey(), round, measured.on(one.getValue()).figures());
            }
        }
    }

    private static void leave(Map<Subject, Crowd> crowds) throws IOException {
        for (Crowd crowd : crowds.values()) {
            crowd.close();
        }
    }

    private interface Load {
        Window on(Crowd crowd) throws IOException;
    }
}
