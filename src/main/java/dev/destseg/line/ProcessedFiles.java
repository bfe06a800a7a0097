package dev.destseg.line;

import dev.destseg.inspection.FileStamp;
import dev.destseg.inspection.Verdict;
import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.InspectionEntry;
import dev.destseg.inspection.journal.JournalQueries;
import dev.destseg.inspection.journal.ResultFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Puts files away that were judged, and what was found beside them. Doing it again after an interruption does no harm. */
record ProcessedFiles(WatchedFolder folder, JournalQueries journal) {
    private static final String RESULT = ".json";

    /**
     * @param file as it was judged; one that was replaced since is left for the next look
     * @throws IOException when it could not be put away
     */
    void put(Arrivals.Arrival file, EntryId inspection) throws IOException {
        Optional<InspectionEntry> entry = journal.find(inspection);
        if (folder.processed() == Processed.KEEP) {
            writeResult(entry, file.file());
            return;
        }
        boolean unjudged = entry.isPresent() && entry.get().part().verdict() == Verdict.CANNOT_JUDGE;
        Path directory = unjudged ? folder.aside() : folder.done();
        Files.createDirectories(directory);
        Path target = free(directory, file.file(), inspection);
        if (!isAt(file.file(), file.stamp())) {
            return;
        }
        writeResult(entry, target);
        Files.move(file.file(), target, StandardCopyOption.ATOMIC_MOVE);
        if (!isAt(target, file.stamp())) {
            Files.move(target, free(folder.directory(), file.file(), inspection));
        }
    }

    private void writeResult(Optional<InspectionEntry> entry, Path image) throws IOException {
        Path target = image.resolveSibling(image.getFileName() + RESULT);
        if (folder.results() && entry.isPresent() && !Files.exists(target)) {
            ResultFile.write(entry.get(), target);
        }
    }

    private static boolean isAt(Path file, FileStamp stamp) throws IOException {
        try {
            FileStamp current = FileStamp.of(file, Files.readAttributes(file, BasicFileAttributes.class));
            return current.size() == stamp.size() && current.modified().equals(stamp.modified());
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** The file's own name, unless another file has it there: then with the name of the inspection. */
    private static Path free(Path directory, Path file, EntryId inspection) throws IOException {
        String name = file.getFileName().toString();
        Path target = directory.resolve(name);
        if (!Files.exists(target)) {
            return target;
        }
        int dot = name.lastIndexOf('.');
        Path other = directory.resolve(name.substring(0, dot) + "-" + inspection + name.substring(dot));
        if (Files.exists(other)) {
            throw new FileAlreadyExistsException(other.toString());
        }
        return other;
    }
}
