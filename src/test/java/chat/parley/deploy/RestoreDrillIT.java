package chat.parley.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.UnusedRoom;
import chat.parley.e2e.host.EmbeddedOnly;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Interpreter;
import chat.parley.e2e.host.Postgres;
import chat.parley.e2e.host.Store;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The restore drill, with the tools of the PostgreSQL that is installed here, and its server. */
@EmbeddedOnly
class RestoreDrillIT {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final Path SCRIPT = Path.of("deploy/postgresql/drill.sh").toAbsolutePath();
    private static final Path JAR =
            Path.of(System.getProperty("parley.build", "target"), "parley.jar").toAbsolutePath();

    @TempDir
    private static Path folder;

    private static Path programs;
    private static Postgres server;
    private static String database;

    private record Said(int exitCode, String text) {}

    @BeforeAll
    static void fill() throws Exception {
        programs = programs();
        server = Postgres.of(programs);
        database = server.createDatabase();
        Map<String, String> settings = Map.of(
                "database",
                server.url(database),
                "database-user",
                server.user(),
                "database-password",
                server.password());
        String room = UnusedRoom.name();
        try (Host host = Hosts.fresh(settings, Store.SQLITE);
                Chatter mira = Chatter.named("Mira", host)) {
            mira.join(room);
            for (String text : List.of("one", "two", "three")) {
                mira.post(room, text);
            }
        }
    }

    @AfterAll
    static void end() {
        if (server != null) {
            server.end();
        }
    }

    private static Path programs() throws IOException {
        List<Path> versions = List.of();
        if (Files.isDirectory(INSTALLED)) {
            try (Stream<Path> folders = Files.list(INSTALLED)) {
                versions = folders.map(version -> version.resolve("bin"))
                        .filter(bin ->
                                Files.isExecutable(bin.resolve("pg_dump")) && Files.isExecutable(bin.resolve("initdb")))
                        .sorted(Comparator.reverseOrder())
                        .toList();
            }
        }
        return versions.isEmpty()
                ? Interpreter.missing(
                        "postgresql",
                        "NO POSTGRESQL, SO THE RESTORE DRILL IS NOT TESTED. Install it: apt-get install postgresql")
                : versions.get(0);
    }

    private static Said run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        String.join(File.pathSeparator, programs.toString(), java, System.getenv("PATH")),
                        "PGHOST",
                        server.host(),
                        "PGPORT",
                        Integer.toString(server.port()),
                        "PGUSER",
                        server.user(),
                        "PGPASSWORD",
                        server.password(),
                        "DRILL_JAR",
                        JAR.toString()));
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    private static String dump(String name) throws Exception {
        Said said = run("pg_dump", "--format=custom", "--file=" + name, database);
        assertEquals(0, said.exitCode(), said.text());
        return name;
    }

    private static Said drill(String... arguments) throws Exception {
        Said said = run(Stream.concat(Stream.of("sh", SCRIPT.toString()), Stream.of(arguments))
                .toArray(String[]::new));
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet left =
                        statement.executeQuery("select count(*) from pg_database where datname like 'parley_drill%'")) {
            left.next();
            assertEquals(0, left.getInt(1), "databases of drills");
        }
        return said;
    }

    private static void change(String command) throws SQLException {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    @Test
    void aBackupIsGoodOnlyIfEverythingIsThere() throws Exception {
        String good = dump("good.dump");
        Said said = drill(good, "1");
        assertEquals(0, said.exitCode(), said.text());
        assertTrue(said.text().contains("GOOD: 3 entries, the newest of 20"), said.text());

        byte[] bytes = Files.readAllBytes(folder.resolve(good));
        Files.write(folder.resolve("half.dump"), Arrays.copyOf(bytes, bytes.length / 2));
        assertTrue(drill("half.dump").exitCode() != 0);

        change("UPDATE entry SET at = at - 7200000");
        Said old = drill(dump("old.dump"), "1");
        assertTrue(old.exitCode() != 0 && old.text().contains("nothing is newer than 1 hours"), old.text());

        change("DELETE FROM entry WHERE \"offset\" = 2");
        Said holed = drill(dump("holed.dump"));
        assertTrue(holed.exitCode() != 0 && holed.text().contains("entries are missing in 1 rooms"), holed.text());

        change("UPDATE parley_schema SET version = '999' WHERE version = '1'");
        change("UPDATE parley SET oldest = 999");
        Said useless = drill(dump("useless.dump"));
        assertTrue(useless.exitCode() != 0 && useless.text().contains("parley check refuses"), useless.text());
    }

    @Test
    void hoursMustBeANumber() throws Exception {
        Said said = drill("none.dump", "1; DROP TABLE entry");
        assertEquals(2, said.exitCode(), said.text());
        assertTrue(said.text().startsWith("usage: drill.sh DUMP [HOURS]"), said.text());
    }
}
