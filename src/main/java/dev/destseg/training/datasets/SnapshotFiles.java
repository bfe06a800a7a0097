package dev.destseg.training.datasets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.JsonFields;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A directory of snapshots, each a file named by its digest, the newest of them kept. Not safe between threads. */
final class SnapshotFiles {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDING = ".json";

    private final Path directory;
    private final int most;

    SnapshotFiles(Path directory, int most) {
        this.directory = directory;
        this.most = most;
    }

    void write(Snapshot snapshot, Instant now) throws IOException {
        Path file = file(snapshot.digest());
        if (!Files.exists(file)) {
            AtomicFile.write(file, Content.of(snapshot.bytes()));
        }
        // The age of the file is that of the snapshot's last use.
        Files.setLastModifiedTime(file, FileTime.from(now));
        List<Path> all = newestFirst();
        for (Path old : all.subList(Math.min(most, all.size()), all.size())) {
            Files.delete(old);
        }
    }

    /** @throws InputException when the file is damaged */
    Optional<Snapshot> read(Sha256 digest) throws IOException {
        Path file = file(digest);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    /** The newest first. */
    List<Snapshot> all() throws IOException {
        List<Snapshot> snapshots = new ArrayList<>();
        for (Path file : newestFirst()) {
            snapshots.add(read(file));
        }
        return snapshots;
    }

    private static Snapshot read(Path file) throws IOException {
        try {
            return Snapshot.of(new JsonFields("", JSON.readTree(Files.readAllBytes(file))));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new InputException("The snapshot " + file + " is damaged; delete the file: " + e.getMessage(), e);
        }
    }

    private List<Path> newestFirst() throws IOException {
        record Dated(Path file, FileTime time) {}
        List<Dated> dated = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(SnapshotFiles::isSnapshot).toList()) {
                dated.add(new Dated(file, Files.getLastModifiedTime(file)));
            }
        }
        return dated.stream()
                .sorted(Comparator.comparing(Dated::time).reversed().thenComparing(Dated::file))
                .map(Dated::file)
                .toList();
    }

    private static boolean isSnapshot(Path file) {
        return file.getFileName().toString().matches("[0-9a-f]{64}\\.json");
    }

    private Path file(Sha256 digest) {
        return directory.resolve(digest.hex() + ENDING);
    }
}
