package chat.parley.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.parley.client.NioConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Selector;

/**
 * A session over Engine.IO long-polling: one connection to poll and one to post, with one request at a time on each.
 */
final class BenchPollingClient extends BenchClient {
    private static final byte SEPARATOR = 0x1e;
    private static final long IDLE_NANOS = 2_000_000_000L;
    private final int port;
    private final Selector selector;
    private final ByteArrayOutputStream queued = new ByteArrayOutputStream();
    private NioConnection polls;
    private NioConnection posts;
    private long postedNanos;
    private String sid;
    private boolean posting;

    BenchPollingClient(int id, WireProtocol protocol, BenchRoom room, Tally tally, Selector selector, int port)
            throws IOException {
        super(id, protocol, room, tally);
        this.port = port;
        this.selector = selector;
        polls = new NioConnection(selector, port, 0, this::takePoll);
        ask();
    }

    private void ask() throws IOException {
        byte[] request = head("GET").concat("\r\n").getBytes(UTF_8);
        polls.write(request, request.length);
    }

    private String head(String method) {
        return method + " /socket.io/?EIO=4&transport=polling" + (sid == null ? "" : "&sid=" + sid)
                + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n";
    }

    private int takePoll(byte[] bytes, int from, int end) throws IOException {
        Http answer = Http.answer(bytes, from, end);
        if (answer == null) {
            return from;
        }
        if (answer.isLast()) {
            polls.close();
            polls = new NioConnection(selector, port, 0, this::takePoll);
        }
        if (sid == null) {
            String open = new String(bytes, answer.body(), answer.after() - answer.body(), UTF_8);
            int at = open.indexOf("\"sid\":\"") + 7;
            sid = open.substring(at, open.indexOf('"', at));
            logIn();
            ask();
            return answer.after();
        }
        ask();
        for (int at = answer.body(); at < answer.after(); ) {
            int next = at;
            while (next < answer.after() && bytes[next] != SEPARATOR) {
                next++;
            }
            came(bytes, at, next);
            at = next + 1;
        }
        return answer.after();
    }

    private int takePost(byte[] bytes, int from, int end) throws IOException {
        Http answer = Http.answer(bytes, from, end);
        if (answer == null) {
            return from;
        }
        posting = false;
        if (answer.isLast()) {
            posts.close();
            posts = null;
        }
        flush();
        return answer.after();
    }

    @Override
    void send(byte[] text, int length) throws IOException {
        if (queued.size() > 0) {
            queued.write(SEPARATOR);
        }
        queued.write(text, 0, length);
        flush();
    }

    private void flush() throws IOException {
        if (!posting && queued.size() > 0) {
            posting = true;
            reconnect();
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.writeBytes((head("POST") + "Content-Type: text/plain;charset=UTF-8\r\nContent-Length: "
                            + queued.size() + "\r\n\r\n")
                    .getBytes(UTF_8));
            queued.writeTo(request);
            queued.reset();
            posts.write(request.toByteArray(), request.size());
        }
    }

    /** Reconnects if necessary: servers close idle connections, and connections after a number of requests. */
    private void reconnect() throws IOException {
        long now = System.nanoTime();
        if (posts == null || now - postedNanos > IDLE_NANOS) {
            if (posts != null) {
                posts.close();
            }
            posts = new NioConnection(selector, port, 0, this::takePost);
        }
        postedNanos = now;
    }

    @Override
    void stopReading() {
        polls.stopReading();
    }

    @Override
    public void close() throws IOException {
        polls.close();
        if (posts != null) {
            posts.close();
        }
    }
}
