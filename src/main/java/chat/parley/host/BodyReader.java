package chat.parley.host;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Consumer;

/** Reads a body as it comes, without a thread that waits for a slow client (Servlet 3.1's non-blocking input). */
final class BodyReader implements ReadListener {
    private static final int CHUNK = 8 * 1024;

    private final ServletInputStream in;
    private final int most;
    private final Consumer<byte[]> whole;
    private final Consumer<Throwable> failed;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean told;

    BodyReader(AsyncContext async, int most, Consumer<byte[]> whole, Consumer<Throwable> failed) throws IOException {
        this.in = async.getRequest().getInputStream();
        this.most = most;
        this.whole = whole;
        this.failed = failed;
    }

    void begin() {
        in.setReadListener(this);
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (!told && in.isReady() && read()) {
            // there may be more
        }
    }

    private boolean read() throws IOException {
        byte[] chunk = new byte[CHUNK];
        int read = in.read(chunk, 0, Math.min(chunk.length, most + 1 - body.size()));
        body.write(chunk, 0, Math.max(read, 0));
        if (read < 0 || body.size() > most) {
            tell();
        }
        return read >= 0;
    }

    /** Grizzly says so when all has come, be it read or not. */
    @Override
    public void onAllDataRead() throws IOException {
        while (!told && in.available() > 0 && read()) {
            // there may be more
        }
        tell();
    }

    private void tell() {
        if (!told) {
            told = true;
            whole.accept(body.toByteArray());
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (!told) {
            told = true;
            failed.accept(failure);
        }
    }
}
