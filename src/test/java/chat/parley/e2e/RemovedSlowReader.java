package chat.parley.e2e;

import chat.parley.client.CommandText;
import chat.parley.client.Heard;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;

/** A WebSocket of the member that joins the room and reads nothing more until it is removed. */
final class RemovedSlowReader implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int FRAMES_BEFORE_PAUSE = 5;
    private static final String BARRIER = "barrier-";

    private final URI server;
    private final String token;
    private final Removals.Witness witness;
    private final String room;
    private WebSocket socket;

    RemovedSlowReader(URI server, String token, Removals removals) {
        this.server = server;
        this.token = token;
        this.room = removals.room();
        this.witness = removals.new Witness("a slow reader");
    }

    Removals.Witness witness() {
        return witness;
    }

    /** Connects anew and joins. */
    void come() {
        close();
        witness.reconnects();
        socket = CLIENT.newWebSocketBuilder()
                .subprotocols("parley.v1")
                .buildAsync(server, new Ear())
                .join();
        socket.sendText(CommandText.of("hello", "token", token), true).join();
        socket.sendText(CommandText.of("join", "ref", "join", "room", room), true)
                .join();
    }

    /** Reads on, and asks for a reply after which nothing sent before the acknowledgement can follow. */
    void readOn(int removal) {
        try {
            socket.sendText(CommandText.of("ping", "ref", BARRIER + removal), true)
                    .exceptionally(gone -> null)
                    .join();
        } finally {
            socket.request(Integer.MAX_VALUE);
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder frame = new StringBuilder();
        private int frames;

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            frame.append(part);
            if (last) {
                for (Heard event : Heard.in(frame.toString())) {
                    witness.hear(event);
                    if (event.is("pong")) {
                        witness.arrived(Integer.parseInt(event.ref().substring(BARRIER.length())));
                    }
                }
                frame.setLength(0);
            }
            if (++frames < FRAMES_BEFORE_PAUSE) {
                from.request(1);
            }
            return null;
        }
    }
}
