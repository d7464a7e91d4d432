package chat.parley.deploy;

import static chat.parley.deploy.DeployFiles.at;
import static chat.parley.deploy.DeployFiles.listAt;
import static chat.parley.deploy.DeployFiles.mapAt;
import static chat.parley.deploy.DeployFiles.textAt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.Program;
import chat.parley.Setting;
import chat.parley.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Compose file agrees with itself, with the images and with the sample of nginx. */
class ComposeTest {
    private static final List<String> SERVERS = List.of("one", "two");
    /** For commits and the end of the process; see docs/operations.md. */
    private static final Duration REST = Duration.ofSeconds(10);

    private final Object file = DeployFiles.documents("compose/compose.yaml").get(0);

    @TempDir
    private Path folder;

    private Settings settings(String server) throws Exception {
        Map<Setting, String> given =
                new EnumMap<>(DeployFiles.settings(mapAt(file, "services", server, "environment")));
        given.put(Setting.HOST, "0.0.0.0"); // as in the image
        assertEquals("/run/secrets/database-password", given.get(Setting.DATABASE_PASSWORD_FILE));
        given.put(
                Setting.DATABASE_PASSWORD_FILE,
                Files.writeString(folder.resolve("password"), "a-secret\n").toString());
        return Settings.read(Program.SERVER, given);
    }

    @Test
    void theServersStartWithTheirSettings() throws Exception {
        for (String server : SERVERS) {
            Settings settings = settings(server);
            assertEquals(server, settings.cluster().name());
            assertEquals(server, settings.socketIo().node());
            assertEquals("a-secret", settings.storage().password());
            assertTrue(settings.signIn().hasAccounts());
            Duration grace = DeployFiles.time(textAt(file, "services", server, "stop_grace_period"));
            assertTrue(grace.compareTo(settings.drainTime().plus(REST)) >= 0, grace.toString());
        }
    }

    @Test
    void theDatabaseIsTheOneThatTheServersUse() throws Exception {
        Map<?, ?> environment = mapAt(file, "services", "database", "environment");
        Settings.Storage storage = settings("one").storage();
        assertEquals("jdbc:postgresql://database/" + environment.get("POSTGRES_DB"), storage.url());
        assertEquals(environment.get("POSTGRES_USER"), storage.user());
    }

    @Test
    void nginxFindsTheServersAndTheyBelieveIt() throws Exception {
        String nginx = DeployFiles.text("nginx/parley.conf");
        String volume = textAt(file, "services", "proxy", "volumes", 0);
        assertTrue(Files.exists(DeployFiles.ROOT.resolve("compose").resolve(volume.split(":")[0])), volume);
        for (String server : SERVERS) {
            String address = textAt(file, "services", server, "networks", "chat", "ipv4_address");
            assertTrue(
                    nginx.contains("upstream parley-" + server + " {\n    server " + address + ":"
                            + settings(server).port()),
                    address);
            assertTrue(nginx.contains("\"~^" + server + "\\.[^.]+$\" parley-" + server + ";"), server);
            assertEquals(
                    at(file, "services", "proxy", "networks", "chat", "ipv4_address"),
                    at(file, "services", server, "environment", "PARLEY_PROXIES"));
        }
        assertTrue(
                nginx.contains("--proxies " + textAt(file, "services", "proxy", "networks", "chat", "ipv4_address")));
        assertTrue(nginx.contains("/etc/letsencrypt/live/chat.example.org/fullchain.pem"));
        assertTrue(
                textAt(file, "services", "proxy", "volumes", 1).contains(":/etc/letsencrypt/live/chat.example.org:ro"));
    }

    @Test
    void valkeyIsTheDoorbellOfBothServers() throws Exception {
        Object more = DeployFiles.documents("compose/valkey.yaml").get(0);
        for (String server : SERVERS) {
            Map<Setting, String> bell = DeployFiles.settings(mapAt(more, "services", server, "environment"));
            String service =
                    listAt(more, "services", server, "depends_on").get(0).toString();
            assertEquals("redis", bell.get(Setting.DOORBELL));
            assertTrue(bell.toString().contains("redis://" + service + ":6379"), bell.toString());
            assertTrue(textAt(more, "services", service, "image").startsWith("valkey/valkey:"));
            bell.put(Setting.GUESTS, "true");
            assertEquals(List.of(), Settings.read(Program.SERVER, bell).signIn().providers());
        }
    }

    @Test
    void whatServicesReferToExists() {
        mapAt(file, "services").forEach((name, service) -> {
            Map<?, ?> fields = (Map<?, ?>) service;
            if (fields.containsKey("secrets")) {
                listAt(fields, "secrets").forEach(secret -> at(file, "secrets", secret));
            }
            if (fields.get("depends_on") instanceof Map<?, ?> needed) {
                needed.keySet().forEach(other -> at(file, "services", other));
            } else if (fields.get("depends_on") instanceof List<?> needed) {
                needed.forEach(other -> at(file, "services", other));
            }
            mapAt(fields, "networks").keySet().forEach(network -> at(file, "networks", network));
        });
        Path context = DeployFiles.ROOT.resolve("compose").resolve(textAt(file, "services", "one", "build", "context"));
        assertTrue(Files.exists(context.resolve(textAt(file, "services", "one", "build", "dockerfile"))));
    }

    @Test
    void theServersHaveNoMoreRightsThanTheyNeed() {
        for (String server : SERVERS) {
            assertEquals(true, at(file, "services", server, "read_only"));
            assertEquals(List.of("ALL"), at(file, "services", server, "cap_drop"));
            assertEquals(List.of("no-new-privileges:true"), at(file, "services", server, "security_opt"));
            assertTrue(listAt(file, "services", server, "tmpfs").contains("/var/lib/parley:uid=10001"));
        }
    }
}
