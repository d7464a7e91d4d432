package chat.parley.e2e.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A new certificate for 127.0.0.1 and localhost, issued by a new authority.
 *
 * @param chain the certificate and its issuer's
 */
public record TestCertificate(List<X509Certificate> chain, PrivateKey key) {
    private static final String PASSWORD = "not-secret";

    /** Makes a certificate with the JDK's keytool. @param algorithm of the key: RSA or EC */
    public static TestCertificate make(String algorithm) throws IOException {
        Path folder = Files.createTempDirectory("certificate");
        Path file = folder.resolve("store.p12");
        try {
            keytool(file, "issuer", "EC", "-ext", "bc:c");
            keytool(file, "server", algorithm, "-ext", "san=ip:127.0.0.1,dns:localhost", "-signer", "issuer");
            return read(file);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static void keytool(Path file, String name, String algorithm, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-keyalg",
                algorithm));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(keytool.getInputStream().readAllBytes());
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException(output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static TestCertificate read(Path file) throws IOException {
        char[] password = PASSWORD.toCharArray();
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return new TestCertificate(
                    Stream.of(store.getCertificateChain("server"))
                            .map(X509Certificate.class::cast)
                            .toList(),
                    (PrivateKey) store.getKey("server", password));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** The chain in PEM. */
    public String chainText() throws IOException {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : chain) {
            try {
                text.append(pem("CERTIFICATE", certificate.getEncoded()));
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
        }
        return text.toString();
    }

    /** The key as PKCS #8 in PEM. */
    public String keyText() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** The key in PEM as OpenSSL wrote it formerly: PKCS #1 or SEC 1, which is the last part of PKCS #8. */
    public String oldKeyText() {
        byte[] encoded = key.getEncoded();
        int at = 2 + lengthBytes(encoded, 0) + 3; // behind the sequence and the version
        at += 2 + encoded[at + 1]; // behind the algorithm
        at += 2 + lengthBytes(encoded, at); // in the octet string
        return pem(key.getAlgorithm() + " PRIVATE KEY", Arrays.copyOfRange(encoded, at, encoded.length));
    }

    private static int lengthBytes(byte[] der, int at) {
        return der[at + 1] < 0 ? der[at + 1] & 0x7f : 0;
    }

    /** Writes the files that the settings name. Each is replaced in one step. */
    public void writeTo(Path folder) throws IOException {
        replace(folder.resolve("key.pem"), keyText());
        replace(folder.resolve("chain.pem"), chainText());
    }

    /** Replaces a file in one step. */
    public static void replace(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The settings of a server with the files in this folder. */
    public static Map<String, String> settings(Path folder) {
        return Map.of(
                "tls-cert",
                folder.resolve("chain.pem").toString(),
                "tls-key",
                folder.resolve("key.pem").toString());
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }
}
