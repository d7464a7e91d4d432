package chat.parley;

import java.util.Locale;

/** What can be set, with its default. As an option {@code --max-frame}, as a system property {@code parley.max-frame}, as an environment variable {@code PARLEY_MAX_FRAME}. */
public enum Setting {
    PORT("PORT", "8080", "the port (embedded only)"),
    HOST("ADDRESS", "127.0.0.1", "the address to listen on; 0.0.0.0 for all (embedded only)"),
    CONTEXT("PATH", "/", "the path below which Parley lives (embedded only)"),
    DATA("DIR", "data", "the directory of the SQLite file that keeps what was said; on WildFly below its data directory"),
    DATABASE("URL", "", "a PostgreSQL database to use instead, such as jdbc:postgresql://localhost/parley"),
    DATABASE_USER("NAME", "", "the user there, unless the URL has it"),
    DATABASE_PASSWORD("TEXT", "", "the user's password; the environment is a better place for it than a command line"),
    DATASOURCE("NAME", "", "the JNDI name of a PostgreSQL data source to use instead; jdbc/parley is used where the container has it (WAR only)"),
    DATABASE_WRITERS("NUMBER", "4", "transactions that write at a time, in PostgreSQL; SQLite has one"),
    DATABASE_READERS("NUMBER", "4", "connections to the store that read at a time"),
    RETENTION("LIST", "", "how long messages are kept: for ever, or such as 365d,lobby=10000,build log=7d"),
    RETENTION_INTERVAL("TIME", "1m", "how often messages that are not to be kept any more are looked for"),
    ORIGINS("LIST", "", "other origins whose pages may connect, such as https://example.org, separated by commas"),
    SERVER_NAMES("LIST", "", "the host names of this server, separated by commas; without any: embedded on a loopback address that machine's own, else all"),
    PROXIES("LIST", "", "addresses of proxies whose X-Forwarded-Host is believed, separated by commas"),
    SOCKETIO_COOKIE("NAME", "", "the cookie that tells a balancer where a Socket.IO client that polls belongs; none unless named"),
    SOCKETIO_PER_ADDRESS("NUMBER", "0", "most Socket.IO connections that one address may open by polling; 0 for no limit"),
    ROOM_THREADS("NUMBER", "0", "threads that deliver what is said; 0 for one on each core"),
    MAX_SESSIONS("NUMBER", "20000", "most connections at a time"),
    MAX_FRAME("BYTES", "65536", "the largest frame a client may send"),
    MAX_HEADER("BYTES", "32768", "the largest request header, with all cookies (embedded only)"),
    RATE("NUMBER", "20", "commands a second that one session may send in the long run"),
    BURST("NUMBER", "100", "commands that one session may send at once"),
    REQUEST_TIMEOUT("TIME", "20s", "how long a connection may take for a request, or wait for the next one (embedded only)"),
    PING_INTERVAL("TIME", "25s", "silence after which a client is pinged; it is closed after twice as long"),
    PING_TIMEOUT("TIME", "20s", "how long a Socket.IO client may take to answer a ping"),
    HELLO_TIMEOUT("TIME", "10s", "how long a connection may stay nameless"),
    SEND_TIMEOUT("TIME", "60s", "how long one send to a client may take");

    private final String placeholder;
    private final String standard;
    private final String description;

    Setting(String placeholder, String standard, String description) {
        this.placeholder = placeholder;
        this.standard = standard;
        this.description = description;
    }

    /** Such as {@code max-frame}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String standard() {
        return standard;
    }

    /** A line for the usage text. */
    public String help() {
        String value = standard.isEmpty() ? "" : " [" + standard + "]";
        return String.format(Locale.ROOT, "  --%-22s %s%s", key() + " " + placeholder, description, value);
    }
}
