package chat.parley.identity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ends a proof of identity before its time, for example by a sign-out. Thread-safe. */
public final class Revocation {
    private final Map<Object, Runnable> watchers = new HashMap<>();
    private boolean revoked;

    /** Runs the action when the proof is revoked, on the thread that revokes it; at once if it already is. */
    public void watch(Object watcher, Runnable action) {
        synchronized (this) {
            if (!revoked) {
                watchers.put(watcher, action);
                return;
            }
        }
        action.run();
    }

    public synchronized void forget(Object watcher) {
        watchers.remove(watcher);
    }

    public synchronized boolean isRevoked() {
        return revoked;
    }

    /** Whether anybody uses the proof, such as an open connection. */
    public synchronized boolean isWatched() {
        return !watchers.isEmpty();
    }

    /** Returns after all actions have run. */
    public void revoke() {
        List<Runnable> actions;
        synchronized (this) {
            revoked = true;
            actions = List.copyOf(watchers.values());
            watchers.clear();
        }
        actions.forEach(Runnable::run);
    }
}
