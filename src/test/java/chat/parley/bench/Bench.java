package chat.parley.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Runs loads against servers, one after the other: {@code --loads L1,L1x8,L2,L3 --subjects parley,parley-io,socketio,ws,naive [--quick] [--rounds N]}. */
public final class Bench {
    private final boolean quick;
    private final List<String> loads;

    private Bench(boolean quick, List<String> loads) {
        this.quick = quick;
        this.loads = loads;
    }

    public static void main(String[] args) throws Exception {
        List<String> given = Arrays.asList(args);
        Bench bench = new Bench(given.contains("--quick"), option(given, "--loads", "L1,L1x8,L2,L3"));
        int rounds = Integer.parseInt(option(given, "--rounds", "1").get(0));
        Files.createDirectories(Path.of("target/bench"));
        for (int round = 1; round <= rounds; round++) {
            for (String subject : option(given, "--subjects", "parley,parley-io")) {
                bench.run(subject, round);
            }
        }
    }

    private static List<String> option(List<String> given, String name, String otherwise) {
        int at = given.indexOf(name);
        return List.of((at < 0 ? otherwise : given.get(at + 1)).split(","));
    }

    private void run(String name, int round) throws Exception {
        int port = freePort();
        Path data = Files.createTempDirectory(Path.of("target/bench"), name);
        List<String> command = switch (name) {
            case "socketio", "ws" -> List.of("node", "bench/peers/" + name + ".mjs", "" + port);
            case "naive" -> List.of("java", "-cp", System.getProperty("java.class.path"), "chat.parley.bench.peer.NaiveServer", "" + port);
            default -> List.of("java", "-jar", "target/parley.jar", "--port", "" + port, "--data", data.toString(), "--rate", "1000000", "--burst", "1000000", "--max-sessions", "20000");
        };
        Dialect dialect = switch (name) {
            case "parley" -> Dialect.NATIVE;
            case "parley-io", "socketio" -> Dialect.SOCKETIO;
            case "ws" -> Dialect.WS;
            case "naive" -> Dialect.PATH;
            default -> throw new IllegalArgumentException("no such subject: " + name);
        };
        Dialect inRooms = name.equals("parley-io") ? Dialect.SOCKETIO_ROOMS : name.equals("socketio") ? Dialect.SOCKETIO_AUTH : dialect;
        try (Subject subject = Subject.start(name, command, Path.of("target/bench/" + name + ".log"))) {
            double seconds = quick ? 2 : 5;
            try (Driver driver = new Driver(subject, dialect, 1, 100)) {
                driver.closedLoop(8, quick ? 8 : 22);
                if (loads.contains("L1")) {
                    print("L1", name, round, driver.closedLoop(1, seconds));
                }
                if (loads.contains("L1x8")) {
                    print("L1x8", name, round, driver.closedLoop(8, seconds));
                }
            }
            if (loads.contains("L2")) {
                ramp(subject, dialect, round);
            }
            if (loads.contains("L3")) {
                try (Driver driver = new Driver(subject, inRooms, 100, 10)) {
                    print("L3", name, round, driver.closedLoop(1, seconds));
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void ramp(Subject subject, Dialect dialect, int round) throws Exception {
        try (Driver driver = new Driver(subject, dialect, 1, 1000)) {
            print("L2fixed", subject.name, round, driver.atRate(50_000, quick ? 2 : 5));
            double good = 0;
            double bad = Double.POSITIVE_INFINITY;
            for (double rate = 50_000; bad / Math.max(1, good) > 1.06 && rate > 5_000; rate = Double.isInfinite(bad) ? good * 1.5 : good == 0 ? rate / 2 : (good + bad) / 2) {
                Driver.Window window = driver.atRate(rate, quick ? 1 : 2);
                print(String.format("L2@%.0f", rate), subject.name, round, window);
                if (window.p99() <= 100 && window.lost() == 0 && window.deliveriesPerSecond() >= 0.95 * rate) {
                    good = rate;
                } else {
                    bad = rate;
                }
            }
            System.out.printf("L2 max %s: %.0f deliveries/s%n", subject.name, good);
            if (good > 0) {
                print("L2half", subject.name, round, driver.atRate(good / 2, quick ? 2 : 5));
            }
        }
    }

    private void print(String load, String subject, int round, Driver.Window w) {
        System.out.printf("%-10s %-10s round %d: %s%.0f deliveries/s, %.2f us CPU, p50 %.2f p99 %.2f p99.9 %.2f ms, lost %d doubled %d closed %d, driver %.0f %%%s%n", load, subject, round,
                w.driverBusy() > 0.9 && load.startsWith("L1") ? ">=" : "", w.deliveriesPerSecond(), w.cpuMicros(), w.p50(), w.p99(), w.p999(), w.lost(), w.doubled(), w.closed(), 100 * w.driverBusy(),
                quick ? " (not warm)" : "");
    }
}
