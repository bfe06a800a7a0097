package dev.destseg.inspection.journal;

import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/** Makes the database of a journal one of this version; apart from what a start needs where it is one. */
final class MigrationRun {
    private MigrationRun() {}

    /**
     * A newer version of this software may have given columns another meaning, so its journal is not written to.
     *
     * @throws SQLException when it is of one
     */
    static void by(Flyway migration) throws SQLException {
        migration.migrate();
        for (MigrationInfo applied : migration.info().applied()) {
            if (applied.getState() == MigrationState.FUTURE_SUCCESS) {
                throw new SQLException("it is of the newer version " + applied.getVersion());
            }
        }
    }
}
