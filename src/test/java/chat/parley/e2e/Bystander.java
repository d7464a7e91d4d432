package chat.parley.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.client.Chatter;
import chat.parley.client.Heard;
import chat.parley.e2e.host.Host;
import java.io.IOException;

/** Somebody who sits in a room in which others behave badly. In the end it must have noticed nothing, and the server must be as it was before. */
final class Bystander {
    private static final long ALLOWED_MEGABYTES = 32;
    /** A container makes some threads more when there is work for them; hundreds of bad connections must not each leave one. */
    private static final int ALLOWED_THREADS = 40;

    private final Host host;
    private final String room;
    private final Chatter watching;
    private final Vitals before;

    Bystander(Host host, String room) throws IOException, InterruptedException {
        this.host = host;
        this.room = room;
        this.watching = Chatter.named("Bystander", host);
        watching.join(room);
        this.before = Vitals.of(host);
    }

    void noticedNothing() throws IOException, InterruptedException {
        try (watching; Chatter friend = Chatter.named("Friend", host)) {
            friend.join(room);
            friend.post(room, "Was there anything?");
            assertEquals(1, watching.await(Heard.message(room)).offset());
            assertTrue(watching.heard(event -> event.is("error")).isEmpty());
            Vitals after = Vitals.of(host);
            assertTrue(after.megabytesAbove(before) < ALLOWED_MEGABYTES, before + " became " + after);
            assertTrue(after.threads() - before.threads() < ALLOWED_THREADS, before + " became " + after);
        }
    }
}
