package chat.parley.sdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class WireDialerTest {
    private static ParleyException failure(Callable<WireCommand> greeting) {
        WireDialer dialer = new WireDialer(ClientOptions.of(URI.create("ws://localhost/ws")));
        return assertThrows(ParleyException.class, () -> dialer.dial(new WireSocket(null), greeting));
    }

    @Test
    void aMissingLibraryIsReported() {
        ParleyException failure = failure(() -> {
            throw new ExceptionInInitializerError(new IllegalStateException("No JSON-P provider"));
        });
        assertEquals(ParleyException.UNREACHABLE, failure.code());
        assertTrue(failure.getMessage().endsWith("No JSON-P provider"), failure.getMessage());
    }

    @Test
    void aSupplierThatFailsOrHasNoTokenIsToBlame() {
        ClientCore core =
                new ClientCore(ClientOptions.of(URI.create("ws://localhost/ws")).token(() -> null));
        assertEquals(ParleyException.TOKEN_SUPPLIER, failure(core::hello).code());
    }
}
