package chat.parley.cluster;

import javax.net.ssl.SSLContext;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisProtocol;

/** A Redis or Valkey server that can carry hints. Thread-safe. */
public final class RedisServer {
    /** For connecting, for an answer, and for silence in a subscription. */
    private static final int MILLIS = 1_000;

    private static final String NAME = "parley";
    private static final String TRIAL = "parley_check";

    private final RedisUrl url;
    private final JedisSocketFactory sockets;
    private final JedisClientConfig config;

    /** @param trust the issuers of certificates, for {@code rediss}; null for those that Java trusts */
    public RedisServer(RedisUrl url, SSLContext trust) {
        this.url = url;
        sockets = new RedisSockets(url, trust, MILLIS);
        config = DefaultJedisClientConfig.builder()
                .protocol(RedisProtocol.RESP2) // which all versions of Redis and Valkey speak
                .autoNegotiateProtocol(false)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .clientName(NAME)
                .timeoutMillis(MILLIS)
                .blockingSocketTimeoutMillis(MILLIS)
                .user(url.user())
                .password(url.password())
                .build();
    }

    /** Connects and signs in. Blocks for a few seconds at most. @throws RedisProblem if that fails */
    Connection open() throws RedisProblem {
        try {
            return new Connection(sockets, config);
        } catch (RuntimeException e) {
            throw problem(e);
        }
    }

    /** Blocks for a second at most. @throws RedisProblem if the server does not take it */
    void publish(Connection connection, String channel, String text) throws RedisProblem {
        try {
            connection.executeCommand(
                    new CommandArguments(Protocol.Command.PUBLISH).add(channel).add(text));
        } catch (RuntimeException e) {
            throw problem(e);
        }
    }

    /** Tries what a doorbell needs. Blocks for some seconds at most. @throws RedisProblem if it does not work */
    public void tryOut() throws RedisProblem {
        try (Connection connection = open()) {
            publish(connection, TRIAL, "");
            connection.executeCommand(new CommandArguments(Protocol.Command.SUBSCRIBE).add(TRIAL)); // closed at once
        } catch (RuntimeException e) {
            throw problem(e);
        }
    }

    RedisProblem problem(RuntimeException failure) {
        return RedisProblem.of(url, failure);
    }

    /** The address without user and password. */
    @Override
    public String toString() {
        return url.toString();
    }
}
