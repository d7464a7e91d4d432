package chat.parley.bench;

import chat.parley.bench.peer.Folders;
import chat.parley.e2e.host.Postgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Measures a {@link Storm} across two embedded servers: {@code [--sessions N] [--per-room N]}. */
public final class Storms implements Storm.Cluster {
    private final String database = Postgres.current().createDatabase();
    private final Server second;
    private Server first;

    private Storms() throws Exception {
        List<Server> servers =
                Server.clusterOn(database, "storm", 2, "--address-sessions", "60000", "--address-share", "100000");
        first = servers.get(0);
        second = servers.get(1);
    }

    public static void main(String[] args) throws Exception {
        List<String> given = Arrays.asList(args);
        int sessions = Idle.allowed(Integer.parseInt(option(given, "--sessions", "10000")));
        Folders.delete(Server.DATA);
        Storms servers = new Storms();
        try (Storm storm = new Storm(servers, sessions, Integer.parseInt(option(given, "--per-room", "50")))) {
            new Report().add("Storm", "two servers", 1, storm.measured());
        } finally {
            servers.first.close();
            servers.second.close();
        }
        System.exit(0); // the test database still runs
    }

    private static String option(List<String> given, String name, String otherwise) {
        int at = given.indexOf(name);
        return at < 0 ? otherwise : given.get(at + 1);
    }

    @Override
    public int first() {
        return first.port;
    }

    @Override
    public int second() {
        return second.port;
    }

    @Override
    public void kill() throws InterruptedException {
        first.kill();
    }

    @Override
    public void startAgain() throws Exception {
        first = first.again();
        first.awaitWebSockets();
    }

    @Override
    public Map<String, Long> work() throws SQLException, IOException {
        Map<String, Long> work = StormWork.of(database);
        work.put("cpuMillis", second.cpuNanos() / 1_000_000);
        return work;
    }

    @Override
    public long alive() throws SQLException {
        return StormWork.alive(database);
    }
}
