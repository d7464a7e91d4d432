package chat.parley.engineio;

import chat.parley.io.ResponseWriter;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/** The response to a request that waits without a thread. Sent once. */
final class AsyncResponse {
    private static final System.Logger LOG = System.getLogger(AsyncResponse.class.getName());
    private static final String TEXT = "text/plain; charset=UTF-8";

    private final AsyncContext async;
    private final ResponseWriter writer;

    AsyncResponse(AsyncContext async, ResponseWriter writer) {
        this.async = async;
        this.writer = writer;
    }

    /** @return the failure if the host reports one at once; null otherwise */
    Throwable answer(String payload) {
        return write(HttpServletResponse.SC_OK, TEXT, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Acknowledges a POST. */
    void acknowledge() {
        write(HttpServletResponse.SC_OK, "text/html", "ok".getBytes(StandardCharsets.UTF_8));
    }

    void refuse(EngineError error) {
        write(error.status(), "application/json", error.body());
    }

    /** For a request that timed out: containers answer 500 unless it is complete when their listener returns. */
    void refuseAtOnce(EngineError error) {
        try {
            head(error.status(), "application/json", error.body())
                    .getOutputStream()
                    .write(error.body());
            async.complete();
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.DEBUG, "Cannot answer a request: the client has disconnected", e);
        }
    }

    private HttpServletResponse head(int status, String type, byte[] body) {
        HttpServletResponse response = (HttpServletResponse) async.getResponse();
        response.setStatus(status);
        response.setContentType(type);
        response.setContentLength(body.length);
        return response;
    }

    private Throwable write(int status, String type, byte[] body) {
        try {
            head(status, type, body);
            writer.write(async, body);
            return null;
        } catch (IOException | RuntimeException e) { // hosts throw different exceptions when the client is gone
            LOG.log(Level.DEBUG, "Cannot answer a poll: the client has disconnected", e);
            return e;
        }
    }
}
