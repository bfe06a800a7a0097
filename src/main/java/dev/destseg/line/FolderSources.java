package dev.destseg.line;

import dev.destseg.inspection.InspectionService;
import dev.destseg.inspection.journal.Journal;
import dev.destseg.tensor.InputException;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The watched folders of this machine. */
@ApplicationScoped
public class FolderSources {
    /** Before the journal and what judges are closed. */
    private static final int FIRST = 100;

    private final LineSettings settings;
    private final InspectionService inspections;
    private final Journal journal;
    private final List<FolderSource> sources = new CopyOnWriteArrayList<>();

    FolderSources(LineSettings settings, InspectionService inspections, Journal journal) {
        this.settings = settings;
        this.inspections = inspections;
        this.journal = journal;
    }

    /**
     * Begins to judge the files of the folders; once is enough.
     *
     * @throws InputException when folders do not fit together
     */
    public void start() {
        List<WatchedFolder> folders = new ArrayList<>();
        settings.folders()
                .forEach((name, folder) -> folders.add(
                        WatchedFolder.of(name, folder, settings.largestFile().asLongValue())));
        Set<Path> directories = new HashSet<>();
        for (WatchedFolder folder : folders) {
            if (!directories.add(folder.directory())) {
                throw new InputException("The folder " + folder.directory() + " is to be watched twice; name it once");
            }
        }
        for (WatchedFolder folder : folders) {
            FolderSource source = new FolderSource(folder, inspections, journal);
            sources.add(source);
            source.start();
        }
    }

    /** How each is doing. */
    public List<FolderState> states() {
        return sources.stream().map(FolderSource::state).toList();
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) @Priority(FIRST) ShutdownEvent end) {
        sources.forEach(FolderSource::close);
    }
}
