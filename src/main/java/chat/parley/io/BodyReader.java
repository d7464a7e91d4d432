package chat.parley.io;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads a request body with non-blocking I/O (Servlet 3.1), so that slow clients hold no thread. */
final class BodyReader implements ReadListener {
    private static final int CHUNK = 8 * 1024;

    private final ServletInputStream in;
    private final int maxBytes;
    private final Consumer<byte[]> onBody;
    private final Consumer<Throwable> onFailure;
    /** Null after {@link #abandon}. */
    private ByteArrayOutputStream body = new ByteArrayOutputStream();

    private int size;
    private boolean reported;

    BodyReader(AsyncContext async, int maxBytes, Consumer<byte[]> onBody, Consumer<Throwable> onFailure)
            throws IOException {
        this.in = async.getRequest().getInputStream();
        this.maxBytes = maxBytes;
        this.onBody = onBody;
        this.onFailure = onFailure;
    }

    void begin() {
        in.setReadListener(this);
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!reported && in.isReady() && read()) {
            // read until no more data is available
        }
    }

    private boolean read() throws IOException {
        byte[] chunk = new byte[CHUNK];
        int read = in.read(chunk, 0, Math.min(chunk.length, maxBytes + 1 - size));
        if (!keep(chunk, read)) {
            return false;
        }
        if (read < 0 || size > maxBytes) {
            finish();
        }
        return read >= 0;
    }

    private synchronized boolean keep(byte[] chunk, int read) {
        if (body != null && read > 0) {
            body.write(chunk, 0, read);
            size += read;
        }
        return body != null;
    }

    /** Drops what was read: the connection is gone, but the host may keep its request for a while. Thread-safe. */
    synchronized void abandon() {
        body = null;
    }

    /** Reads the rest first, because Grizzly calls this when all data has arrived, whether read or not. */
    @Override
    public void onAllDataRead() throws IOException {
        while (!reported && in.available() > 0 && read()) {
            // read until no more data is available
        }
        finish();
    }

    private void finish() {
        if (!reported) {
            reported = true;
            onBody.accept(taken());
        }
    }

    private synchronized byte[] taken() {
        return body == null ? new byte[0] : body.toByteArray();
    }

    @Override
    public void onError(Throwable failure) {
        if (!reported) {
            reported = true;
            onFailure.accept(failure);
        }
    }
}
