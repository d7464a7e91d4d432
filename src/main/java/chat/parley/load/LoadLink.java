package chat.parley.load;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;

/** One WebSocket: sends one text at a time, and hands what it hears to its owner, on the worker's thread. */
final class LoadLink implements WebSocket.Listener {
    /** What a session does about its connection. Called on the worker's thread. */
    interface Owner {
        void opened(LoadLink link);

        void heard(LoadLink link, String frame);

        /** A ping arrived. */
        void pinged(LoadLink link);

        /** The last call for this link. @param code 0 if the connection broke */
        void ended(LoadLink link, int code, String reason);
    }

    private static final int BROKEN = 0;
    /** More than any server sends in a frame. */
    private static final int MAX_FRAME = 16 << 20;

    private final LoadWorker worker;
    private final Owner owner;
    private final Deque<String> waiting = new ArrayDeque<>(0);
    private final StringBuilder part = new StringBuilder(0);
    private WebSocket socket;
    private boolean sending;
    private boolean over;

    LoadLink(LoadWorker worker, Owner owner) {
        this.worker = worker;
        this.owner = owner;
    }

    void send(String text) {
        waiting.add(text);
        sendNext();
    }

    private void sendNext() {
        if (sending || over || waiting.isEmpty()) {
            return;
        }
        sending = true;
        socket.sendText(waiting.remove(), true)
                .whenComplete((sent, failure) -> worker.execute(() -> {
                    sending = false;
                    if (failure == null) {
                        sendNext();
                    } else {
                        end(BROKEN, failure.toString());
                    }
                }));
    }

    /** Closes the connection in an orderly way, without another call to the owner. */
    void leave() {
        if (!over) {
            over = true;
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((sent, failure) -> socket.abort());
        }
    }

    /** Gives the connection up. */
    void cut(String reason) {
        socket.abort();
        end(BROKEN, reason);
    }

    private void end(int code, String reason) {
        if (!over) {
            over = true;
            owner.ended(this, code, reason);
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        worker.execute(() -> {
            socket = opened;
            owner.opened(this);
            opened.request(1);
        });
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        String text = data.toString();
        worker.execute(() -> {
            if (over) {
                return;
            }
            take(text, last);
            from.request(1);
        });
        return null;
    }

    private void take(String text, boolean last) {
        if (last && part.isEmpty()) {
            owner.heard(this, text);
            return;
        }
        part.append(text);
        if (part.length() > MAX_FRAME) {
            cut("a frame of more than " + MAX_FRAME + " characters");
        } else if (last) {
            String whole = part.toString();
            part.setLength(0);
            part.trimToSize();
            owner.heard(this, whole);
        }
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        worker.execute(() -> cut("a binary frame"));
        return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        worker.execute(() -> {
            owner.pinged(this);
            from.request(1);
        });
        return null;
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        worker.execute(() -> end(code, reason));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        worker.execute(() -> end(BROKEN, failure.toString()));
    }
}
