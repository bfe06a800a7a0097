package dev.destseg.inspection.journal;

import org.jboss.logging.Logger;
import org.sqlite.SQLiteJDBCLoader;

/** The native library of SQLite. */
public final class JournalNatives {
    private static final Logger LOG = Logger.getLogger(JournalNatives.class);

    private JournalNatives() {}

    /** Loads it, which otherwise the first journal does. */
    public static void load() {
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception unloadable) {
            // Opening the journal fails the same way, and says so.
            LOG.debug("SQLite cannot be loaded beforehand", unloadable);
        }
    }
}
