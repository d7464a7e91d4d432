package chat.parley;

import chat.parley.cluster.RedisUrl;
import chat.parley.identity.RoleClaim;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * All settings with their defaults. Each can be set as an option ({@code --max-frame}), a system property
 * ({@code parley.max-frame}), an environment variable ({@code PARLEY_MAX_FRAME}) or a line of a {@link ConfigFile}.
 */
public enum Setting {
    CONFIG("FILE", "", "file of settings, such as parley.properties", Program.values()),
    PORT("PORT", "8080", "port to listen on", Program.SERVER),
    HOST("ADDRESS", "127.0.0.1", "address to listen on; 0.0.0.0 for all", Program.SERVER),
    CONTEXT("PATH", "/", "context path", Program.SERVER),
    TLS_CERT("FILE", "", "PEM file with the certificate and its issuers; turns TLS on", Program.SERVER),
    TLS_KEY("FILE", "", "PEM file with the private key of the certificate", Program.SERVER),
    DATA("DIR", "data", "directory of the SQLite file; containers have another default", Program.values()),
    DATABASE(
            "URL",
            "",
            "PostgreSQL database to use instead of SQLite, such as jdbc:postgresql://localhost/parley",
            Program.values()),
    DATABASE_USER("NAME", "", "database user, unless the URL contains it", Program.values()),
    DATABASE_PASSWORD("TEXT", "", "database password; prefer the environment variable to the option", Program.values()),
    DATABASE_PASSWORD_FILE(
            "FILE", "", "file with the database password, instead of database-password", Program.values()),
    DATASOURCE(
            "NAME", "", "JNDI name of a PostgreSQL data source to use; default: jdbc/parley, if present", Program.WAR),
    DATABASE_WRITERS("NUMBER", "4", "concurrent write transactions in PostgreSQL; SQLite has one", Program.values()),
    DATABASE_READERS("NUMBER", "4", "connections that read concurrently", Program.values()),
    NODE("NAME", "", "name of this server among those that share its database"),
    DOORBELL(
            "postgres|redis|none",
            "postgres",
            "how servers that share a database tell each other of news; none: they look every 250 ms"),
    DOORBELL_URLS(
            "LIST",
            "",
            "Redis or Valkey servers of the doorbell redis, such as rediss://user@localhost:6379,"
                    + " separated by commas; several share the rooms"),
    DOORBELL_PASSWORD(
            "TEXT",
            "",
            "password of the URLs in doorbell-urls without one; prefer the environment variable to the option"),
    DOORBELL_PASSWORD_FILE("FILE", "", "file with that password, instead of doorbell-password"),
    DOORBELL_CA(
            "FILE",
            "",
            "PEM file with the issuers of the certificates of rediss servers; default: those that Java trusts"),
    RETENTION("LIST", "", "how long to keep messages, such as 365d,lobby=10000,build log=7d; default: forever"),
    LEGAL_HOLD(
            "LIST",
            "",
            "rooms from which neither retention nor erase-person removes anything, such as lobby,build log",
            Program.values()),
    RETENTION_INTERVAL("TIME", "1m", "how often to look for expired messages"),
    BACKUP_DIR("DIR", "", "directory for scheduled backups of the SQLite store"),
    BACKUP_INTERVAL("TIME", "24h", "how often to take a backup"),
    BACKUP_KEEP("NUMBER", "7", "how many backups to keep"),
    ORIGINS("LIST", "", "other origins whose pages may connect, such as https://example.org, separated by commas"),
    SERVER_NAMES(
            "LIST",
            "",
            "host names that requests may use, separated by commas;"
                    + " default: localhost if embedded on a loopback address, else any"),
    TOKEN_KEYS("FILE|URL", "", "JSON Web Key Set that verifies signed tokens (JWT) of another application"),
    TOKEN_ISSUER("TEXT", "", "issuer (iss) that tokens must have; required with token-keys"),
    TOKEN_AUDIENCE("TEXT", "", "audience (aud) that tokens must have; required with token-keys"),
    TOKEN_NAME("CLAIM", "name", "claim of tokens with the member's name"),
    TOKEN_ROLE_CLAIM("CLAIM", "", "claim of tokens with roles or groups, such as realm_access.roles; none if unset"),
    TOKEN_OWNER_VALUES("LIST", RoleClaim.OWNERS, "values of this claim that make an owner of all public rooms"),
    TOKEN_MODERATOR_VALUES("LIST", RoleClaim.MODERATORS, "values that make a moderator of all public rooms"),
    TOKEN_MEMBER_VALUES("LIST", "", "values that make a member; if set, people with none of the values only read"),
    TOKEN_READER_VALUES("LIST", RoleClaim.READERS, "values that let people only read, whatever other values they have"),
    OIDC("FILE", "", "OpenID Connect providers that people can sign in with: a file of properties"),
    ACCOUNTS("true|false", "false", "whether people can sign in with accounts of Parley's own, by name and password"),
    GUESTS(
            "true|false",
            "",
            "whether people may chat with just a name, without signing in;"
                    + " default: true if embedded on a loopback address, else false"),
    OWNERS("LIST", "", "ids of the members who own all public rooms, separated by commas"),
    PROXIES("LIST", "", "addresses and networks of proxies whose X-Forwarded-For, -Host and -Proto are trusted"),
    MONITORING(
            "LIST",
            "127.0.0.0/8,::1",
            "addresses and networks that may read /metrics and the details of /health; none for no address"),
    MONITORING_TOKEN(
            "TEXT",
            "",
            "bearer token that does the same from any address; prefer the environment variable to the option"),
    SOCKETIO_COOKIE("NAME", "", "cookie that tells a load balancer which server a polling Socket.IO client belongs to"),
    SOCKETIO_PER_ADDRESS(
            "NUMBER", "0", "maximum Socket.IO connections that an address may open by polling; 0: no limit"),
    ROOM_THREADS("NUMBER", "0", "threads that deliver messages; 0 for one per core"),
    MAX_SESSIONS("NUMBER", "20000", "maximum concurrent connections"),
    MAX_FRAME("BYTES", "65536", "largest frame that a client may send"),
    MAX_HEADER("BYTES", "32768", "largest request header, including all cookies", Program.SERVER),
    RATE("NUMBER", "20", "commands per second that a session may send in the long run"),
    BURST("NUMBER", "100", "commands that a session may send at once"),
    ADDRESS_SHARE("NUMBER", "50", "requests and new connections allowed per address, as a multiple of rate and burst"),
    ADDRESS_SESSIONS("NUMBER", "15000", "maximum concurrent connections per address"),
    ADDRESS_ROOMS("NUMBER", "5000", "maximum rooms that the connections of one address are in"),
    MEMBER_ROOMS("NUMBER", "1000", "maximum rooms that the connections of one member are in"),
    REQUEST_TIMEOUT("TIME", "20s", "time to send a request, or to stay idle before the next one", Program.SERVER),
    PING_INTERVAL("TIME", "25s", "ping a client after this much silence, and close it after twice as long"),
    PING_TIMEOUT("TIME", "20s", "time for a Socket.IO client to answer a ping"),
    DRAIN_TIME("TIME", "5s", "time over which a server that stops sends its clients elsewhere"),
    LOG_LEVEL("LEVEL", "info", "what to log: error, warning, info or debug", Program.SERVER),
    LOG_FORMAT("text|json", "text", "format of the log lines", Program.SERVER),
    ACCESS_LOG("FILE|-", "", "file for a line per request; - for the standard output", Program.SERVER),
    HELLO_TIMEOUT("TIME", "10s", "time for a client to give its name"),
    SEND_TIMEOUT("TIME", "60s", "maximum duration of one send to a client");

