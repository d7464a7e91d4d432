package chat.parley.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.Setting;
import chat.parley.SettingReport;
import chat.parley.check.Check;
import chat.parley.e2e.host.FaultTest;
import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import chat.parley.e2e.host.Postgres;
import chat.parley.e2e.host.RedisProcess;
import chat.parley.e2e.host.Store;
import chat.parley.e2e.host.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A Redis that cannot be used: the log and the command {@code check} say why, without the password. */
@FaultTest
@ResourceLock(value = Postgres.SHARED, mode = ResourceAccessMode.READ)
class RefusingRedisIT {
    private static final String WRONG = "s3cret-and-wrong";

    @TempDir
    Path folder;

    @Test
    void aWrongPasswordIsLoggedWithoutItAndServersPoll() throws Exception {
        try (RedisProcess redis = RedisProcess.started("--requirepass", "right")) {
            Map<String, String> settings = new HashMap<>(Ground.fresh("refused").settings());
            settings.put("doorbell", "redis");
            settings.put("doorbell-urls", redis.url());
            settings.put("doorbell-password", WRONG);
            try (Host one = Hosts.fresh(settings, Store.POSTGRES);
                    Host two = Hosts.beside(one, settings);
                    Pace pace = Pace.between(one, two)) {
                pace.assertPolled();
                String log = Files.readString(one.log());
                assertTrue(log.contains("Cannot ring " + redis.url()), log);
                assertTrue(log.contains("refuses the user or password"), log);
                assertTrue(log.contains("[refused]"), log);
                assertEquals(1, log.split("Cannot ring", -1).length - 1, "one line, however often it is tried");
                assertFalse(log.contains(WRONG), log);
            }
        }
    }

    @Test
    void checkNamesEachReason() throws Exception {
        try (RedisProcess redis = RedisProcess.started("--requirepass", "right")) {
            assertFinding(redis.url(":" + WRONG + "@"), "error: doorbell-urls: " + redis.url(), "[refused]");
            assertFinding(redis.url(), "error: doorbell-urls: " + redis.url(), "[refused]");
            assertEquals(List.of(), check(redis.url(":right@")));
            redis.kill();
            assertFinding(redis.url(":right@"), "warning: doorbell-urls: " + redis.url(), "[unreachable]");
        }
    }

    @Test
    void checkNamesAUserWhoMayNotRing() throws Exception {
        try (RedisProcess redis = RedisProcess.started("--user", "mira", "on", ">right", "+subscribe")) {
            assertFinding(redis.url("mira:right@"), "error: doorbell-urls: " + redis.url(), "[forbidden]");
            assertEquals("+OK", redis.tell("ACL SETUSER mira +publish &parley_*"));
            assertEquals(List.of(), check(redis.url("mira:right@")));
        }
    }

    @Test
    void checkNamesACertificateThatIsNotTrusted() throws Exception {
        TestCertificate.make("EC").writeTo(folder);
        try (RedisProcess redis = RedisProcess.encrypted(folder, "--bind", "127.0.0.1", "127.0.0.2")) {
            assertFinding(redis.url(), "error: doorbell-urls: " + redis.url(), "[untrusted]");
            String issuer = folder.resolve("chain.pem").toString();
            assertEquals(List.of(), check(redis.url(), issuer));
            String otherName = redis.url().replace("127.0.0.1", "127.0.0.2");
            assertFinding(otherName, issuer, "error: doorbell-urls: " + otherName, "[untrusted]");
        }
    }

    private void assertFinding(String url, String beginning, String code) {
        assertFinding(url, "", beginning, code);
    }

    private void assertFinding(String url, String issuer, String beginning, String code) {
        List<String> findings = check(url, issuer);
        assertEquals(1, findings.size(), findings.toString());
        assertTrue(findings.get(0).startsWith(beginning) && findings.get(0).endsWith(code), findings.toString());
    }

    private List<String> check(String url) {
        return check(url, "");
    }

    private List<String> check(String url, String issuer) {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        given.put(Setting.DATA, folder.resolve("data").toString());
        given.put(Setting.PORT, "0");
        given.put(Setting.MAX_SESSIONS, "10");
        given.put(Setting.DOORBELL, "redis");
        given.put(Setting.DOORBELL_URLS, url);
        given.put(Setting.DOORBELL_CA, issuer);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        new Check(SettingReport.of(given, Map.of(), Map.of()), out).run();
        String text = printed.toString(StandardCharsets.UTF_8);
        assertFalse(text.contains(WRONG), text);
        return text.lines()
                .filter(line -> line.matches("(error|warning): .*"))
                .filter(line -> !line.contains("is an option"))
                .toList();
    }
}
