package chat.parley.host;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.lang.System.Logger.Level;

/** Writes a body as the client takes it, without a thread that waits for a slow one (Servlet 3.1's non-blocking output); then the request is done. */
final class BodyWriter implements WriteListener {
    private static final System.Logger LOG = System.getLogger(BodyWriter.class.getName());

    private final AsyncContext async;
    private final byte[] body;
    private final ServletOutputStream out;
    private boolean written;

    BodyWriter(AsyncContext async, byte[] body) throws IOException {
        this.async = async;
        this.body = body;
        this.out = async.getResponse().getOutputStream();
    }

    void begin() {
        if (body.length == 0) {
            async.complete();
        } else {
            out.setWriteListener(this);
        }
    }

    @Override
    public void onWritePossible() throws IOException {
        while (out.isReady()) {
            if (written) {
                async.complete();
                return;
            }
            written = true;
            out.write(body);
        }
    }

    @Override
    public void onError(Throwable failure) {
        LOG.log(Level.DEBUG, "The asker has gone", failure);
        async.complete();
    }
}
