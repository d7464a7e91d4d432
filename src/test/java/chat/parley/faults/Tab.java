package chat.parley.faults;

import chat.parley.client.CommandText;
import chat.parley.client.Heard;
import chat.parley.client.NativeConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A WebSocket of a member that decisions are made about. It comes back at once after each end, tries everything in
 * all its rooms after each piece of news, and tells the ledgers what it hears. Thread-safe.
 */
final class Tab implements AutoCloseable {
    /** From which position it resumes. */
    enum Memory {
        NEWEST,
        OLDEST,
        NONE
    }

    private static final long BREAK = 20;
    private static final String ASKED = "asked-";

    private final String door;
    private final Memory memory;
    private final String key;
    private final Network network;
    private final List<Ledger> ledgers;
    private final Map<String, String> positions = new HashMap<>();
    private NativeConnection line;
    private boolean gone;

    Tab(Memory memory, String key, Network network, List<Ledger> ledgers) {
        this.door = "WebSocket from " + memory;
        this.memory = memory;
        this.key = key;
        this.network = network;
        this.ledgers = ledgers;
        connect();
    }

    private synchronized void connect() {
        if (gone) {
            return;
        }
        AtomicLong since = new AtomicLong(System.nanoTime());
        line = new NativeConnection((from, events) -> heard(from, since, events), this::over);
        network.connect(line);
        network.send(line, CommandText.of("hello", "name", "Jonas", "key", key));
        ledgers.forEach(this::tryEverything);
    }

    private synchronized void over(NativeConnection ended, int code) {
        if (ended == line) {
            network.later(BREAK, this::connect);
        }
    }

    /** @param since everything that this connection hears now was sent after this time */
    private synchronized void heard(NativeConnection from, AtomicLong since, List<Heard> events) {
        for (Heard event : events) {
            long asked = event.ref() != null && event.ref().startsWith(ASKED) && !event.isLogged()
                    ? Long.parseLong(event.ref().substring(ASKED.length()))
                    : since.get();
            if (event.is("pong")) {
                since.accumulateAndGet(asked, Math::max);
            }
            ledgers.forEach(ledger -> ledger.heard(door, Math.max(since.get(), asked), event.json()));
            Ledger ledger = ledgers.stream()
                    .filter(each -> each.room().equals(event.room()))
                    .findFirst()
                    .orElse(null);
            if (ledger == null || from != line) {
                continue;
            }
            if (event.isLogged()) {
                remember(event);
            } else if (event.is("ack") && event.json().containsKey("offset")) {
                ledger.wrote(event.offset());
            } else if (event.is("room-added") || event.is("room-removed")) {
                tryEverything(ledger);
            }
        }
    }

    private void remember(Heard event) {
        if (memory == Memory.OLDEST) {
            positions.putIfAbsent(event.room(), event.position());
        } else if (memory == Memory.NEWEST) {
            positions.put(event.room(), event.position());
        }
    }

    private void tryEverything(Ledger ledger) {
        ask("ping");
        ask("join", "room", ledger.room(), "since", positions.get(ledger.room()));
        ask("history", "room", ledger.room());
        ask("pins", "room", ledger.room());
        ask("roles", "room", ledger.room());
        ask("typing", "room", ledger.room());
        ask("post", "room", ledger.room(), "text", "Jonas is here");
        ask("search", "query", Ledger.MARK);
        ask("my-rooms");
        ask("join", "room", ledger.room());
    }

    private void ask(String type, Object... fields) {
        Object[] all = new Object[fields.length + 2];
        System.arraycopy(fields, 0, all, 2, fields.length);
        all[0] = "ref";
        all[1] = ASKED + System.nanoTime();
        network.send(line, CommandText.of(type, all));
    }

    @Override
    public synchronized void close() {
        gone = true;
        line.abandon();
    }
}
