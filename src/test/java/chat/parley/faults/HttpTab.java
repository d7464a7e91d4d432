package chat.parley.faults;

import chat.parley.client.Heard;
import chat.parley.client.HttpApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** One request of a member that decisions are made about, over and over. Has a thread of its own. */
final class HttpTab implements AutoCloseable {
    private static final long BREAK = TimeUnit.MILLISECONDS.toNanos(5);

    private final String door;
    private final Function<Ledger, URI> request;
    private final String key;
    private final HttpApi api;
    private final List<Ledger> ledgers;
    private final Thread thread = new Thread(this::run, "http tab");
    private volatile boolean gone;

    HttpTab(String door, Function<Ledger, URI> request, String key, HttpApi api, List<Ledger> ledgers) {
        this.door = door;
        this.request = request;
        this.key = key;
        this.api = api;
        this.ledgers = ledgers;
        thread.start();
    }

    private void run() {
        for (int turn = 0; !gone; turn++) {
            ask(request.apply(ledgers.get(turn % ledgers.size())));
            LockSupport.parkNanos(BREAK);
        }
    }

    private void ask(URI uri) {
        long asked = System.nanoTime();
        try {
            HttpResponse<String> response = api.get(uri, "Authorization", "Bearer " + key);
            for (Heard event : Heard.in(response.body())) {
                ledgers.forEach(ledger -> ledger.heard(door, asked, event.json()));
            }
        } catch (IOException e) {
            // the server is away; the next request may reach it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        gone = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
