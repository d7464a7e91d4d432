package chat.parley.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * A browser and its authenticator with one passkey, as WebAuthn describes them, except that it does what the test says.
 * Not thread-safe.
 */
public final class Authenticator {
    public static final int PRESENT = 1;
    public static final int VERIFIED = 4;
    private static final int HAS_KEY = 0x40;
    private static final int COORDINATE = 32;

    private final KeyPair key;
    private final byte[] id = new byte[COORDINATE];
    /** The relying party that the authenticator signs for. */
    private final String party;
    /** The origin of the page. */
    private String origin;

    private String handle;
    private int flags = PRESENT | VERIFIED;
    private long counter;

    /** What the browser says about a new passkey. In base64url. */
    public record Made(String clientData, String attestation) {}

    /** What the browser says about a use. In base64url. */
    public record Signed(String id, String clientData, String authenticatorData, String signature, String userHandle) {
        public String json() {
            return "{\"id\":\"" + id + "\",\"clientData\":\"" + clientData + "\",\"authenticatorData\":\""
                    + authenticatorData + "\",\"signature\":\"" + signature + "\",\"userHandle\":\"" + userHandle
                    + "\"}";
        }
    }

    public Authenticator(String party, String origin) {
        this.party = party;
        this.origin = origin;
        new SecureRandom().nextBytes(id);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            key = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Goes to another page. */
    public Authenticator at(String otherOrigin) {
        origin = otherOrigin;
        return this;
    }

    /** Says something else about the person. */
    public Authenticator with(int otherFlags) {
        flags = otherFlags;
        return this;
    }

    /** Counts uses from here on. */
    public Authenticator counting(long start) {
        counter = start;
        return this;
    }

    /** Claims to belong to another account. */
    public Authenticator claiming(String otherHandle) {
        handle = otherHandle;
        return this;
    }

    /** The passkey's id. */
    public String id() {
        return text(id);
    }

    /** Makes the passkey. @param handle of the account */
    public Made make(String challenge, String handleOfAccount) {
        handle = handleOfAccount;
        return new Made(clientData("webauthn.create", challenge), text(attestation()));
    }

    /** The attestation object. */
    public byte[] attestation() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0xa3); // a map of three
        write(out, string("fmt"), string("none"), string("attStmt"), new byte[] {(byte) 0xa0}, string("authData"));
        write(out, bytes(authenticatorData(flags | HAS_KEY, credential())));
        return out.toByteArray();
    }

    private byte[] credential() {
        ECPublicKey shared = (ECPublicKey) key.getPublic();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(out, new byte[16], new byte[] {0, (byte) id.length}, id);
        write(out, new byte[] {(byte) 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21}); // EC2, ES256, P-256, x
        write(out, bytes(coordinate(shared.getW().getAffineX().toByteArray())), new byte[] {0x22});
        write(out, bytes(coordinate(shared.getW().getAffineY().toByteArray())));
        return out.toByteArray();
    }

    private static byte[] coordinate(byte[] number) {
        byte[] padded = new byte[COORDINATE];
        int length = Math.min(number.length, COORDINATE);
        System.arraycopy(number, number.length - length, padded, COORDINATE - length, length);
        return padded;
    }

    private byte[] authenticatorData(int allFlags, byte[] credential) {
        return ByteBuffer.allocate(COORDINATE + 1 + Integer.BYTES + credential.length)
                .put(sha256(party.getBytes(StandardCharsets.UTF_8)))
                .put((byte) allFlags)
                .putInt((int) counter)
                .put(credential)
                .array();
    }

    /** Signs the challenge with the passkey. */
    public Signed sign(String challenge) {
        counter = counter == 0 ? 0 : counter + 1;
        String clientData = clientData("webauthn.get", challenge);
        byte[] data = authenticatorData(flags, new byte[0]);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(data);
            signature.update(sha256(Base64.getUrlDecoder().decode(clientData)));
            return new Signed(id(), clientData, text(data), text(signature.sign()), handle);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** What the browser says about its page. */
    public String clientData(String type, String challenge) {
        return text(("{\"type\":\"" + type + "\",\"challenge\":\"" + challenge + "\",\"origin\":\"" + origin
                        + "\",\"crossOrigin\":false}")
                .getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] string(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return join(new byte[] {(byte) (0x60 | encoded.length)}, encoded);
    }

    private static byte[] bytes(byte[] value) {
        return join(new byte[] {0x58, (byte) value.length}, value); // shorter than 256
    }

    private static byte[] join(byte[] head, byte[] rest) {
        byte[] both = Arrays.copyOf(head, head.length + rest.length);
        System.arraycopy(rest, 0, both, head.length, rest.length);
        return both;
    }

    private static void write(ByteArrayOutputStream out, byte[]... parts) {
        for (byte[] part : parts) {
            out.write(part, 0, part.length);
        }
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** In base64url. */
    public static String text(byte[] data) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(data);
    }
}
