package chat.parley.embedded;

import chat.parley.io.TlsFiles;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * The certificate of new handshakes. Follows its files: a change takes effect once two looks have found the same, so
 * that half-written files and a certificate without its new key are not tried. Thread-safe.
 */
final class ServerCertificate {
    private static final System.Logger LOG = System.getLogger(ServerCertificate.class.getName());
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final TlsFiles files;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile SSLContext context;
    private Look seen;
    private Look tried;

    /** What was found. @param failure why the files cannot be read; null if they can */
    private record Look(TlsFiles.Contents contents, String failure) {}

    ServerCertificate(TlsFiles files) {
        this.files = files;
    }

    /** Blocks. @throws IOException if the certificate cannot be used */
    void load() throws IOException {
        TlsFiles.Contents contents = files.read();
        context = contents.context();
        tried = new Look(contents, null);
    }

    /** A server's engine for a new connection, before its handshake. */
    SSLEngine engine() {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(PROTOCOLS);
        return engine;
    }

    /** Looks at the files. Call it periodically. @param executor may block */
    void follow(Executor executor) {
        if (looking.compareAndSet(false, true)) {
            executor.execute(() -> {
                try {
                    follow(look());
                } finally {
                    looking.set(false);
                }
            });
        }
    }

    /** They are small and local, so reading them is the simplest way to notice a change. */
    private Look look() {
        try {
            return new Look(files.read(), null);
        } catch (IOException e) {
            return new Look(null, e.getMessage());
        }
    }

    private void follow(Look now) {
        boolean isNew = now.equals(seen) && !now.equals(tried);
        seen = now;
        if (!isNew) {
            return;
        }
        tried = now;
        try {
            if (now.failure() != null) {
                throw new IOException(now.failure());
            }
            context = now.contents().context();
            LOG.log(Level.INFO, "New TLS certificate in use");
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "Cannot use the new TLS certificate (tls-cert, tls-key), so the old one stays: " + e.getMessage());
        }
    }
}
