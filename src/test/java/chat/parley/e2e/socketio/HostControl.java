package chat.parley.e2e.socketio;

import chat.parley.e2e.host.Host;
import chat.parley.e2e.host.Hosts;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets tests outside of this JVM create, stop and start servers: {@code POST hosts?ping-interval=1s} returns a number
 * and an address, {@code POST hosts/1/kill} kills that server. Handles one request at a time. Thread-safe.
 */
final class HostControl implements AutoCloseable {
    private final Map<String, Host> hosts = new HashMap<>();
    private final Map<String, Runnable> others = new HashMap<>();
    private final HttpServer server;

    HostControl() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Controls a server that the test has started, and closes it. @return the server */
    synchronized Host add(String id, Host host) {
        hosts.put(id, host);
        return host;
    }

    /** Runs something else on {@code POST path}. */
    synchronized void on(String path, Runnable action) {
        others.put(path, action);
    }

    @Override
    public void close() {
        server.stop(0);
        synchronized (this) {
            hosts.values().forEach(Host::close);
            hosts.clear();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        int status = 200;
        String text;
        try {
            text = carryOut(exchange.getRequestURI());
        } catch (RuntimeException e) {
            status = 500;
            text = e.toString();
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized String carryOut(URI command) {
        if (others.containsKey(command.getPath())) {
            others.get(command.getPath()).run();
            return "";
        }
        String[] path = command.getPath().split("/");
        if (path.length == 2) {
            Host host = Hosts.fresh(settings(command.getRawQuery()));
            String id = Integer.toString(hosts.size() + 1);
            hosts.put(id, host);
            return id + " " + host.http();
        }
        Host host = hosts.get(path[2]);
        switch (path[3]) {
            case "address" -> {
                return host.http().toString();
            }
            case "start" -> host.start();
            case "stop" -> host.stop();
            case "kill" -> host.kill();
            case "close" -> host.close();
            default -> throw new IllegalArgumentException(command.toString());
        }
        return "";
    }

    private static Map<String, String> settings(String query) {
        Map<String, String> settings = new HashMap<>();
        if (query != null && !query.isEmpty()) {
            for (String pair : query.split("&")) {
                String[] parts = pair.split("=", 2);
                settings.put(
                        URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                        URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return settings;
    }
}
