package chat.parley.io;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.lang.System.Logger.Level;

/**
 * Writes a response body with non-blocking I/O (Servlet 3.1), so that slow clients hold no thread, then completes
 * the request.
 */
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
        LOG.log(Level.DEBUG, "Client disconnected during the response", failure);
        async.complete();
    }
}
