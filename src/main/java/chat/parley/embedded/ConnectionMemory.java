package chat.parley.embedded;

import chat.parley.io.Memory;

/** The part of the server's memory, in bytes, that one connection holds. Thread-safe. */
final class ConnectionMemory {
    private final Memory memory;
    private long in;
    private long encrypted;
    private long out;
    private boolean released;

    ConnectionMemory(Memory memory) {
        this.memory = memory;
    }

    /** Sets the bytes of an incomplete request or message. */
    synchronized void setIn(long bytes) {
        account(bytes, encrypted, out);
    }

    /** Sets the bytes of an incomplete TLS handshake or record. */
    synchronized void setEncrypted(long bytes) {
        account(in, bytes, out);
    }

    /** Sets the bytes queued for sending. */
    synchronized void setOut(long bytes) {
        account(in, encrypted, bytes);
    }

    private void account(long nowIn, long nowEncrypted, long nowOut) {
        if (!released) {
            memory.add(nowIn + nowEncrypted + nowOut - bytes());
            in = nowIn;
            encrypted = nowEncrypted;
            out = nowOut;
        }
    }

    synchronized long bytes() {
        return in + encrypted + out;
    }

    /** Releases everything; later changes are ignored. */
    synchronized void release() {
        account(0, 0, 0);
        released = true;
    }
}
