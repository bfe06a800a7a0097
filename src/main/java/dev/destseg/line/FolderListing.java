package dev.destseg.line;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a folder at one moment.
 *
 * @param files regular files and links to such, by their paths
 * @param cut whether there are more than are listed
 */
record FolderListing(Map<Path, BasicFileAttributes> files, boolean cut) {
    static final int MOST_FILES = 100_000;

    static FolderListing of(Path directory) throws IOException {
        Map<Path, BasicFileAttributes> files = new HashMap<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
            for (Path path : paths) {
                if (files.size() == MOST_FILES) {
                    return new FolderListing(files, true);
                }
                attributes(path).ifPresent(found -> files.put(path, found));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return new FolderListing(files, false);
    }

    private static Optional<BasicFileAttributes> attributes(Path path) {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class))
                    .filter(BasicFileAttributes::isRegularFile);
        } catch (IOException goneOrNotToBeSeenYet) {
            return Optional.empty();
        }
    }
}
