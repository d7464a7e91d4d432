package chat.parley.engineio;

import chat.parley.host.Input;
import chat.parley.host.Output;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request that brings packets, while its body comes and until it is answered. */
final class Post implements AsyncListener {
    private static final System.Logger LOG = System.getLogger(Post.class.getName());

    private final EngineSession session;
    private final AsyncContext async;
    private final Poll answer;
    private final AtomicBoolean done = new AtomicBoolean();

    Post(EngineSession session, AsyncContext async, Output output) {
        this.session = session;
        this.async = async;
        this.answer = new Poll(async, output);
    }

    void begin(EngineSettings settings, Input input) throws IOException {
        async.setTimeout(settings.pingInterval().plus(settings.pingTimeout()).toMillis()); // else the session is dead before
        async.addListener(this);
        input.read(async, settings.maxPayload(), body -> take(body, settings.maxPayload()), this::cut);
    }

    private void take(byte[] body, int most) {
        if (!done.compareAndSet(false, true)) {
            return;
        }
        Problem problem = null;
        if (body.length > most) {
            problem = Problem.TOO_BIG;
            ((HttpServletResponse) async.getResponse()).setHeader("Connection", "close"); // rather than read the rest
        } else {
            try {
                session.inbox().take(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
            } catch (CharacterCodingException e) {
                session.lost("parse error");
                problem = Problem.BAD_REQUEST;
            }
        }
        session.inbox().endPost(); // before the answer, after which the next one may come
        if (problem == null) {
            answer.taken();
        } else {
            answer.refuse(problem);
        }
    }

    /** The order of what comes is not known any more. */
    private void cut(Throwable failure) {
        LOG.log(Level.DEBUG, "A body was cut off", failure);
        if (done.compareAndSet(false, true)) {
            session.lost("transport error");
            answer.refuse(Problem.BAD_REQUEST);
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        cut(null);
    }

    @Override
    public void onError(AsyncEvent event) {
        cut(event.getThrowable());
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
