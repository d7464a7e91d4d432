package chat.parley.socketio;

import java.lang.System.Logger.Level;

/** Runs what an application has put in: its failure is logged, and ends nothing else. */
final class Guard {
    private static final System.Logger LOG = System.getLogger(Guard.class.getName());

    private Guard() {}

    /** False when it failed. */
    static boolean run(String what, Runnable handler) {
        try {
            handler.run();
            return true;
        } catch (Throwable e) { // errors, too: other sockets share the thread
            LOG.log(Level.ERROR, what + " failed", e);
            return false;
        }
    }
}
