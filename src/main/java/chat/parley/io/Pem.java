package chat.parley.io;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Reads certificates and private keys in PEM (RFC 7468). Messages of exceptions contain no keys. */
public final class Pem {
    private static final int MAX_BYTES = 1 << 20;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN (?<label>[A-Z0-9 ]+)-----(?<data>[A-Za-z0-9+/=\\s]+)-----END \\k<label>-----");
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String KEY = "PRIVATE KEY";
    private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");
    private static final byte[] VERSION_0 = {2, 1, 0};
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 4;
    private static final int LONG_LENGTH = 0x80;
    private static final int LENGTH_BYTES = 0x7f;

    private Pem() {}

    /** The text of a file. Blocks. @throws IOException if the file is missing, unreadable or larger than 1 MiB */
    public static String read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        } catch (AccessDeniedException e) {
            throw new IOException("no permission to read " + file, e);
        }
    }

    /**
     * The certificates of a chain.
     *
     * @throws IOException if there is none, one is damaged, or one is not followed by its issuer's
     */
    public static List<X509Certificate> chain(String text) throws IOException {
        List<X509Certificate> chain = new ArrayList<>();
        for (MatchResult block : blocks(text, CERTIFICATE)) {
            chain.add(certificate(data(block)));
        }
        if (chain.isEmpty()) {
            throw new IOException("it contains no BEGIN CERTIFICATE");
        }
        for (int i = 1; i < chain.size(); i++) {
            if (!chain.get(i - 1).getIssuerX500Principal().equals(chain.get(i).getSubjectX500Principal())) {
                throw new IOException("certificate " + (i + 1) + " is not the issuer of certificate " + i);
            }
        }
        return chain;
    }

    /**
     * A context that trusts the certificates in the text and what they have signed, and nobody else.
     *
     * @throws IOException if there is none, or one is damaged
     */
    public static SSLContext trusting(String text) throws IOException {
        List<MatchResult> found = blocks(text, CERTIFICATE);
        if (found.isEmpty()) {
            throw new IOException("it contains no BEGIN CERTIFICATE");
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < found.size(); i++) {
                store.setCertificateEntry("issuer-" + i, certificate(data(found.get(i))));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates cannot be used: " + e.getMessage(), e);
        }
    }

    private static X509Certificate certificate(byte[] der) throws IOException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new IOException("a certificate is damaged", e);
        }
    }

    /**
     * The RSA or EC private key: PKCS #8, or OpenSSL's older formats PKCS #1 (RSA) and SEC 1 (EC).
     *
     * @param owner the public key in the certificate
     * @throws IOException if there is no such key, it is encrypted or damaged, or it belongs to another certificate
     */
    public static PrivateKey key(String text, PublicKey owner) throws IOException {
        if (!SIGNATURES.containsKey(owner.getAlgorithm())) {
            throw new IOException("the certificate's key is not RSA or EC");
        }
        if (text.contains("ENCRYPTED")) {
            throw new IOException("the key is encrypted; decrypt it with: openssl pkey");
        }
        List<MatchResult> blocks = blocks(text, KEY);
        boolean isOld = blocks.isEmpty();
        if (isOld) {
            blocks = blocks(text, owner.getAlgorithm() + " " + KEY);
        }
        if (blocks.isEmpty()) {
            throw new IOException(
                    "it contains no BEGIN PRIVATE KEY (or BEGIN " + owner.getAlgorithm() + " PRIVATE KEY)");
        }
        byte[] der = data(blocks.get(0));
        try {
            PrivateKey key = KeyFactory.getInstance(owner.getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(isOld ? pkcs8(der, owner) : der));
            if (!areOnePair(key, owner)) {
                throw new IOException("the key belongs to another certificate");
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw new IOException("the key is damaged, or belongs to another certificate"); // no cause: it has parts
        }
    }

    private static boolean areOnePair(PrivateKey key, PublicKey owner) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(SIGNATURES.get(owner.getAlgorithm()));
        signature.initSign(key);
        signature.update(VERSION_0); // any bytes
        byte[] signed = signature.sign();
        signature.initVerify(owner);
        signature.update(VERSION_0);
        return signature.verify(signed);
    }

    /** Converts PKCS #1 or SEC 1. Both lack the algorithm, which the certificate has (RFC 5280, section 4.1). */
    private static byte[] pkcs8(byte[] key, PublicKey owner) {
        byte[] info = owner.getEncoded();
        int start = (info[1] & LONG_LENGTH) == 0 ? 2 : 2 + (info[1] & LENGTH_BYTES);
        byte[] algorithm = Arrays.copyOfRange(info, start, start + 2 + info[start + 1]);
        return element(SEQUENCE, VERSION_0, algorithm, element(OCTET_STRING, key));
    }

    /** An element in DER (X.690) of at most 64 KiB. */
    private static byte[] element(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteArrayOutputStream der = new ByteArrayOutputStream();
        der.write(tag);
        der.writeBytes(
                length < LONG_LENGTH
                        ? new byte[] {(byte) length}
                        : new byte[] {(byte) (LONG_LENGTH + 2), (byte) (length >> 8), (byte) length});
        Arrays.stream(parts).forEach(der::writeBytes);
        return der.toByteArray();
    }

    private static List<MatchResult> blocks(String text, String label) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(label))
                .toList();
    }

    private static byte[] data(MatchResult block) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(block.group(2));
        } catch (IllegalArgumentException e) {
            throw new IOException("it is not valid base64"); // no cause: it may quote a key
        }
    }
}
