package chat.parley.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chat.parley.e2e.host.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
    private static TestCertificate rsa;
    private static TestCertificate ec;

    @BeforeAll
    static void make() throws IOException {
        rsa = TestCertificate.make("RSA");
        ec = TestCertificate.make("EC");
    }

    private static TestCertificate with(String algorithm) {
        return algorithm.equals("RSA") ? rsa : ec;
    }

    private static PublicKey owner(TestCertificate certificate) {
        return certificate.chain().get(0).getPublicKey();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void keysAreReadInTheFormatsOldAndNew(String algorithm) throws IOException {
        TestCertificate made = with(algorithm);
        assertEquals(made.key(), Pem.key(made.keyText(), owner(made)));
        assertEquals(made.key(), Pem.key(made.oldKeyText(), owner(made)));
        assertEquals(made.key(), Pem.key("Comment\r\n" + made.keyText().replace("\n", "\r\n"), owner(made)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void aChainIsReadInItsOrder(String algorithm) throws IOException {
        TestCertificate made = with(algorithm);
        assertEquals(made.chain(), Pem.chain(made.chainText()));
        assertEquals(made.chain(), Pem.chain(made.keyText() + made.chainText()));
        new TlsFiles.Contents(made.chainText(), made.keyText()).context();
    }

    @Test
    void aChainInTheWrongOrderIsRefused() throws IOException {
        String text = rsa.chainText();
        int second = text.lastIndexOf("-----BEGIN");
        assertEquals(
                "certificate 2 is not the issuer of certificate 1",
                refusal(() -> Pem.chain(text.substring(second) + text.substring(0, second))));
    }

    @Test
    void whatIsMissingOrDamagedIsNamedAndNoKeyIsQuoted() throws IOException {
        String damaged = rsa.keyText().replaceFirst("\n.{32}", "\n");
        assertEquals("it contains no BEGIN CERTIFICATE", refusal(() -> Pem.chain(rsa.keyText())));
        assertEquals(
                "a certificate is damaged",
                refusal(() -> Pem.chain(rsa.chainText().replaceFirst("\n.{32}", "\n"))));
        assertEquals(
                "it contains no BEGIN PRIVATE KEY (or BEGIN RSA PRIVATE KEY)",
                refusal(() -> Pem.key(rsa.chainText(), owner(rsa))));
        assertEquals(
                "the key is damaged, or belongs to another certificate", refusal(() -> Pem.key(damaged, owner(rsa))));
        assertTrue(refusal(() -> Pem.key("-----BEGIN ENCRYPTED PRIVATE KEY-----", owner(rsa)))
                .startsWith("the key is encrypted"));
    }

    @Test
    void theKeyOfAnotherCertificateIsRefused() throws IOException {
        TestCertificate other = TestCertificate.make("EC");
        assertEquals("the key belongs to another certificate", refusal(() -> Pem.key(other.keyText(), owner(ec))));
        assertEquals(
                "the key is damaged, or belongs to another certificate",
                refusal(() -> Pem.key(rsa.keyText(), owner(ec))));
    }

    @Test
    void filesAreReadUpToALimit(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("chain.pem");
        assertEquals("there is no file " + file, refusal(() -> Pem.read(file)));
        Files.writeString(file, "x".repeat((1 << 20) + 1));
        assertEquals(file + " is larger than 1048576 bytes", refusal(() -> Pem.read(file)));
        Files.writeString(file, "x");
        assertEquals("x", Pem.read(file));
    }

    @Test
    void contentsDoNotShowTheKey() throws IOException {
        assertFalse(new TlsFiles.Contents("", rsa.keyText()).toString().contains("KEY"));
    }

    private interface Reading {
        void run() throws IOException;
    }

    private static String refusal(Reading reading) {
        return assertThrows(IOException.class, reading::run).getMessage();
    }
}
