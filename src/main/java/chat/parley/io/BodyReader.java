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
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
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
        int read = in.read(chunk, 0, Math.min(chunk.length, maxBytes + 1 - body.size()));
        body.write(chunk, 0, Math.max(read, 0));
        if (read < 0 || body.size() > maxBytes) {
            finish();
        }
        return read >= 0;
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
            onBody.accept(body.toByteArray());
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (!reported) {
            reported = true;
            onFailure.accept(failure);
        }
    }
}
