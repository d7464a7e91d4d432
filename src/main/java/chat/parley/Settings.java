package chat.parley;

import chat.parley.delivery.DeliverySizes;
import chat.parley.engineio.EngineSettings;
import chat.parley.identity.HostNames;
import chat.parley.identity.MonitoringAccess;
import chat.parley.identity.Origins;
import chat.parley.io.TlsFiles;
import chat.parley.log.LegalHold;
import chat.parley.log.Retention;
import chat.parley.room.Limits;
import chat.parley.room.Shares;
import chat.parley.store.BackupPlan;
import chat.parley.store.PoolSizes;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of a server or a tool. A setting that the program does not use is not read and has its default.
 *
 * @param hostNames as configured, independent of the listen address
 * @param maxFrame in bytes
 * @param maxHeader in bytes
 * @param tls the certificate of the embedded server; null without TLS
 * @param roomThreads number of threads that deliver messages
 * @param owners ids of the members who own all public rooms
 * @param cluster how servers that share a database work together
 * @param logs of the embedded server
 * @param drainTime over which a server that stops sends its clients elsewhere
 * @param backups when to take backups; null for never
 * @param monitoring who may read the metrics and the details of the health
 * @param warnings sentences to log about settings that have no effect
 */
public record Settings(
        String host,
        int port,
        String context,
        Storage storage,
        Origins origins,
        HostNames hostNames,
        int maxFrame,
        int maxHeader,
        Duration requestTimeout,
        TlsFiles tls,
        int roomThreads,
        Limits limits,
        EngineSettings socketIo,
        SignIn signIn,
        Set<String> owners,
        ClusterSettings cluster,
        LogSettings logs,
        Duration drainTime,
        BackupPlan backups,
        MonitoringAccess monitoring,
        List<String> warnings) {
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final int LARGEST_PORT = 65_535;
    private static final int SMALLEST_FRAME = 1_024;
    private static final int LARGEST_FRAME = 16 << 20;
    private static final int LARGEST_HEADER = 1 << 20;
    private static final String SOCKET_IO = "/socket.io/";
    private static final int MAX_WAITING_BYTES = 4 << 20;
    private static final int MAX_NUMBER = 10_000_000;
    private static final int MAX_THREADS = 256;

    /**
     * Where messages are stored, and for how long.
     *
     * @param data the directory of the SQLite file; null if a database is configured
     * @param url the PostgreSQL database to use instead; null if there is none, or if a data source is configured
     * @param user null if the URL contains it
     * @param dataSource JNDI name of a data source, which takes precedence over both; empty if there is none
     * @param retentionInterval how often to look for expired messages
     * @param legalHold rooms from which nothing is removed
     */
    public record Storage(
            Path data,
            String url,
            String user,
            String password,
            String dataSource,
            PoolSizes connections,
            Retention retention,
            Duration retentionInterval,
            LegalHold legalHold) {}

    /** Reads settings from system properties, the environment and the config file. @throws InvalidSetting for an invalid value */
    public static Settings read(Program program) {
        return read(program, Map.of());
    }

    /**
     * @param given values from the command line, which override all others
     * @throws InvalidSetting for an invalid value
     */
    public static Settings read(Program program, Map<Setting, String> given) {
        return read(program, given, systemProperties(), System.getenv());
    }

    static Map<String, String> systemProperties() {
        Properties properties = System.getProperties();
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    /**
     * Checks a command-line argument that is not a setting, such as a file name.
     *
     * @throws InvalidSetting if Java could not decode it with the locale's encoding
     */
    public static String requireReadable(String word) {
        if (word.indexOf(SettingValues.UNDECODABLE) >= 0) {
            throw new InvalidSetting("the argument " + word + " must be " + SettingValues.READABLE);
        }
        return word;
    }

    static Settings read(
            Program program,
            Map<Setting, String> given,
            Map<String, String> properties,
            Map<String, String> environment) {
        return read(new SettingValues(program, given, properties, environment), properties, environment);
    }

    static Settings read(SettingValues values, Map<String, String> properties, Map<String, String> environment) {
        Limits limits = new Limits(
                values.number(Setting.MAX_SESSIONS, 1, MAX_NUMBER),
                values.number(Setting.RATE, 1, MAX_NUMBER),
                values.number(Setting.BURST, 1, MAX_NUMBER),
                values.time(Setting.PING_INTERVAL),
                values.time(Setting.HELLO_TIMEOUT),
                values.time(Setting.SEND_TIMEOUT),
                shares(values),
                DeliverySizes.STANDARD);
        Origins origins = origins(values);
        ClusterSettings cluster = ClusterSettings.read(values);
        int maxFrame = values.number(Setting.MAX_FRAME, SMALLEST_FRAME, LARGEST_FRAME);
        List<String> warnings = Stream.concat(
                        UnknownSettings.in(properties, environment).stream(), values.unused().stream())
                .collect(Collectors.toCollection(ArrayList::new));
        return new Settings(
                host(values),
                values.number(Setting.PORT, 0, LARGEST_PORT),
                context(values),
                storage(values, properties, warnings),
                origins,
                HostNameSettings.read(values),
                maxFrame,
                values.number(Setting.MAX_HEADER, SMALLEST_FRAME, LARGEST_HEADER),
                values.time(Setting.REQUEST_TIMEOUT),
                TlsSettings.read(values),
                roomThreads(values),
                limits,
                socketIo(values, limits, origins, maxFrame, cluster.name()),
                SignIn.read(values, HostNames.isLoopback(host(values))),
                Stream.of(values.text(Setting.OWNERS).split(","))
                        .map(String::strip)
                        .filter(id -> !id.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()),
                cluster,
                LogSettings.read(values),
                values.time(Setting.DRAIN_TIME),
                BackupSettings.read(values),
                MonitoringSettings.read(values),
                warnings);
    }

    private static Shares shares(SettingValues values) {
        return new Shares(
                values.number(Setting.ADDRESS_SHARE, 1, MAX_NUMBER),
                values.number(Setting.ADDRESS_SESSIONS, 1, MAX_NUMBER),
                values.number(Setting.ADDRESS_ROOMS, 1, MAX_NUMBER),
                values.number(Setting.MEMBER_ROOMS, 1, MAX_NUMBER));
    }

    private static EngineSettings socketIo(
            SettingValues values, Limits limits, Origins origins, int maxFrame, String node) {
        String cookie = values.text(Setting.SOCKETIO_COOKIE);
        if (!cookie.matches("[A-Za-z0-9_-]*")) {
            throw values.unusable(Setting.SOCKETIO_COOKIE, "a name of letters, digits, - and _");
        }
        return new EngineSettings(
                SOCKET_IO,
                limits.pingInterval(),
                values.time(Setting.PING_TIMEOUT),
                limits.helloTimeout(),
                limits.sendTimeout(),
                maxFrame,
                limits.sessions(),
                values.number(Setting.SOCKETIO_PER_ADDRESS, 0, MAX_NUMBER),
                MAX_WAITING_BYTES,
                cookie,
                node,
                origins);
    }

    private static Storage storage(SettingValues values, Map<String, String> properties, List<String> warnings) {
        String dataSource = values.text(Setting.DATASOURCE);
        String url = dataSource.isEmpty() ? url(values) : null;
        Path data = dataSource.isEmpty() && url == null ? data(values, properties, warnings) : null;
        return new Storage(
                data,
                url,
                emptyToNull(values.text(Setting.DATABASE_USER)),
                password(values, url),
                dataSource,
                connections(values),
                retention(values),
                values.time(Setting.RETENTION_INTERVAL),
                legalHold(values));
    }

    /** Reads the password's file only if there is a database to use it. */
    private static String password(SettingValues values, String url) {
        if (url == null) {
            values.text(Setting.DATABASE_PASSWORD_FILE);
            return values.text(Setting.DATABASE_PASSWORD);
        }
        return values.secret(Setting.DATABASE_PASSWORD, Setting.DATABASE_PASSWORD_FILE);
    }

    private static String url(SettingValues values) {
        String url = values.text(Setting.DATABASE);
        if (!url.isEmpty() && !url.startsWith(POSTGRESQL)) {
            throw values.unusable(Setting.DATABASE, "a URL that begins with " + POSTGRESQL);
        }
        return emptyToNull(url);
    }

    private static PoolSizes connections(SettingValues values) {
        return new PoolSizes(
                values.number(Setting.DATABASE_WRITERS, 1, MAX_THREADS),
                values.number(Setting.DATABASE_READERS, 1, MAX_THREADS));
    }

    private static int roomThreads(SettingValues values) {
        int threads = values.number(Setting.ROOM_THREADS, 0, MAX_THREADS);
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }

    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Path data(SettingValues values, Map<String, String> properties, List<String> warnings) {
        String text = values.text(Setting.DATA);
        try {
            if (!text.equals(Setting.DATA.defaultValue())) {
                return Path.of(text);
            }
            DefaultDataDirectory directory = DefaultDataDirectory.in(properties, Path.of(text));
            directory.warning().ifPresent(warnings::add);
            return directory.directory();
        } catch (InvalidPathException e) {
            throw values.unusable(Setting.DATA, "a path");
        }
    }

    private static Retention retention(SettingValues values) {
        try {
            return Retention.parse(values.text(Setting.RETENTION));
        } catch (IllegalArgumentException e) {
            throw values.unusable(Setting.RETENTION, "a list such as 365d,lobby=10000,build log=7d: " + e.getMessage());
        }
    }

    private static LegalHold legalHold(SettingValues values) {
        try {
            return LegalHold.parse(values.text(Setting.LEGAL_HOLD));
        } catch (IllegalArgumentException e) {
            throw values.unusable(Setting.LEGAL_HOLD, "a list of rooms: " + e.getMessage());
        }
    }

    /** Accepts an IPv6 address in brackets, as in a URL. */
    private static String host(SettingValues values) {
        return values.text(Setting.HOST).replaceFirst("^\\[(.*:.*)\\]$", "$1");
    }

    private static String context(SettingValues values) {
        String text = values.text(Setting.CONTEXT);
        if (!text.matches("/|(/[A-Za-z0-9._~-]+)+/?")) {
            throw values.unusable(Setting.CONTEXT, "a path such as / or /chat");
        }
        return text.replaceAll("/$", "");
    }

    private static Origins origins(SettingValues values) {
        String text = values.text(Setting.ORIGINS);
        try {
            return new Origins(SettingValues.list(text));
        } catch (IllegalArgumentException e) {
            throw values.unusable(Setting.ORIGINS, "a list of origins: " + e.getMessage());
        }
    }
}
