package chat.parley.io;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Reads request bodies without blocking. */
@FunctionalInterface
public interface RequestReader {
    /** For containers: non-blocking input (Servlet 3.1). */
    RequestReader NON_BLOCKING =
            (async, maxBytes, onBody, onFailure) -> new BodyReader(async, maxBytes, onBody, onFailure).begin();

    /**
     * The same for Grizzly, which only starts reading once it is asked whether data is available.
     *
     * @param onStart receives each request with an action that frees its body, for when its connection is cut
     */
    static RequestReader asking(BiConsumer<ServletRequest, Runnable> onStart) {
        return (async, maxBytes, onBody, onFailure) -> {
            BodyReader reader = new BodyReader(async, maxBytes, onBody, onFailure);
            onStart.accept(async.getRequest(), reader::abandon);
            reader.begin();
            reader.onDataAvailable();
        };
    }

    /**
     * Reads the body of a request. Calls exactly one of the two callbacks, once.
     *
     * @param maxBytes limit; a body with more bytes is cut off after one extra byte, so that the caller can tell
     * @param onBody receives the body, on a thread of the host
     * @param onFailure receives the error if the body does not arrive completely
     */
    void read(AsyncContext async, int maxBytes, Consumer<byte[]> onBody, Consumer<Throwable> onFailure)
            throws IOException;
}
