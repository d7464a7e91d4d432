package chat.parley.socketio;

import chat.parley.client.WaitLimit;
import io.socket.client.Ack;
import io.socket.client.IO;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.json.JSONArray;

/** The official client, which records what it receives, and the server's end of its connection. */
final class ListeningClient {
    private static final int TIMEOUT_SECONDS = (int) WaitLimit.TIME.toSeconds();

    private final io.socket.client.Socket client;
    private final BlockingQueue<Object[]> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> disconnects = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> refusals = new LinkedBlockingQueue<>();
    private Socket socket;

    ListeningClient(String url, String... transports) {
        IO.Options options = IO.Options.builder()
                .setTransports(transports)
                .setForceNew(true)
                .setReconnection(false)
                .build();
        client = IO.socket(URI.create(url), options);
        client.on("word", heard::add);
        client.on(io.socket.client.Socket.EVENT_DISCONNECT, arguments -> disconnects.add(String.valueOf(arguments[0])));
        client.on(io.socket.client.Socket.EVENT_CONNECT_ERROR, arguments -> refusals.add(String.valueOf(arguments[0])));
        client.connect();
    }

    void setSocket(Socket serverEnd) {
        socket = serverEnd;
    }

    Socket socket() {
        return socket;
    }

    /** The arguments of the next event, as JSON. */
    String next() throws InterruptedException {
        return new JSONArray(Arrays.asList(nextArguments())).toString();
    }

    Object[] nextArguments() throws InterruptedException {
        return taken(heard);
    }

    boolean heardNothing() {
        return heard.isEmpty();
    }

    /** Acknowledges questions with this value from now on. */
    void answerWith(Object answer) {
        client.on("question", arguments -> ((Ack) arguments[arguments.length - 1]).call(answer));
    }

    String nextDisconnect() throws InterruptedException {
        return taken(disconnects);
    }

    String refusal() throws InterruptedException {
        return taken(refusals);
    }

    private static <T> T taken(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing received");
        }
        return next;
    }

    void close() {
        client.disconnect();
    }
}
