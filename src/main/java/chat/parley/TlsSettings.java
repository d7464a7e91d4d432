package chat.parley;

import chat.parley.io.Pem;
import chat.parley.io.TlsFiles;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.PublicKey;

/** Reads the settings of the embedded server's certificate, and the files at once, to report mistakes at the start. */
final class TlsSettings {
    private TlsSettings() {}

    /**
     * Null without TLS.
     *
     * @throws InvalidSetting if one of the files is missing, unreadable or does not belong to the other
     */
    static TlsFiles read(SettingValues values) {
        String certificate = values.text(Setting.TLS_CERT);
        String key = values.text(Setting.TLS_KEY);
        if (certificate.isEmpty() && key.isEmpty()) {
            return null;
        }
        if (key.isEmpty()) {
            throw new InvalidSetting("tls-cert needs tls-key: the private key of the certificate");
        }
        if (certificate.isEmpty()) {
            throw new InvalidSetting("tls-key needs tls-cert: the certificate of the key");
        }
        TlsFiles files = new TlsFiles(path(values, Setting.TLS_CERT), path(values, Setting.TLS_KEY));
        PublicKey owner;
        try {
            owner = Pem.chain(Pem.read(files.certificate())).get(0).getPublicKey();
        } catch (IOException e) {
            throw values.unusable(Setting.TLS_CERT, "a PEM file with a certificate and its issuers: " + e.getMessage());
        }
        try {
            Pem.key(Pem.read(files.key()), owner);
        } catch (IOException e) {
            throw values.unusable(
                    Setting.TLS_KEY, "a PEM file with the private key of the certificate: " + e.getMessage());
        }
        return files;
    }

    private static Path path(SettingValues values, Setting setting) {
        try {
            return Path.of(values.text(setting));
        } catch (InvalidPathException e) {
            throw values.unusable(setting, "a path");
        }
    }
}
