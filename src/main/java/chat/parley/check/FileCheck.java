package chat.parley.check;

import chat.parley.Setting;
import chat.parley.SettingReport;
import chat.parley.io.Pem;
import chat.parley.io.TlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks files that the settings name: who can read secrets, and when the certificate expires. */
final class FileCheck {
    private static final Duration SOON = Duration.ofDays(14);
    private static final Set<Setting> WITH_SECRETS = Set.of(
            Setting.TLS_KEY,
            Setting.TOKEN_KEYS,
            Setting.OIDC,
            Setting.DATABASE_PASSWORD_FILE,
            Setting.DOORBELL_PASSWORD_FILE);
    private static final Map<Setting, Setting> PASSWORDS = Map.of(
            Setting.DATABASE_PASSWORD, Setting.DATABASE_PASSWORD_FILE,
            Setting.DOORBELL_PASSWORD, Setting.DOORBELL_PASSWORD_FILE,
            Setting.DOORBELL_URLS, Setting.DOORBELL_PASSWORD_FILE);

    private final SettingReport report;
    private final Instant now;

    FileCheck(SettingReport report, Instant now) {
        this.report = report;
        this.now = now;
    }

    List<Finding> findings() {
        List<Finding> found = new ArrayList<>();
        for (SettingReport.Entry entry : report.entries()) {
            boolean mayHoldSecrets = entry.setting() == Setting.CONFIG && hasPasswordInFile();
            if (!entry.shown().isEmpty() && (mayHoldSecrets || WITH_SECRETS.contains(entry.setting()))) {
                checkReaders(entry, found);
            }
            if (isPassword(entry) && entry.isOption()) {
                found.add(Finding.warning(entry.setting().key() + " is an option, which all users of this machine can"
                        + " read; use " + PASSWORDS.get(entry.setting()).key()));
            }
        }
        if (report.settings().tls() != null) {
            checkCertificate(report.settings().tls(), found);
        }
        return found;
    }

    private boolean hasPasswordInFile() {
        return report.entries().stream().anyMatch(entry -> isPassword(entry) && entry.isInFile());
    }

    private static boolean isPassword(SettingReport.Entry entry) {
        return PASSWORDS.containsKey(entry.setting()) && entry.shown().contains("…");
    }

    private static void checkReaders(SettingReport.Entry entry, List<Finding> found) {
        try {
            Path file = Path.of(entry.shown());
            if (Files.isRegularFile(file)
                    && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                found.add(Finding.warning(entry.setting().key() + ": all users of this machine can read the secrets in "
                        + file + "; chmod o-r " + file));
            }
        } catch (IOException | InvalidPathException | UnsupportedOperationException e) {
            return; // a URL, or a system without such permissions
        }
    }

    private void checkCertificate(TlsFiles files, List<Finding> found) {
        try {
            Instant end = Pem.chain(Pem.read(files.certificate()))
                    .get(0)
                    .getNotAfter()
                    .toInstant();
            if (end.isBefore(now)) {
                found.add(Finding.error("tls-cert: the certificate expired at " + end + "; renew it"));
            } else if (end.isBefore(now.plus(SOON))) {
                found.add(Finding.warning("tls-cert: the certificate expires at " + end + "; renew it"));
            }
        } catch (IOException e) {
            found.add(Finding.error("tls-cert: " + e.getMessage()));
        }
    }
}
