package chat.parley.socketio;

import java.lang.System.Logger.Level;

/** Runs application code. Logs exceptions, so that they affect nothing else. */
final class HandlerRunner {
    private static final System.Logger LOG = System.getLogger(HandlerRunner.class.getName());

    private HandlerRunner() {}

    /** Returns false if the handler failed. */
    static boolean run(String what, Runnable handler) {
        try {
            handler.run();
            return true;
        } catch (Throwable e) { // including errors, because other sockets share the thread
            LOG.log(Level.ERROR, what + " failed", e);
            return false;
        }
    }
}
