package chat.parley;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The settings with their defaults. Each is an option {@code --max-frame}, a system property {@code parley.max-frame} and an
 * environment variable {@code PARLEY_MAX_FRAME}.
 */
public enum Setting {
    PORT("PORT", "8080", "the port", Program.SERVER),
    HOST("ADDRESS", "127.0.0.1", "the address to listen on; 0.0.0.0 for all", Program.SERVER),
    CONTEXT("PATH", "/", "the path below which Parley lives", Program.SERVER),
    DATA("DIR", "data", "the directory of the SQLite file that keeps what was said; in a container one of the container's own", Program.values()),
    DATABASE("URL", "", "a PostgreSQL database to use instead, such as jdbc:postgresql://localhost/parley", Program.values()),
    DATABASE_USER("NAME", "", "the user there, unless the URL has it", Program.values()),
    DATABASE_PASSWORD("TEXT", "", "the user's password; the environment is a better place for it than a command line", Program.values()),
    DATASOURCE("NAME", "", "the JNDI name of a PostgreSQL data source to use instead; jdbc/parley is used where the container has it", Program.WAR),
    DATABASE_WRITERS("NUMBER", "4", "transactions that write at a time, in PostgreSQL; SQLite has one", Program.values()),
    DATABASE_READERS("NUMBER", "4", "connections to the store that read at a time", Program.values()),
    RETENTION("LIST", "", "how long messages are kept: for ever, or such as 365d,lobby=10000,build log=7d"),
    RETENTION_INTERVAL("TIME", "1m", "how often messages that are not to be kept any more are looked for"),
    ORIGINS("LIST", "", "other origins whose pages may connect, such as https://example.org, separated by commas"),
    SERVER_NAMES("LIST", "", "host names that requests may use, separated by commas; default: localhost only if embedded on a loopback address, else any"),
    PROXIES("LIST", "", "addresses of proxies whose X-Forwarded-For, -Host and -Proto are believed, separated by commas"),
    SOCKETIO_COOKIE("NAME", "", "the cookie that tells a balancer where a Socket.IO client that polls belongs; none unless named"),
    SOCKETIO_PER_ADDRESS("NUMBER", "0", "most Socket.IO connections that one address may open by polling; 0 for no limit"),
    ROOM_THREADS("NUMBER", "0", "threads that deliver what is said; 0 for one on each core"),
    MAX_SESSIONS("NUMBER", "20000", "most connections at a time"),
    MAX_FRAME("BYTES", "65536", "the largest frame a client may send"),
    MAX_HEADER("BYTES", "32768", "the largest request header, with all cookies", Program.SERVER),
    RATE("NUMBER", "20", "commands a second that one session may send in the long run"),
    BURST("NUMBER", "100", "commands that one session may send at once"),
    ADDRESS_SHARE("NUMBER", "50", "how many times rate and burst one address may make requests and open connections"),
    ADDRESS_SESSIONS("NUMBER", "15000", "most connections of one address at a time"),
    ADDRESS_ROOMS("NUMBER", "5000", "most rooms in which connections of one address are"),
    MEMBER_ROOMS("NUMBER", "1000", "most rooms in which connections of one member are"),
    REQUEST_TIMEOUT("TIME", "20s", "how long a connection may take for a request, or wait for the next one", Program.SERVER),
    PING_INTERVAL("TIME", "25s", "silence after which a client is pinged; it is closed after twice as long"),
    PING_TIMEOUT("TIME", "20s", "how long a Socket.IO client may take to answer a ping"),
    HELLO_TIMEOUT("TIME", "10s", "how long a connection may stay nameless"),
    SEND_TIMEOUT("TIME", "60s", "how long one send to a client may take");

    private final String placeholder;
    private final String standard;
    private final String description;
    private final Set<Program> users;

    /** Of both servers. */
    Setting(String placeholder, String standard, String description) {
        this(placeholder, standard, description, Program.SERVER, Program.WAR);
    }

    Setting(String placeholder, String standard, String description, Program... users) {
        this.placeholder = placeholder;
        this.standard = standard;
        this.description = description;
        this.users = EnumSet.of(users[0], users);
    }

    /** Such as {@code max-frame}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Such as {@code parley.max-frame}. */
    String property() {
        return "parley." + key();
    }

    /** Such as {@code PARLEY_MAX_FRAME}. */
    String variable() {
        return "PARLEY_" + name();
    }

    String standard() {
        return standard;
    }

    boolean isUsedBy(Program program) {
        return users.contains(program);
    }

    /** Such as {@code the WAR only}; empty where servers of both kinds use it. */
    String scope() {
        boolean everywhere = users.contains(Program.SERVER) && users.contains(Program.WAR);
        return everywhere ? "" : users.iterator().next().title() + " only";
    }

    /** A value as it may be printed: URLs can have a password in them. */
    String shown(String value) {
        return switch (this) {
            case DATABASE -> value.replaceFirst("//[^/@]*@", "//…@").replaceFirst("\\?.*", "?…");
            case DATABASE_PASSWORD -> "…";
            default -> value;
        };
    }

    /** The option that a misspelt one may stand for, such as {@code --retention} for {@code --retenton}. */
    public static Optional<String> meantBy(String option) {
        return Strays.meantBy(option);
    }

    /** A line for the usage text. */
    public String help() {
        String value = (scope().isEmpty() ? "" : " (" + scope() + ")") + (standard.isEmpty() ? "" : " [" + standard + "]");
        return String.format(Locale.ROOT, "  --%-22s %s%s", key() + " " + placeholder, description, value);
    }
}
