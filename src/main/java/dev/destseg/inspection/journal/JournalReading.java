package dev.destseg.inspection.journal;

import dev.destseg.tensor.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Journals that are read and not written to, also while an appliance has them open. */
public final class JournalReading {
    private JournalReading() {}

    /** @return the directory of the journal, if the given one is it or the data directory of an appliance */
    public static Optional<Path> find(Path directory) {
        return Stream.of(directory, directory.resolve("journal"))
                .filter(each -> Files.isRegularFile(each.resolve(Journal.DATABASE)))
                .findFirst();
    }

    /**
     * @param directory of a journal
     * @throws InputException when there is none
     */
    public static JournalQueries open(Path directory) {
        if (!Files.isReadable(directory.resolve(Journal.DATABASE))) {
            throw new InputException("There is no journal in " + directory + " that this user may read");
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        SQLiteDataSource database = new SQLiteDataSource(config);
        database.setUrl("jdbc:sqlite:" + directory.resolve(Journal.DATABASE));
        return new JournalQueries(database, directory, ContentFiles.toRead(directory.resolve(JournalDirectory.FILES)));
    }
}
