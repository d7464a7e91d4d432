package chat.parley.room;

import chat.parley.identity.Revocation;

/** Closes a session as soon as its sign-in is revoked. Thread-safe. */
final class RevocationWatch {
    private final Runnable close;
    /** Null if nothing can end the sign-in. */
    private Revocation watched;

    private boolean ended;

    RevocationWatch(Runnable close) {
        this.close = close;
    }

    /** Watches the revocation of the present sign-in. @param next null if nothing can end it */
    void moveTo(Revocation next) {
        Revocation before;
        synchronized (this) {
            before = watched;
            watched = next;
        }
        if (before != null && before != next) {
            before.forget(this);
        }
        if (next != null) {
            next.watch(this, close);
            if (hasEnded()) {
                next.forget(this); // closed concurrently
            }
        }
    }

    private synchronized boolean hasEnded() {
        return ended;
    }

    /** Stops watching for good. */
    void end() {
        Revocation last;
        synchronized (this) {
            ended = true;
            last = watched;
        }
        if (last != null) {
            last.forget(this);
        }
    }
}
