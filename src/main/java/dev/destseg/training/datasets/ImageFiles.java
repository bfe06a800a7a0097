package dev.destseg.training.datasets;

import dev.destseg.recipe.AtomicFile;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Files named by the SHA-256 of their bytes, up to a bound on all of them together. Safe between threads. */
final class ImageFiles {
    private final Path directory;
    private final long mostBytes;
    private long bytes;

    private ImageFiles(Path directory, long mostBytes) {
        this.directory = directory;
        this.mostBytes = mostBytes;
    }

    /** @param directory made when absent */
    static ImageFiles open(Path directory, long mostBytes) throws IOException {
        Files.createDirectories(directory);
        ImageFiles files = new ImageFiles(directory, mostBytes);
        for (Path file : files.all()) {
            files.bytes += Files.size(file);
        }
        return files;
    }

    /**
     * Stores the bytes unless they are there already; they are on disk when this returns.
     *
     * @throws InputException when there is no room for them
     */
    synchronized Sha256 store(byte[] content) throws IOException {
        Sha256 digest = Sha256.of(content);
        if (Files.exists(path(digest))) {
            return digest;
        }
        if (bytes + content.length > mostBytes) {
            throw new InputException("The datasets take " + bytes + " bytes and may take " + mostBytes
                    + "; delete a dataset that is no longer needed, or allow more (destseg.datasets.most-mebibytes)");
        }
        if (!Files.isDirectory(path(digest).getParent())) {
            Files.createDirectories(path(digest).getParent());
            AtomicFile.forceDirectory(directory);
        }
        AtomicFile.write(path(digest), Content.of(content));
        bytes += content.length;
        return digest;
    }

    /** Where the file with this digest lies, if there is one. */
    Path path(Sha256 digest) {
        return directory.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    /** Deletes every other file, and what interrupted writes left behind. */
    synchronized void keepOnly(Set<Sha256> needed) {
        try {
            for (Path file : all()) {
                String name = file.getFileName().toString();
                if (!name.matches("[0-9a-f]{64}") || !needed.contains(new Sha256(name))) {
                    bytes -= Files.size(file);
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Images that no dataset names cannot be deleted from " + directory, e);
        }
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(directory, 2)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
