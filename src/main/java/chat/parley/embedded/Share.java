package chat.parley.embedded;

import chat.parley.host.Memory;

/** What one connection holds of the server's memory, in bytes. Safe for many threads. */
final class Share {
    private final Memory memory;
    private long in;
    private long out;
    private boolean over;

    Share(Memory memory) {
        this.memory = memory;
    }

    /** So much has come in that is not a whole request or message yet. */
    synchronized void in(long bytes) {
        account(bytes, out);
    }

    /** So much waits to go out. */
    synchronized void out(long bytes) {
        account(in, bytes);
    }

    private void account(long nowIn, long nowOut) {
        if (!over) {
            memory.add(nowIn + nowOut - in - out);
            in = nowIn;
            out = nowOut;
        }
    }

    synchronized long bytes() {
        return in + out;
    }

    /** The connection has ended, and holds nothing from now on. */
    synchronized void end() {
        account(0, 0);
        over = true;
    }
}
