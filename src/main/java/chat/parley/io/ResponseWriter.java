package chat.parley.io;

import jakarta.servlet.AsyncContext;
import java.io.IOException;

/** Writes response bodies without blocking, then completes the request. */
@FunctionalInterface
public interface ResponseWriter {
    /** For containers: non-blocking output (Servlet 3.1). */
    ResponseWriter NON_BLOCKING = (async, body) -> new BodyWriter(async, body).begin();

    void write(AsyncContext async, byte[] body) throws IOException;
}
