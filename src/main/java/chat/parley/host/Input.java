package chat.parley.host;

import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.util.function.Consumer;

/** How a body comes in, without a thread that waits for the client. */
@FunctionalInterface
public interface Input {
    /** By non-blocking input, as containers have it (Servlet 3.1). */
    Input NON_BLOCKING = (async, most, whole, failed) -> new BodyReader(async, most, whole, failed).begin();

    /** Likewise; for Grizzly, which begins only when it is asked whether there is something. */
    Input ASKING = (async, most, whole, failed) -> {
        BodyReader reader = new BodyReader(async, most, whole, failed);
        reader.begin();
        reader.onDataAvailable();
    };

    /**
     * Reads a body, once.
     *
     * @param most bytes that are read; whoever gets one more has a body that is too big
     * @param whole gets the body, on some thread of the host's
     * @param failed is told when there will be no whole body; of the two, one is called once
     */
    void read(AsyncContext async, int most, Consumer<byte[]> whole, Consumer<Throwable> failed) throws IOException;
}
