package chat.parley.e2e;

import chat.parley.client.Heard;
import jakarta.json.JsonObject;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The removals of a member from a room, and the judge of what its connections receive. A connection is judged from the
 * moment when it has answered a ping that was sent after the acknowledgement of the removal: whatever was on the way
 * before has then arrived. Thread-safe.
 */
final class Removals {
    /** In every message of the room. */
    static final String MARK = "moonshine";

    private static final Set<String> NEWS =
            Set.of("room-added", "room-removed", "error", "ack", "pong", "welcome", "renamed");

    private final String room;
    private final AtomicInteger number = new AtomicInteger();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private volatile int current;

    Removals(String room) {
        this.room = room;
    }

    String room() {
        return room;
    }

    /** The number of the acknowledged removal; 0 while the member is in the room or may be. */
    int current() {
        return current;
    }

    /** The removal is acknowledged. */
    int acknowledged() {
        current = number.incrementAndGet();
        return current;
    }

    /** The member is about to be invited again. */
    void ends() {
        current = 0;
    }

    int count() {
        return number.get();
    }

    Queue<String> violations() {
        return violations;
    }

    /** What one connection has received. */
    final class Witness {
        private final String name;
        private final AtomicInteger received = new AtomicInteger();
        private final AtomicInteger judged = new AtomicInteger();
        private volatile int since;

        Witness(String name) {
            this.name = name;
            this.since = current;
        }

        String name() {
            return name;
        }

        /** The connection is new: everything it gets was sent after its beginning. */
        void reconnects() {
            since = current;
        }

        /** Nothing sent before the acknowledgement is on the way any more. */
        void arrived(int removal) {
            since = removal;
            judged.incrementAndGet();
        }

        boolean hasArrived(int removal) {
            return since == removal;
        }

        void hear(JsonObject event) {
            String type = event.getString("type", "");
            if (!NEWS.contains(type)) {
                hear(event.toString(), since);
            }
        }

        void hear(Heard event) {
            hear(event.json());
        }

        /** @param sent the removal that was in force when this was asked for */
        void hear(String text, int sent) {
            int now = current;
            if (text.contains(MARK) || text.contains(room)) {
                received.incrementAndGet();
                if (now != 0 && sent == now) {
                    violations.add(name + " after removal " + now + ": " + text);
                }
            }
        }

        /** The number of events and responses from the room. */
        int received() {
            return received.get();
        }

        /** How many removals it has witnessed. */
        int judged() {
            return judged.get();
        }
    }
}
