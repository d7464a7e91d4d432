package chat.parley.host;

import jakarta.servlet.AsyncContext;
import java.io.IOException;

/** How a body goes out and the request ends, without waiting for the client. */
@FunctionalInterface
public interface Output {
    /** By non-blocking output, as containers have it (Servlet 3.1). */
    Output NON_BLOCKING = (async, body) -> new BodyWriter(async, body).begin();

    void write(AsyncContext async, byte[] body) throws IOException;
}
