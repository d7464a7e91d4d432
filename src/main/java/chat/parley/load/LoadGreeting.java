package chat.parley.load;

import java.util.Collection;
import java.util.UUID;

/** What a session says on a new connection, and again while the server is too busy for it. For one thread at a time. */
final class LoadGreeting {
    private static final int MAX_TRIES = 20;

    private final String name;
    /** Keeps the session the same member, so that a post that it sends again is known. */
    private final String key = UUID.randomUUID().toString();

    private final String token;
    private final LoadWorker worker;
    private final Collection<Place> places;
    private LoadLink current;
    /** The connection on which a repetition is due. */
    private LoadLink repeating;

    private int tries;

    /** @param token null for a guest */
    LoadGreeting(int session, String token, LoadWorker worker, Collection<Place> places) {
        name = "Load " + session;
        this.token = token;
        this.worker = worker;
        this.places = places;
    }

    void hello(LoadLink link) {
        current = link;
        link.send(LoadTexts.hello(name, key, token));
    }

    /** Joins the rooms that are not joined yet. */
    void join(LoadLink link) {
        tries = 0;
        sendJoins(link);
    }

    private void sendJoins(LoadLink link) {
        places.stream().filter(place -> !place.joined).forEach(place -> link.send(LoadTexts.join(place)));
    }

    /** Repeats what was refused, later. Returns false if that is of no use. */
    boolean repeats(LoadLink link, Incoming error) {
        if (repeating == link) {
            return true; // one repetition for all rooms: a second join would start again
        }
        if (error.retryAfter() < 0 || ++tries > MAX_TRIES) {
            return false;
        }
        repeating = link;
        worker.later(error.retryAfter(), () -> {
            if (repeating == link) {
                repeating = null;
            }
            if (current != link) {
                return;
            }
            if (error.ref().equals(LoadTexts.HELLO)) {
                hello(link);
            } else {
                sendJoins(link);
            }
        });
        return true;
    }
}
