package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.e2e.host.Host;
import java.io.IOException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A client in a room while others misbehave. At the end, it must not have been disturbed, and the server must be in
 * its initial state. As an extension of a test class with one instance, it covers all tests of the class.
 */
final class Bystander implements BeforeAllCallback, AfterAllCallback {
    private static final long ALLOWED_MEGABYTES = 32;
    /** Containers start some threads under load, but must not keep one per bad connection. */
    private static final int ALLOWED_THREADS = 40;

    private final Host host;
    private final String room;
    private final int pool;
    private Chatter watching;
    private Vitals before;

    Bystander(Host host, String room) {
        this(host, room, 0);
    }

    /** @param pool maximum number of request threads that the host keeps for minutes */
    Bystander(Host host, String room, int pool) {
        this.host = host;
        this.room = room;
        this.pool = pool;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        watch();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        noticedNothing();
    }

    /** Joins the room. */
    void watch() throws IOException, InterruptedException {
        watching = Chatter.named("Bystander", host);
        watching.join(room);
        before = Vitals.of(host);
    }

    /** Leaves the room and fails if it was disturbed. */
    void noticedNothing() throws IOException, InterruptedException {
        try (Chatter watched = watching;
                Chatter friend = Chatter.named("Friend", host)) {
            friend.join(room);
            friend.post(room, "Was there anything?");
            assertEquals(1, watched.await(Heard.message(room)).offset());
            assertTrue(watched.heard(event -> event.is("error")).isEmpty());
            Vitals after = Vitals.of(host);
            assertTrue(after.megabytesAbove(before) < ALLOWED_MEGABYTES, before + " became " + after);
            assertTrue(after.threads() - before.threads() < ALLOWED_THREADS + pool, before + " became " + after);
        }
    }
}
