package chat.parley.engineio;

import chat.parley.io.RequestReader;
import chat.parley.io.ResponseWriter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/** A POST with packets, from reading its body to its response. */
final class PacketPost implements AsyncListener {
    private static final System.Logger LOG = System.getLogger(PacketPost.class.getName());

    private final EngineSession session;
    private final AsyncContext async;
    private final AsyncResponse response;
    private final AtomicBoolean done = new AtomicBoolean();

    PacketPost(EngineSession session, AsyncContext async, ResponseWriter writer) {
        this.session = session;
        this.async = async;
        this.response = new AsyncResponse(async, writer);
    }

    void begin(EngineSettings settings, RequestReader reader) throws IOException {
        // by then the session has timed out anyway
        async.setTimeout(settings.pingInterval().plus(settings.pingTimeout()).toMillis());
        async.addListener(this);
        reader.read(async, settings.maxPayload(), body -> receive(body, settings.maxPayload()), this::fail);
    }

    private void receive(byte[] body, int maxBytes) {
        if (!done.compareAndSet(false, true)) {
            return;
        }
        EngineError error = null;
        if (body.length > maxBytes) {
            error = EngineError.TOO_BIG;
            // so that the rest need not be read
            ((HttpServletResponse) async.getResponse()).setHeader("Connection", "close");
        } else {
            try {
                CharBuffer payload = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
                session.receiveQueue().receive(payload.toString());
            } catch (CharacterCodingException e) {
                session.abort("parse error");
                error = EngineError.BAD_REQUEST;
            }
        }
        // before the response, because the client may send the next one right after it
        session.receiveQueue().endPost();
        if (error == null) {
            response.acknowledge();
        } else {
            response.refuse(error);
        }
    }

    /** Ends the session: after a lost POST, the order of packets is unknown. */
    private void fail(Throwable failure) {
        LOG.log(Level.DEBUG, "Incomplete request body", failure);
        if (done.compareAndSet(false, true)) {
            session.abort("transport error");
            response.refuse(EngineError.BAD_REQUEST);
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        if (done.compareAndSet(false, true)) {
            session.abort("transport error");
            response.refuseAtOnce(EngineError.BAD_REQUEST);
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        fail(event.getThrowable());
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
