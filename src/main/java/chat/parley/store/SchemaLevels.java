package chat.parley.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Versions of the schema.
 *
 * @param theirs the store's; null if it has no tables yet
 * @param ours the newest that this Parley knows
 * @param oldest the lowest that a server must know to use the store; null if the store is not newer, or does not say
 */
record SchemaLevels(MigrationVersion theirs, MigrationVersion ours, MigrationVersion oldest) {
    private static final Set<MigrationState> FUTURE =
            EnumSet.of(MigrationState.FUTURE_SUCCESS, MigrationState.FUTURE_FAILED);

    static SchemaLevels of(DataSource source, MigrationInfoService info) throws SQLException {
        MigrationVersion theirs = newest(Stream.of(info.applied())).orElse(null);
        MigrationVersion ours = newest(
                        Stream.of(info.all()).filter(migration -> !FUTURE.contains(migration.getState())))
                .orElseThrow();
        boolean isNewer = theirs != null && theirs.compareTo(ours) > 0;
        return new SchemaLevels(theirs, ours, isNewer ? oldest(source) : null);
    }

    private static MigrationVersion oldest(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return Sql.one(
                    connection, "SELECT oldest FROM parley", row -> MigrationVersion.fromVersion("" + row.getLong(1)));
        }
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

    /**
     * Runs before any write: on tables that it does not know, an older Parley would start and fail later. It may start if
     * the newer one has only added something, so that both run side by side during an upgrade.
     */
    void refuseNewer() {
        if (theirs != null && theirs.compareTo(ours) > 0 && (oldest == null || oldest.compareTo(ours) > 0)) {
            throw new StoreException(
                    "This store was migrated by a newer Parley: its schema is version "
                            + theirs
                            + (oldest == null ? "" : " and needs a Parley that supports version " + oldest)
                            + ", but this Parley supports versions up to " + ours
                            + ". Start the newer Parley, or restore a backup from before the upgrade",
                    null);
        }
    }
}
