package chat.parley;

import chat.parley.store.BackupPlan;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/** Reads when to take backups. */
final class BackupSettings {
    private static final int MAX_BACKUPS = 10_000;

    private BackupSettings() {}

    /** Null for never. */
    static BackupPlan read(SettingValues values) {
        String directory = values.text(Setting.BACKUP_DIR);
        Duration interval = values.time(Setting.BACKUP_INTERVAL);
        int keep = values.number(Setting.BACKUP_KEEP, 1, MAX_BACKUPS);
        if (directory.isEmpty()) {
            return null;
        }
        try {
            return new BackupPlan(Path.of(directory), interval, keep);
        } catch (InvalidPathException e) {
            throw values.unusable(Setting.BACKUP_DIR, "a path");
        }
    }
}
