package chat.parley.io;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The PEM files of a server's certificate.
 *
 * @param certificate the server's certificate, followed by those of its issuers
 * @param key its private key
 */
public record TlsFiles(Path certificate, Path key) {
    private static final char[] NO_PASSWORD = {};

    /** The contents of both files. Equal if the files are. */
    public record Contents(String certificate, String key) {
        /** A context that presents this certificate. @throws IOException if the files do not fit together */
        public SSLContext context() throws IOException {
            List<X509Certificate> chain = Pem.chain(certificate);
            PrivateKey secret = Pem.key(key, chain.get(0).getPublicKey());
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("parley", secret, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
                KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                keys.init(store, NO_PASSWORD);
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(keys.getKeyManagers(), null, null);
                return context;
            } catch (GeneralSecurityException e) {
                throw new IOException("the certificate cannot be used: " + e.getMessage(), e);
            }
        }

        @Override
        public String toString() {
            return "Contents"; // the key is secret
        }
    }

    /** Blocks. @throws IOException if a file cannot be read */
    public Contents read() throws IOException {
        return new Contents(Pem.read(certificate), Pem.read(key));
    }
}