    private final String placeholder;
    private final String defaultValue;
    private final String description;
    private final Set<Program> users;

    /** A setting of both servers. */
    Setting(String placeholder, String defaultValue, String description) {
        this(placeholder, defaultValue, description, Program.SERVER, Program.WAR);
    }

    Setting(String placeholder, String defaultValue, String description, Program... users) {
        this.placeholder = placeholder;
        this.defaultValue = defaultValue;
        this.description = description;
        this.users = EnumSet.of(users[0], users);
    }

    /** The option without dashes, such as {@code max-frame}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The system property, such as {@code parley.max-frame}. */
    String property() {
        return "parley." + key();
    }

    /** The environment variable, such as {@code PARLEY_MAX_FRAME}. */
    String variable() {
        return "PARLEY_" + name();
    }

    String defaultValue() {
        return defaultValue;
    }

    boolean isUsedBy(Program program) {
        return users.contains(program);
    }

    /** Which program uses this setting, such as {@code the WAR only}; empty if both servers do. */
    String scope() {
        boolean bothServers = users.contains(Program.SERVER) && users.contains(Program.WAR);
        return bothServers ? "" : users.iterator().next().title() + " only";
    }

    /** What the setting means, in a few words. */
    public String description() {
        return description;
    }

    /** The value with its secrets masked; URLs may contain a password. */
    String masked(String value) {
        return switch (this) {
            case DATABASE -> value.replaceFirst("//[^/@]*@", "//…@").replaceFirst("\\?.*", "?…");
            case TOKEN_KEYS -> value.replaceFirst("//[^/@]*@", "//…@");
            case DOORBELL_URLS -> RedisUrl.masked(value);
            case DATABASE_PASSWORD, DOORBELL_PASSWORD, MONITORING_TOKEN -> value.isEmpty() ? "" : "…";
            default -> value;
        };
    }

    /** This setting's line in the usage text. */
    public String help() {
        String value = (scope().isEmpty() ? "" : " (" + scope() + ")")
                + (defaultValue.isEmpty() ? "" : " [" + defaultValue + "]");
        return String.format(Locale.ROOT, "  --%-22s %s%s", key() + " " + placeholder, description, value);
    }
}
