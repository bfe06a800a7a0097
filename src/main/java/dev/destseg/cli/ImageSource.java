package dev.destseg.cli;

import dev.destseg.image.ImageReader;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Images named on the command line, and those in and below folders named there. A folder is read while it is worked on,
 * in the order of the file system, so that it may be of any size.
 *
 * @param given files and folders, at least one
 */
record ImageSource(List<Path> given) {
    /**
     * An image file.
     *
     * @param file where it lies
     * @param name where its results go, relative to a folder for results
     */
    record Found(Path file, Path name) {}

    ImageSource {
        given = List.copyOf(given);
        for (Path path : given) {
            if (!Files.exists(path)) {
                throw new InputException("There is no file or folder " + path);
            }
        }
    }

    /**
     * Refuses a folder for results that would be read as images, or in which two images would have the same name.
     *
     * @throws InputException then
     */
    void requireApartFrom(Path results) {
        Path absolute = results.toAbsolutePath().normalize();
        Set<Path> names = new HashSet<>();
        for (Path path : given) {
            if (Files.isDirectory(path)
                    && absolute.startsWith(path.toAbsolutePath().normalize())) {
                throw new InputException("The folder " + results + " lies in " + path
                        + ", whose images are read; give another for the results");
            }
            if (!names.add(prefix(path))) {
                throw new InputException("The results of two inputs named " + prefix(path)
                        + " would overwrite each other; inspect them one after the other, into different folders");
            }
        }
    }

    /** The caller closes the stream. A folder that cannot be read throws {@link InputException} on the way. */
    Stream<Found> images() {
        return given.stream().flatMap(this::images);
    }

    private Stream<Found> images(Path path) {
        if (!Files.isDirectory(path)) {
            return Stream.of(new Found(path, prefix(path)));
        }
        Path prefix = given.size() == 1 ? Path.of("") : prefix(path);
        try {
            return Files.walk(path)
                    .filter(file -> ImageReader.isImage(file) && Files.isRegularFile(file))
                    .map(file -> new Found(file, prefix.resolve(path.relativize(file))));
        } catch (IOException | UncheckedIOException e) {
            throw new InputException("The folder " + path + " cannot be read: " + e + ". Check permissions.", e);
        }
    }

    private static Path prefix(Path path) {
        return path.toAbsolutePath().normalize().getFileName();
    }
}
