package chat.parley.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.Parley;
import chat.parley.Setting;
import chat.parley.SettingReport;
import chat.parley.e2e.host.TestCertificate;
import chat.parley.io.TlsFiles;
import chat.parley.store.Database;
import chat.parley.store.PoolSizes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
    private static final int ERRORS = 2;

    @TempDir
    Path folder;

    private final Map<Setting, String> given = new EnumMap<>(Setting.class);

    private record Told(int exitCode, List<String> lines) {
        List<String> findings() {
            return lines.stream()
                    .filter(line -> line.startsWith("error: ") || line.startsWith("warning: "))
                    .toList();
        }

        boolean warnsOf(String beginning) {
            return findings().stream().anyMatch(line -> line.startsWith("warning: " + beginning));
        }
    }

    @BeforeEach
    void aQuietServer() {
        given.put(Setting.DATA, folder.resolve("data").toString());
        given.put(Setting.PORT, "0");
        given.put(Setting.MAX_SESSIONS, "10"); // whatever number of files this machine allows
    }

    @Test
    void aServerForThisMachineHasNoProblemsAndNothingIsWritten() throws Exception {
        Told told = check();
        assertEquals(List.of(), told.findings());
        assertEquals(0, told.exitCode());
        assertTrue(told.lines().contains("store: a new, empty store"), told.toString());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void everySettingIsShownWithItsSourceAndSecretsAreNot() throws Exception {
        Path config = Files.writeString(folder.resolve("c"), "rate = 7\ndatabase-password = s3cret\n");
        given.put(Setting.CONFIG, config.toString());
        Told told = check();
        assertTrue(told.lines().stream().noneMatch(line -> line.contains("s3cret")), told.toString());
        for (String beginning : List.of(
                "rate = 7                           # from " + config + ", line 1; commands per second",
                "database-password = …              # from " + config + ", line 2; database password",
                "port = 0                           # from the option --port; port to listen on",
                "burst = 100                        # the default; commands")) {
            assertTrue(told.lines().stream().anyMatch(line -> line.startsWith(beginning)), told.toString());
        }
    }

    @Test
    void allMistakesAreNamedAtOnce() {
        given.put(Setting.RATE, "lots");
        given.put(Setting.BURST, "0");
        given.put(Setting.TLS_KEY, folder.resolve("missing").toString());
        Told told = check();
        assertEquals(ERRORS, told.exitCode());
        assertEquals(
                List.of(
                        "error: rate is lots (from the option --rate); it must be a number from 1 to 10000000",
                        "error: burst is 0 (from the option --burst); it must be a number from 1 to 10000000",
                        "error: tls-key needs tls-cert: the certificate of the key"),
                told.findings());
    }

    @Test
    void aServerOpenToTheNetworkIsRisky() {
        given.put(Setting.HOST, "0.0.0.0");
        given.put(Setting.GUESTS, "true");
        Told told = check();
        assertEquals(1, told.exitCode());
        assertTrue(
                told.warnsOf("guests: ") && told.warnsOf("tls-cert: ") && told.warnsOf("server-names: "),
                told.toString());
        given.put(Setting.GUESTS, "false");
        given.put(Setting.ACCOUNTS, "true");
        given.put(Setting.PROXIES, "10.0.0.1");
        given.put(Setting.SERVER_NAMES, "chat.example.org");
        assertEquals(List.of(), check().findings());
        given.put(Setting.HOST, "127.0.0.1");
        given.remove(Setting.PROXIES);
        assertTrue(check().warnsOf("proxies: "));
    }

    @Test
    void secretsThatOthersCanReadAreRisky() throws Exception {
        TlsFiles files = new TlsFiles(folder.resolve("cert.pem"), folder.resolve("key.pem"));
        TestCertificate certificate = TestCertificate.make("EC");
        Files.writeString(files.certificate(), certificate.chainText());
        Files.writeString(files.key(), certificate.keyText());
        given.put(Setting.TLS_CERT, files.certificate().toString());
        given.put(Setting.TLS_KEY, files.key().toString());
        allow(files.key(), "rw-r--r--");
        assertTrue(check().warnsOf("tls-key: all users of this machine can read"));
        allow(files.key(), "rw-r-----");
        assertFalse(check().warnsOf("tls-key: "));
        Path config = Files.writeString(folder.resolve("parley.properties"), "rate = 7\n");
        allow(config, "rw-r--r--");
        given.put(Setting.CONFIG, config.toString());
        assertFalse(check().warnsOf("config: "));
        Files.writeString(config, "database-password = x\n");
        assertTrue(check().warnsOf("config: all users of this machine can read"));
        given.put(Setting.DATABASE_PASSWORD, "x");
        assertTrue(check().warnsOf("database-password is an option"));
        given.put(Setting.DOORBELL_URLS, "redis://localhost");
        assertFalse(check().warnsOf("doorbell-urls is an option"));
        given.put(Setting.DOORBELL_URLS, "redis://:x@localhost");
        assertTrue(check().warnsOf("doorbell-urls is an option"));
    }

    @Test
    void aTakenPortAndAnUnreachableDatabaseAreErrors() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            given.put(Setting.PORT, Integer.toString(taken.getLocalPort()));
            given.put(Setting.DATABASE, "jdbc:postgresql://127.0.0.1:1/parley?user=mira&password=s3cret");
            Told told = check();
            assertEquals(ERRORS, told.exitCode());
            assertTrue(told.findings().get(0).startsWith("error: port: cannot listen on 127.0.0.1:"), told.toString());
            assertTrue(told.findings().get(1).startsWith("error: store: Cannot use the database: "), told.toString());
            assertTrue(told.lines().stream().noneMatch(line -> line.contains("s3cret")), told.toString());
        }
    }

    @Test
    void theStoreIsKnownByItsSchemaAndItsServer() throws Exception {
        Path data = folder.resolve("data");
        try (Database running = Database.sqlite(data, new PoolSizes(1, 1), Parley.plainThreads())) {
            Told told = check();
            assertEquals(List.of(), told.findings());
            assertTrue(
                    told.lines().stream()
                            .anyMatch(line -> line.matches("store: schema version [0-9]+, in use by a running server")),
                    told + " " + running);
        }
        sql("UPDATE parley_schema SET version = '999' WHERE installed_rank = 1");
        assertEquals(List.of(), check().findings(), "a newer Parley has only added something");
        sql("UPDATE parley SET oldest = 999");
        Told newer = check();
        assertEquals(ERRORS, newer.exitCode());
        assertTrue(newer.findings().get(0).contains("migrated by a newer Parley"), newer.toString());
        sql("UPDATE parley_schema SET version = '1' WHERE installed_rank = 1");
        sql("DELETE FROM parley_schema WHERE installed_rank = (SELECT max(installed_rank) FROM parley_schema)");
        assertTrue(check().warnsOf("store: the next start migrates the schema"));
        Files.write(data.resolve("parley.db"), new byte[8192]);
        assertEquals(ERRORS, check().exitCode());
    }

    @Test
    void messagesOfTheFutureTellOfAWrongClock() throws Exception {
        Database.sqlite(folder.resolve("data"), new PoolSizes(1, 1), Parley.plainThreads())
                .close();
        sql("INSERT INTO room (id, name, epoch, head, head_tag, floor, floor_tag, active) VALUES"
                + " (7, 'lobby', 'e', 0, '', 0, '', 4102444800000)");
        assertTrue(check().warnsOf("clock: the newest message is of 2100-01-01T00:00:00Z"));
    }

    private Told check() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = new Check(
                        SettingReport.of(given, Map.of(), Map.of()), new PrintStream(out, true, StandardCharsets.UTF_8))
                .run();
        return new Told(code, out.toString(StandardCharsets.UTF_8).lines().toList());
    }

    private static void allow(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/parley.db"));
                Statement each = connection.createStatement()) {
            each.execute(statement);
        }
    }
}
