package dev.destseg.inspection.journal;

import java.io.File;
import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.jboss.logging.Logger;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/** The native library of SQLite. */
public final class JournalNatives {
    private static final Logger LOG = Logger.getLogger(JournalNatives.class);

    private JournalNatives() {}

    /** Loads it, which otherwise the first journal does. */
    public static void load() {
        try {
            keep();
            SQLiteJDBCLoader.initialize();
        } catch (Exception unloadable) {
            // Opening the journal fails the same way, and says so.
            LOG.debug("SQLite cannot be loaded beforehand", unloadable);
        }
    }

    /**
     * Keeps the library where those of the networks are kept, and has SQLite's loader take it from there: left to itself it
     * writes the library anew at every start, and compares it byte by byte.
     */
    private static void keep() throws IOException {
        String name = LibraryLoaderUtil.getNativeLibName();
        File kept =
                Loader.cacheResource(SQLiteJDBCLoader.class, LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name);
        if (kept != null) {
            System.setProperty("org.sqlite.lib.path", kept.getParent());
            System.setProperty("org.sqlite.lib.name", name);
        }
    }
}
