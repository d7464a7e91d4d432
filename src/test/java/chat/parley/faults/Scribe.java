package chat.parley.faults;

import chat.parley.client.CommandText;
import chat.parley.client.Heard;
import chat.parley.client.NativeConnection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes in a room as fast as the server acknowledges, and edits, pins and reacts to its own messages. Repeats what was
 * not acknowledged before the connection ended, with the same refs. Thread-safe.
 */
final class Scribe implements AutoCloseable {
    private static final int IN_FLIGHT = 4;
    private static final long BREAK = 30;
    private static final String FILLING = " lorem ipsum dolor sit amet".repeat(8);

    private record Write(String frame, String text) {}

    private final String name;
    private final String key;
    private final Network network;
    private final Ledger ledger;
    private final Map<String, Write> open = new LinkedHashMap<>();
    private NativeConnection line;
    private boolean gone;
    private int number;
    private int acknowledged;
    private long newest;
    private long pinned;
    private String lastError = "no error";

    Scribe(String name, String key, Network network, Ledger ledger) {
        this.name = name;
        this.key = key;
        this.network = network;
        this.ledger = ledger;
        connect();
    }

    private synchronized void connect() {
        if (gone) {
            return;
        }
        line = new NativeConnection(this::heard, this::over);
        network.connect(line);
        network.send(line, CommandText.of("hello", "name", name, "key", key));
        network.send(line, CommandText.of("join", "ref", "join", "room", ledger.room()));
    }

    private synchronized void over(NativeConnection ended, int code) {
        if (ended == line) {
            network.later(BREAK, this::connect);
        }
    }

    private synchronized void heard(NativeConnection from, List<Heard> events) {
        if (from != line) {
            return;
        }
        for (Heard event : events) {
            Write write = event.ref() == null ? null : open.get(event.ref());
            if (event.is("joined")) {
                open.values().forEach(again -> network.send(line, again.frame));
                writeMore();
            } else if (event.is("ack") && write != null) {
                open.remove(event.ref());
                acknowledged++;
                if (write.text != null) {
                    ledger.stored(write.text, event.offset());
                    newest = write.frame.contains("\"post\"") ? event.offset() : newest;
                }
                writeMore();
            } else if (event.is("error")) {
                lastError = event + " to " + (write == null ? "join" : write.frame);
                from.abandon(); // the next connection repeats everything
            }
        }
    }

    private void writeMore() {
        while (open.size() < IN_FLIGHT && !gone) {
            String ref = name + ++number;
            Write next = next(ref, number % 10);
            open.put(ref, next);
            network.send(line, next.frame);
        }
    }

    private Write next(String ref, int turn) {
        if (newest > 0 && turn == 3) {
            pinned = newest;
            return new Write(of("pin", ref, "target", pinned), null);
        } else if (pinned > 0 && turn == 4) { // a room has room for 50
            return new Write(of("unpin", ref, "target", pinned), null);
        } else if (newest > 0 && turn == 5) {
            return new Write(of("react", ref, "target", newest, "emoji", "\ud83d\ude80"), null);
        }
        String text = ledger.text();
        return newest > 0 && turn == 7
                ? new Write(of("edit", ref, "target", newest, "text", text + FILLING), text)
                : new Write(of("post", ref, "text", text + FILLING), text);
    }

    private String of(String type, String ref, Object... fields) {
        Object[] all = new Object[fields.length + 4];
        System.arraycopy(fields, 0, all, 4, fields.length);
        all[0] = "room";
        all[1] = ledger.room();
        all[2] = "ref";
        all[3] = ref;
        return CommandText.of(type, all);
    }

    synchronized int acknowledged() {
        return acknowledged;
    }

    @Override
    public synchronized String toString() {
        return acknowledged + " acknowledged, " + open.size() + " open, " + lastError;
    }

    @Override
    public synchronized void close() {
        gone = true;
        line.abandon();
    }
}
