package chat.parley.store;

import java.nio.file.Path;
import java.time.Duration;

/**
 * When to take backups.
 *
 * @param directory where they are
 * @param keep the number of backups to keep, at least one
 */
public record BackupPlan(Path directory, Duration interval, int keep) {}
