package chat.parley;

import chat.parley.cluster.Doorbell;
import chat.parley.cluster.PostgresBell;
import chat.parley.cluster.RedisBell;
import chat.parley.cluster.RedisServer;
import chat.parley.cluster.RedisUrl;
import chat.parley.io.Pem;
import chat.parley.store.Database;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLContext;

/**
 * How this server works with others on the same database.
 *
 * @param name of this server, for people
 * @param bell how servers tell each other of news
 * @param redis the servers of a bell by Redis; otherwise empty
 */
public record ClusterSettings(String name, Bell bell, List<RedisServer> redis) {
    private static final int LONGEST = 60;
    private static final int MOST_SERVERS = 16;

    /** A kind of doorbell. */
    public enum Bell {
        POSTGRES,
        REDIS,
        NONE
    }

    static ClusterSettings read(SettingValues values) {
        String name = values.text(Setting.NODE);
        if (!name.matches("[A-Za-z0-9._-]{0," + LONGEST + "}")) {
            throw values.unusable(Setting.NODE, "a name of at most " + LONGEST + " letters, digits, dots, - and _");
        }
        Bell bell = switch (values.text(Setting.DOORBELL)) {
            case "postgres" -> Bell.POSTGRES;
            case "redis" -> Bell.REDIS;
            case "none" -> Bell.NONE;
            default -> throw values.unusable(Setting.DOORBELL, "postgres, redis or none");
        };
        List<RedisUrl> urls = urls(values);
        SSLContext trust = trust(values);
        if (bell == Bell.REDIS && urls.isEmpty()) {
            throw new InvalidSetting(
                    "the doorbell redis needs doorbell-urls: a Redis or Valkey server, such as redis://localhost:6379",
                    Setting.DOORBELL);
        }
        return new ClusterSettings(
                name,
                bell,
                bell == Bell.REDIS
                        ? urls.stream().map(url -> new RedisServer(url, trust)).toList()
                        : List.of());
    }

    private static List<RedisUrl> urls(SettingValues values) {
        String text = values.text(Setting.DOORBELL_URLS);
        if (text.isEmpty()) { // then nobody needs the password's file
            values.text(Setting.DOORBELL_PASSWORD_FILE);
            values.text(Setting.DOORBELL_PASSWORD);
            return List.of();
        }
        String password = values.secret(Setting.DOORBELL_PASSWORD, Setting.DOORBELL_PASSWORD_FILE);
        List<RedisUrl> urls = new ArrayList<>();
        try {
            for (String url : text.split(",")) {
                urls.add(RedisUrl.parse(url.strip()).withPassword(password));
            }
        } catch (IllegalArgumentException e) {
            throw values.unusable(
                    Setting.DOORBELL_URLS,
                    "a list of URLs such as redis://user:password@localhost:6379: " + e.getMessage());
        }
        if (urls.size() > MOST_SERVERS) {
            throw values.unusable(Setting.DOORBELL_URLS, "at most " + MOST_SERVERS + " URLs");
        }
        return urls;
    }

    /** Null without a file of its own. */
    private static SSLContext trust(SettingValues values) {
        String file = values.text(Setting.DOORBELL_CA);
        try {
            return file.isEmpty() ? null : Pem.trusting(Pem.read(Path.of(file)));
        } catch (IOException | InvalidPathException e) {
            throw values.unusable(Setting.DOORBELL_CA, "a PEM file with certificates: " + e.getMessage());
        }
    }

    /** The doorbell of servers on this database. */
    Doorbell doorbell(Database database, ThreadFactory threads) {
        String channel = "parley_" + database.epoch();
        return switch (bell) {
            case POSTGRES -> new PostgresBell(database, channel, threads, System::nanoTime);
            case REDIS -> new RedisBell(redis, channel, threads, System::nanoTime);
            case NONE -> Doorbell.NONE;
        };
    }
}
