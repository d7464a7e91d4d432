package chat.parley.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Connects to one server, with TLS if its URL says so. No step waits longer than the given time. Thread-safe. */
record RedisSockets(RedisUrl url, SSLContext trust, int millis) implements JedisSocketFactory {
    @Override
    public Socket createSocket() {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(url.host(), url.port()), millis);
            socket.setSoTimeout(millis);
            return url.isEncrypted() ? encrypted(socket) : socket;
        } catch (IOException e) {
            close(socket);
            throw new JedisConnectionException(e);
        }
    }

    private Socket encrypted(Socket plain) throws IOException {
        SocketFactory sockets = trust == null ? SSLSocketFactory.getDefault() : trust.getSocketFactory();
        SSLSocket socket = (SSLSocket) ((SSLSocketFactory) sockets).createSocket(plain, url.host(), url.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // otherwise a trusted certificate of any name would do
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it was of no use anyway
        }
    }
}
