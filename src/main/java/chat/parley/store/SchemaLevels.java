package chat.parley.store;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Versions of the schema.
 *
 * @param theirs the store's; null if it has no tables yet
 * @param ours the newest that this Parley knows
 */
record SchemaLevels(MigrationVersion theirs, MigrationVersion ours) {
    private static final Set<MigrationState> FUTURE =
            EnumSet.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);

    static SchemaLevels of(MigrationInfoService info) {
        return new SchemaLevels(
                newest(Stream.of(info.applied())).orElse(null),
                newest(Stream.of(info.all()).filter(migration -> !FUTURE.contains(migration.getState())))
                        .orElseThrow());
    }

    private static Optional<MigrationVersion> newest(Stream<MigrationInfo> migrations) {
        return migrations
                .filter(MigrationInfo::isVersioned)
                .map(MigrationInfo::getVersion)
                .max(Comparator.naturalOrder());
    }

    boolean isNew() {
        return theirs == null;
    }

    /** Runs before any write: an older Parley would start on newer tables and fail later. */
    void refuseNewer() {
        if (theirs != null && theirs.compareTo(ours) > 0) {
            throw new StoreException(
                    "This store was migrated by a newer Parley: its schema is version "
                            + theirs
                            + ", but this Parley supports versions up to " + ours
                            + ". Start the newer Parley, or restore a backup from before the upgrade",
                    null);
        }
    }
}
