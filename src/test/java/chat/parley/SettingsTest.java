package chat.parley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.TokenIssuer;
import chat.parley.e2e.host.TestCertificate;
import chat.parley.identity.KeySource;
import chat.parley.identity.RoleClaim;
import chat.parley.identity.TokenRules;
import chat.parley.io.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    @Test
    void theDefaultsListenOnThisMachineOnly() {
        Settings settings = Settings.read(Program.SERVER);
        assertEquals("127.0.0.1", settings.host());
        assertEquals(8080, settings.port());
        assertEquals("", settings.context());
        assertEquals(65_536, settings.maxFrame());
        assertEquals(Duration.ofSeconds(25), settings.limits().pingInterval());
    }

    @Test
    void theCommandLineCountsMoreThanASystemProperty() {
        System.setProperty("parley.max-frame", "2000");
        try {
            assertEquals(2000, Settings.read(Program.SERVER).maxFrame());
            assertEquals(
                    3000,
                    Settings.read(Program.SERVER, Map.of(Setting.MAX_FRAME, "3000"))
                            .maxFrame());
        } finally {
            System.clearProperty("parley.max-frame");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PORT, 65536",
        "PORT, -1",
        "PORT, http",
        "PING_INTERVAL, 25",
        "PING_INTERVAL, 0s",
        "ORIGINS, example.org",
        "CONTEXT, chat",
        "MAX_FRAME, 1",
        "MAX_HEADER, 100",
        "SERVER_NAMES, https://chat.example.org",
        "DATABASE, mysql://x",
        "DATABASE_WRITERS, 0",
        "DATABASE_READERS, 1000",
        "ROOM_THREADS, many",
        "RETENTION, lobby=soon",
        "LEGAL_HOLD, b%zz",
        "MONITORING, chat.example.org",
        "MONITORING, 10.0.0.0/40",
        "RETENTION_INTERVAL, 1d"
    })
    void aValueThatMakesNoSenseIsNamed(Setting setting, String value) {
        String message = assertThrows(InvalidSetting.class, () -> Settings.read(Program.SERVER, Map.of(setting, value)))
                .getMessage();
        assertTrue(
                message.startsWith(
                        setting.key() + " is " + value + " (from the option --" + setting.key() + "); it must be "),
                message);
    }

    @Test
    void aMonitoringTokenThatCanBeGuessedIsRefusedAndNotShown() {
        for (String weak : List.of("secret", "secret secret secret")) {
            String message = assertThrows(
                            InvalidSetting.class,
                            () -> Settings.read(Program.SERVER, Map.of(Setting.MONITORING_TOKEN, weak)))
                    .getMessage();
            assertTrue(message.startsWith("monitoring-token is … (from the option --monitoring-token)"), message);
            assertFalse(message.contains("secret"), message);
        }
    }

    @Test
    void monitoringIsForThisMachineUnlessToldOtherwise() {
        assertTrue(Settings.read(Program.SERVER).monitoring().admits("127.0.0.1", false, null));
        assertFalse(Settings.read(Program.SERVER).monitoring().admits("10.0.0.1", false, null));
        assertFalse(Settings.read(Program.SERVER, Map.of(Setting.MONITORING, "none"))
                .monitoring()
                .admits("127.0.0.1", false, null));
    }

    @Test
    void aBadValueIsNamedWithItsSource() {
        assertEquals(
                "rate is lots (from the environment variable PARLEY_RATE); it must be a number from 1 to 10000000",
                refusal(Map.of(), Map.of("PARLEY_RATE", "lots")));
        assertEquals(
                "rate is lots (from the system property parley.rate); it must be a number from 1 to 10000000",
                refusal(Map.of("parley.rate", "lots"), Map.of("PARLEY_RATE", "5")));
        assertEquals(
                "rate is empty (from the environment variable PARLEY_RATE); it must be a value such as 20, or unset",
                refusal(Map.of(), Map.of("PARLEY_RATE", " ")));
    }

    @ParameterizedTest
    @CsvSource({
        "PORT, 80 80, WAR",
        "HOST, '', WAR",
        "CONTEXT, chat, WAR",
        "REQUEST_TIMEOUT, soon, WAR",
        "RETENTION, lobby=soon, TOOL",
        "RATE, 0, TOOL",
        "PORT, 80 80, TOOL"
    })
    void aProgramFailsOverNoSettingThatItDoesNotUse(Setting setting, String value, Program program) {
        Map<String, String> environment = Map.of("PARLEY_" + setting, value);
        Settings settings = Settings.read(program, Map.of(), Map.of(), environment);
        assertEquals(8080, settings.port());
        assertThrows(InvalidSetting.class, () -> Settings.read(Program.SERVER, Map.of(), Map.of(), environment));
    }

    @Test
    void whatAnotherStoreWouldNeedIsNotLookedAt() {
        Map<String, String> environment =
                Map.of("PARLEY_DATASOURCE", "jdbc/chat", "PARLEY_DATABASE", "mysql://x", "PARLEY_DATA", "\0");
        assertEquals(
                "jdbc/chat",
                Settings.read(Program.WAR, Map.of(), Map.of(), environment)
                        .storage()
                        .dataSource());
        Map<String, String> url = Map.of("PARLEY_DATABASE", "jdbc:postgresql://db/parley", "PARLEY_DATA", "\0");
        assertEquals(
                "jdbc:postgresql://db/parley",
                Settings.read(Program.SERVER, Map.of(), Map.of(), url).storage().url());
    }

    @Test
    void aSettingThatHasNoEffectHereIsReported() {
        assertEquals(
                List.of("port (from the environment variable PARLEY_PORT) has no effect here; it applies to the"
                        + " embedded server only"),
                warnings(Program.WAR, Map.of(), Map.of("PARLEY_PORT", "9000")));
        assertEquals(
                List.of("datasource (from the system property parley.datasource) has no effect here; it applies to the"
                        + " WAR only"),
                warnings(Program.SERVER, Map.of("parley.datasource", "jdbc/parley"), Map.of()));
    }

    /** What Kubernetes sets for services called parley and parley-data, and Docker for a linked container. */
    @ParameterizedTest
    @CsvSource({
        "PARLEY_PORT, tcp://10.96.0.1:8080",
        "PARLEY_PORT, udp://10.96.0.1:53",
        "PARLEY_SERVICE_HOST, 10.96.0.1",
        "PARLEY_SERVICE_PORT, 8080",
        "PARLEY_SERVICE_PORT_HTTP, 8080",
        "PARLEY_PORT_8080_TCP, tcp://10.96.0.1:8080",
        "PARLEY_PORT_8080_TCP_PROTO, tcp",
        "PARLEY_PORT_8080_TCP_PORT, 8080",
        "PARLEY_PORT_8080_TCP_ADDR, 10.96.0.1",
        "PARLEY_DATA_PORT, tcp://10.96.0.2:5432",
        "PARLEY_DATA_SERVICE_HOST, 10.96.0.2"
    })
    void whatAnOrchestratorSetsForAServiceIsNoSetting(String variable, String value) {
        for (Program program : Program.values()) {
            Settings settings = Settings.read(program, Map.of(), Map.of(), Map.of(variable, value));
            assertEquals(8080, settings.port());
            assertEquals(List.of(), settings.warnings());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PARLEY_RETENTON, PARLEY_RETENTION",
        "PARLEY_MAXFRAME, PARLEY_MAX_FRAME",
        "PARLEY_MAX-FRAME, PARLEY_MAX_FRAME",
        "parley_port, PARLEY_PORT",
        "parley.data, PARLEY_DATA",
        "PARLY_RETENTION, PARLEY_RETENTION",
        "PARLEY_ORIGIN, PARLEY_ORIGINS",
        "PARLEY_DATABASE_PASSWD, PARLEY_DATABASE_PASSWORD"
    })
    void aMisspeltVariableIsReportedWithWhatItMayMean(String variable, String meant) {
        assertEquals(
                List.of("The environment variable " + variable
                        + " is not a Parley setting and is ignored; did you mean " + meant + "?"),
                warnings(
                        Program.WAR,
                        Map.of(),
                        Map.of(
                                variable,
                                "secret",
                                "PATH",
                                "/bin",
                                "HOME",
                                "/root",
                                "BARLEY_PORT",
                                "tcp://10.96.0.1:80")));
    }

    @Test
    void anUnknownNameIsReported() {
        assertEquals(
                List.of(
                        "The environment variable PARLEY_COLOUR_OF_BUTTONS is not a Parley setting and is ignored;"
                                + " --help lists the settings",
                        "The system property parley.maxFrame is not a Parley setting and is ignored; did you mean"
                                + " parley.max-frame?"),
                warnings(
                        Program.TOOL,
                        Map.of("parley.maxFrame", "1", "parley.rate", "1", "java.home", "/"),
                        Map.of("PARLEY_COLOUR_OF_BUTTONS", "red", "PARLEY_RATE", "1")));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DATASOURCE")
    void aValueThatTheLocaleCouldNotDecodeIsRefused(Setting setting) {
        for (String message : List.of(
                refusal(Map.of(), Map.of("PARLEY_" + setting, "b\uFFFD\uFFFDro=7d")),
                refusal(Map.of("parley." + setting.key(), "b\uFFFD\uFFFDro=7d"), Map.of()))) {
            assertTrue(
                    message.startsWith(setting.key() + " is ") && message.contains("in the locale's encoding"),
                    message);
            assertTrue(message.contains("LC_ALL=C.UTF-8"), message);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "[::1], ::1",
        "::1, ::1",
        "[fe80::1%eth0], fe80::1%eth0",
        "127.0.0.1, 127.0.0.1",
        "chat.example.org, chat.example.org"
    })
    void anIpv6AddressMayBeInBrackets(String given, String host) {
        Map<Setting, String> settings = Map.of(Setting.HOST, given, Setting.GUESTS, "true");
        assertEquals(host, Settings.read(Program.SERVER, settings).host());
    }

    @Test
    void aProxyIsAnAddressOrANetwork() {
        assertEquals(
                "proxies is nginx,10.0.0.1 (from the environment variable PARLEY_PROXIES); it must be a list of addresses and"
                        + " networks such as 10.0.0.0/8: nginx is neither an IP address nor a network",
                refusal(Map.of(), Map.of("PARLEY_PROXIES", "nginx,10.0.0.1")));
    }

    @Test
    void aPasswordInADatabasesUrlIsNotPrinted() {
        String message =
                refusal(Map.of(), Map.of("PARLEY_DATABASE", "postgres://mira:s3cret@db/parley?password=s3cret"));
        assertFalse(message.contains("s3cret"), message);
        assertTrue(message.startsWith("database is postgres://…@db/parley?… (from "), message);
    }

    private static List<String> warnings(
            Program program, Map<String, String> properties, Map<String, String> environment) {
        return Settings.read(program, Map.of(), properties, environment).warnings();
    }

    private static String refusal(Map<String, String> properties, Map<String, String> environment) {
        return assertThrows(
                        InvalidSetting.class, () -> Settings.read(Program.SERVER, Map.of(), properties, environment))
                .getMessage();
    }

    @Test
    void aDoorbellByRedisNeedsItsUrls(@TempDir Path folder) throws Exception {
        Map<String, String> redis = Map.of("PARLEY_DOORBELL", "redis");
        assertTrue(refusal(Map.of(), redis).contains("needs doorbell-urls"));
        Map<Setting, String> given = Map.of(
                Setting.DOORBELL, "redis",
                Setting.DOORBELL_URLS, "redis://one, rediss://mira:s3cret@two:7000",
                Setting.DOORBELL_PASSWORD_FILE,
                        Files.writeString(folder.resolve("password"), "s3cret\n")
                                .toString());
        assertEquals(
                "[redis://one:6379, rediss://two:7000]",
                Settings.read(Program.SERVER, given).cluster().redis().toString());
        String list = "redis://a" + ",redis://a".repeat(16);
        assertTrue(refusal(Map.of("parley.doorbell-urls", list), redis).contains("at most 16 URLs"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://mira:s3cret@redis:7000",
                "redis://mira:s3cret@redis,redis://mira:s3cret@re dis",
                "redis://mira:s3c,s3cret@redis",
                "redis://mira:s3cret",
                "mira:s3cret@redis"
            })
    void aPasswordInADoorbellsUrlIsNotPrinted(String urls) {
        assertFalse(Setting.DOORBELL_URLS.masked(urls).contains("s3c"), Setting.DOORBELL_URLS.masked(urls));
    }

    @Test
    void aMalformedUrlOfADoorbellIsNamedWithoutItsPassword() {
        String message = refusal(Map.of("parley.doorbell-urls", "redis://mira:s3cret@re dis"), Map.of());
        assertTrue(message.startsWith("doorbell-urls is … (from the system property parley.doorbell-urls)"), message);
        assertFalse(message.contains("s3c"), message);
    }

    @Test
    void theConfigurationPageNamesEverySettingWithItsDefault() {
        String page = Documentation.page("docs/configuration.md");
        for (Setting setting : Setting.values()) {
            String row = "| `" + setting.key() + "` | "
                    + (setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "` ") + "|";
            assertTrue(page.contains(row), "docs/configuration.md lacks the row " + row);
        }
    }

    @Test
    void providersComeFromAFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("oidc.properties");
        Map<Setting, String> given = Map.of(Setting.OIDC, file.toString(), Setting.GUESTS, "false");
        assertTrue(refusalOf(given).contains("NoSuchFileException"));
        Files.writeString(file, "company.issuer = https://login.example.org\n");
        assertEquals(
                "oidc is " + file + " (from the option --oidc); it must be a file of properties with OpenID Connect"
                        + " providers: company.client-id is missing",
                refusalOf(given));
        Files.writeString(file, "company.client-id = parley\ncompany.title = Söder & Co\n", StandardOpenOption.APPEND);
        SignIn signIn = Settings.read(Program.SERVER, given).signIn();
        assertEquals("Söder & Co", signIn.providers().get(0).title());
        assertFalse(signIn.acceptsGuests());
    }

    @Test
    void tokensNeedTheirIssuerAndAudience(@TempDir Path folder) throws Exception {
        Path keys = Files.writeString(folder.resolve("keys.json"), TokenIssuer.SHARED.keySet());
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        given.put(Setting.TOKEN_KEYS, keys.toString());
        assertEquals("token-keys needs token-issuer: the claim iss of the tokens", refusalOf(given));
        given.put(Setting.TOKEN_ISSUER, "https://app.example.org");
        assertEquals("token-keys needs token-audience: the claim aud of the tokens", refusalOf(given));
        given.put(Setting.TOKEN_AUDIENCE, "parley");
        assertTrue(Settings.read(Program.SERVER, given).signIn().acceptsGuests());
        given.put(Setting.GUESTS, "false");
        SignIn signIn = Settings.read(Program.SERVER, given).signIn();
        assertFalse(signIn.acceptsGuests());
        assertEquals(new TokenRules("https://app.example.org", "parley", "name", RoleClaim.NONE), signIn.rules());
        given.put(Setting.TOKEN_KEYS, "https://app.example.org/keys");
        assertEquals(
                KeySource.of("https://app.example.org/keys"),
                Settings.read(Program.SERVER, given).signIn().keys());
        given.remove(Setting.TOKEN_KEYS);
        assertEquals("token-issuer needs token-keys", refusalOf(given));
        assertEquals(
                "guests is no (from the option --guests); it must be true or false",
                refusalOf(Map.of(Setting.GUESTS, "no")));
    }

    @Test
    void guestsMayEnterOnlyWhereNobodyElseCanConnectUnlessTheSettingSaysSo(@TempDir Path folder) throws Exception {
        for (String host : List.of("127.0.0.1", "localhost", "::1", "[::1]")) {
            SignIn local =
                    Settings.read(Program.SERVER, Map.of(Setting.HOST, host)).signIn();
            assertEquals(List.of(true, false), List.of(local.acceptsGuests(), local.isConfigured()), host);
        }
        String closed =
                "nobody could chat: set accounts=true, oidc or token-keys so that people can sign in, or guests=true"
                        + " so that a name is enough";
        assertEquals(closed, refusalOf(Map.of(Setting.HOST, "0.0.0.0")));
        assertEquals(closed, refusalOf(Map.of(Setting.GUESTS, "false")));
        Map<Setting, String> open = Map.of(Setting.HOST, "0.0.0.0", Setting.GUESTS, "true");
        assertTrue(Settings.read(Program.SERVER, open).signIn().acceptsGuests());
        Path keys = Files.writeString(folder.resolve("keys.json"), TokenIssuer.SHARED.keySet());
        SignIn signIn = Settings.read(
                        Program.SERVER,
                        Map.of(
                                Setting.HOST,
                                "0.0.0.0",
                                Setting.TOKEN_KEYS,
                                keys.toString(),
                                Setting.TOKEN_ISSUER,
                                "issuer",
                                Setting.TOKEN_AUDIENCE,
                                "parley"))
                .signIn();
        assertEquals(List.of(false, true), List.of(signIn.acceptsGuests(), signIn.isConfigured()));
        assertFalse(Settings.read(Program.TOOL, Map.of()).signIn().acceptsGuests());
    }

    @Test
    void aContainerIsExpectedToSignPeopleInUnlessTheSettingsSaySo() {
        for (Map<Setting, String> given : List.of(Map.<Setting, String>of(), Map.of(Setting.GUESTS, "false"))) {
            SignIn closed = Settings.read(Program.WAR, given).signIn();
            assertFalse(closed.acceptsGuests());
            assertEquals(
                    "Only people whom the container signs in can chat. If it signs in nobody, set accounts=true, oidc"
                            + " or token-keys so that people can sign in, or guests=true so that a name is enough",
                    closed.advice().orElseThrow());
        }
        SignIn accounts = Settings.read(Program.SERVER, Map.of(Setting.GUESTS, "false", Setting.ACCOUNTS, "true"))
                .signIn();
        assertEquals(List.of(true, true), List.of(accounts.hasAccounts(), accounts.isConfigured()));
        SignIn open = Settings.read(Program.WAR, Map.of(Setting.GUESTS, "true")).signIn();
        assertTrue(open.acceptsGuests());
        assertTrue(open.advice().isEmpty());
    }

    @Test
    void keysThatCannotBeUsedAreReportedAtTheStart(@TempDir Path folder) throws Exception {
        Path keys = Files.writeString(folder.resolve("keys.json"), "{\"k\":\"s3cret\"}");
        for (String place :
                List.of(keys.toString(), folder.resolve("missing").toString(), "https://user:s3cret@host/")) {
            String message = refusalOf(Map.of(
                    Setting.TOKEN_KEYS, place, Setting.TOKEN_ISSUER, "issuer", Setting.TOKEN_AUDIENCE, "parley"));
            assertTrue(message.startsWith("token-keys is "), message);
            assertTrue(message.contains("it must be an https URL, or a file, with a JSON Web Key Set"), message);
            assertFalse(message.contains("s3cret"), message);
        }
    }

    @Test
    void aCertificateNeedsItsKey(@TempDir Path folder) throws Exception {
        TestCertificate.make("EC").writeTo(folder);
        String chain = folder.resolve("chain.pem").toString();
        String key = folder.resolve("key.pem").toString();
        assertNull(Settings.read(Program.SERVER).tls());
        assertEquals(
                new TlsFiles(Path.of(chain), Path.of(key)),
                Settings.read(Program.SERVER, Map.of(Setting.TLS_CERT, chain, Setting.TLS_KEY, key))
                        .tls());
        assertEquals(
                "tls-cert needs tls-key: the private key of the certificate",
                refusalOf(Map.of(Setting.TLS_CERT, chain)));
        assertEquals("tls-key needs tls-cert: the certificate of the key", refusalOf(Map.of(Setting.TLS_KEY, key)));
        assertEquals(
                "tls-cert is " + folder + "/missing (from the option --tls-cert); it must be"
                        + " a PEM file with a certificate and its issuers: there is no file " + folder + "/missing",
                refusalOf(Map.of(Setting.TLS_CERT, folder + "/missing", Setting.TLS_KEY, key)));
        Files.writeString(
                folder.resolve("other.pem"), TestCertificate.make("EC").keyText());
        assertEquals(
                "tls-key is " + folder + "/other.pem (from the option --tls-key); it must be"
                        + " a PEM file with the private key of the certificate: the key belongs to another certificate",
                refusalOf(Map.of(Setting.TLS_CERT, chain, Setting.TLS_KEY, folder + "/other.pem")));
        assertEquals(
                List.of("tls-cert (from the system property parley.tls-cert) has no effect here; it applies to the"
                        + " embedded server only"),
                warnings(Program.WAR, Map.of("parley.tls-cert", "missing"), Map.of()));
    }

    private static String refusalOf(Map<Setting, String> given) {
        return assertThrows(InvalidSetting.class, () -> Settings.read(Program.SERVER, given))
                .getMessage();
    }
}
