package chat.parley;

import chat.parley.engineio.EngineSettings;
import chat.parley.identity.HostNames;
import chat.parley.identity.Origins;
import chat.parley.log.Connections;
import chat.parley.log.Retention;
import chat.parley.room.Limits;
import chat.parley.room.RoomSizes;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How this server is to be. Looked up in this order: what was given on the command line, system properties, the environment, the defaults.
 *
 * @param hostNames as configured, whatever the address that is listened on
 * @param maxFrame bytes
 * @param maxHeader bytes
 * @param roomThreads how many threads deliver
 */
public record Settings(String host, int port, String context, Storage storage, Origins origins, HostNames hostNames, int maxFrame, int maxHeader, Duration requestTimeout, int roomThreads, Limits limits,
        EngineSettings socketIo) {
    private static final Pattern TIME = Pattern.compile("(?<number>[0-9]{1,9})(?<unit>ms|s|m)");
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String WILDFLY_DATA = "jboss.server.data.dir";
    private static final int LARGEST_PORT = 65_535;
    private static final int SMALLEST_FRAME = 1_024;
    private static final int LARGEST_FRAME = 16 << 20;
    private static final int LARGEST_HEADER = 1 << 20;
    private static final String SOCKET_IO = "/socket.io/";
    private static final int MOST_WAITING = 4 << 20;
    private static final int MOST = 10_000_000;
    private static final int MOST_THREADS = 256;

    /**
     * Where what was said is kept.
     *
     * @param data the directory of the SQLite file
     * @param url of a PostgreSQL database that is used instead; null where there is none
     * @param user null where the URL has it
     * @param dataSource the JNDI name of a data source that is used before both
     * @param retentionInterval how often what is not to be kept is looked for
     */
    public record Storage(Path data, String url, String user, String password, String dataSource, Connections connections, Retention retention, Duration retentionInterval) {}

    /** A value that cannot be used; the message names the setting and says what is expected. */
    public static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusable(Setting setting, String value, String expected) {
            super(setting.key() + " is " + value + "; it must be " + expected);
        }
    }

    /** Settings from system properties and the environment. @throws Unusable for a value that makes no sense */
    public static Settings read() {
        return read(Map.of());
    }

    /** @param given values from the command line, by {@link Setting} */
    public static Settings read(Map<Setting, String> given) {
        Function<Setting, String> value = setting -> Stream.of(
                        given.get(setting),
                        System.getProperty("parley." + setting.key()),
                        System.getenv("PARLEY_" + setting.name()))
                .flatMap(found -> Optional.ofNullable(found).stream()).findFirst().orElse(setting.standard()).strip();
        Limits limits = new Limits(
                number(Setting.MAX_SESSIONS, value, 1, MOST),
                number(Setting.RATE, value, 1, MOST),
                number(Setting.BURST, value, 1, MOST),
                time(Setting.PING_INTERVAL, value),
                time(Setting.HELLO_TIMEOUT, value),
                time(Setting.SEND_TIMEOUT, value),
                RoomSizes.STANDARD);
        Origins origins = origins(value);
        int maxFrame = number(Setting.MAX_FRAME, value, SMALLEST_FRAME, LARGEST_FRAME);
        return new Settings(value.apply(Setting.HOST), number(Setting.PORT, value, 0, LARGEST_PORT), context(value), storage(value), origins, hostNames(value),
                maxFrame, number(Setting.MAX_HEADER, value, SMALLEST_FRAME, LARGEST_HEADER), time(Setting.REQUEST_TIMEOUT, value), roomThreads(value), limits, socketIo(value, limits, origins, maxFrame));
    }

    private static EngineSettings socketIo(Function<Setting, String> value, Limits limits, Origins origins, int maxFrame) {
        String cookie = value.apply(Setting.SOCKETIO_COOKIE);
        if (!cookie.matches("[A-Za-z0-9_-]*")) {
            throw new Unusable(Setting.SOCKETIO_COOKIE, cookie, "a name of letters, digits, - and _");
        }
        return new EngineSettings(SOCKET_IO, limits.pingInterval(), time(Setting.PING_TIMEOUT, value), limits.helloTimeout(), limits.sendTimeout(), maxFrame, limits.sessions(),
                number(Setting.SOCKETIO_PER_ADDRESS, value, 0, MOST), MOST_WAITING, cookie, origins);
    }

    private static int number(Setting setting, Function<Setting, String> value, int least, int most) {
        String text = value.apply(setting);
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new Unusable(setting, text, "a number from " + least + " to " + most);
    }

    private static Duration time(Setting setting, Function<Setting, String> value) {
        String text = value.apply(setting);
        Matcher parts = TIME.matcher(text);
        long number = parts.matches() ? Long.parseLong(parts.group("number")) : 0;
        if (number == 0) {
            throw new Unusable(setting, text, "a time such as 500ms, 25s or 2m");
        }
        return switch (parts.group("unit")) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    private static Storage storage(Function<Setting, String> value) {
        String url = value.apply(Setting.DATABASE);
        if (!url.isEmpty() && !url.startsWith(POSTGRESQL)) {
            throw new Unusable(Setting.DATABASE, url, "a URL that begins with " + POSTGRESQL);
        }
        return new Storage(data(value), emptyToNull(url), emptyToNull(value.apply(Setting.DATABASE_USER)), value.apply(Setting.DATABASE_PASSWORD),
                value.apply(Setting.DATASOURCE), connections(value), retention(value), time(Setting.RETENTION_INTERVAL, value));
    }

    private static Connections connections(Function<Setting, String> value) {
        return new Connections(number(Setting.DATABASE_WRITERS, value, 1, MOST_THREADS), number(Setting.DATABASE_READERS, value, 1, MOST_THREADS));
    }

    private static int roomThreads(Function<Setting, String> value) {
        int threads = number(Setting.ROOM_THREADS, value, 0, MOST_THREADS);
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }

    private static String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Path data(Function<Setting, String> value) {
        String text = value.apply(Setting.DATA);
        try {
            String home = System.getProperty(WILDFLY_DATA);
            return home == null || !text.equals(Setting.DATA.standard()) ? Path.of(text) : Path.of(home, "parley");
        } catch (InvalidPathException e) {
            throw new Unusable(Setting.DATA, text, "a path");
        }
    }

    private static Retention retention(Function<Setting, String> value) {
        try {
            return Retention.parse(value.apply(Setting.RETENTION));
        } catch (IllegalArgumentException e) {
            throw new Unusable(Setting.RETENTION, value.apply(Setting.RETENTION), "a list such as 365d,lobby=10000,build log=7d: " + e.getMessage());
        }
    }

    private static String context(Function<Setting, String> value) {
        String text = value.apply(Setting.CONTEXT);
        if (!text.matches("/|(/[A-Za-z0-9._~-]+)+/?")) {
            throw new Unusable(Setting.CONTEXT, text, "a path such as / or /chat");
        }
        return text.replaceAll("/$", "");
    }

    private static Origins origins(Function<Setting, String> value) {
        String text = value.apply(Setting.ORIGINS);
        try {
            return new Origins(list(text));
        } catch (IllegalArgumentException e) {
            throw new Unusable(Setting.ORIGINS, text, "a list of origins: " + e.getMessage());
        }
    }

    private static HostNames hostNames(Function<Setting, String> value) {
        String text = value.apply(Setting.SERVER_NAMES);
        try {
            return HostNames.of(list(text), list(value.apply(Setting.PROXIES)));
        } catch (IllegalArgumentException e) {
            throw new Unusable(Setting.SERVER_NAMES, text, "a list of host names such as chat.example.org: " + e.getMessage());
        }
    }

    private static Set<String> list(String text) {
        return Stream.of(text.split(",")).map(String::strip).filter(one -> !one.isEmpty()).collect(Collectors.toSet());
    }
}
