package chat.parley.faults;

import chat.parley.client.Heard;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** One connection of a person, from the attempt to make it to its end, which is told once. Safe for many threads. */
final class PersonLine implements WebSocket.Listener {
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private final BiConsumer<PersonLine, Heard> heard;
    private final Consumer<PersonLine> over;
    private final StringBuilder frame = new StringBuilder();
    private final AtomicBoolean ended = new AtomicBoolean();
    private CompletableFuture<WebSocket> sends;
    private volatile WebSocket socket;
    private volatile long heardAt = System.nanoTime();

    /** The two are told from the network's threads, for what is heard never by two at once. */
    PersonLine(BiConsumer<PersonLine, Heard> heard, Consumer<PersonLine> over) {
        this.heard = heard;
        this.over = over;
    }

    synchronized void open(Network network) {
        sends = network.connect(this);
        sends.whenComplete(this::failed);
    }

    synchronized void send(String text) {
        sends = sends.thenCompose(open -> open.sendText(text, true));
        sends.whenComplete(this::failed);
    }

    private void failed(WebSocket open, Throwable failure) {
        if (failure != null) {
            end();
        }
    }

    /** Since anything was heard. */
    long silentNanos() {
        return System.nanoTime() - heardAt;
    }

    /** Gives the connection up, without a goodbye. */
    void abandon() {
        end();
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            if (socket != null) {
                socket.abort();
            }
            over.accept(this);
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        if (ended.get()) {
            opened.abort();
        }
        opened.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        heardAt = System.nanoTime();
        frame.append(part);
        if (last) {
            try (JsonReader reader = READERS.createReader(new StringReader(frame.toString()))) {
                JsonStructure structure = reader.read();
                List<? extends JsonValue> events = structure instanceof JsonArray array ? array : List.of(structure);
                events.forEach(event -> heard.accept(this, new Heard(event.asJsonObject())));
            }
            frame.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end();
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        end();
    }
}
