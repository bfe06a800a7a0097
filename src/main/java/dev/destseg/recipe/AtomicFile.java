package dev.destseg.recipe;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes files so that a reader, also after a loss of power, sees either the content before or the whole new one: write
 * beside the target, force to disk, rename, force the directory.
 *
 * <p>What an interrupted write leaves behind is named ".NAME.partial" and is overwritten by the next. One writer at a time
 * for a target.
 */
public final class AtomicFile {
    static final String PARTIAL_SUFFIX = ".partial";

    private AtomicFile() {}

    /**
     * @param target replaced if it exists; its directory must exist
     * @param attributes of the new file, such as who may read it; it never exists without them
     */
    public static void write(Path target, Content content, FileAttribute<?>... attributes) throws IOException {
        Path absolute = target.toAbsolutePath();
        Path partial = absolute.resolveSibling("." + absolute.getFileName() + PARTIAL_SUFFIX);
        try {
            Files.deleteIfExists(partial); // An interrupted write may have left it with other attributes.
            writeForced(partial, content, attributes);
            Files.move(partial, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
        forceDirectory(absolute.getParent());
    }

    /** Writes a file in place and forces it to disk. */
    static void writeForced(Path file, Content content, FileAttribute<?>... attributes) throws IOException {
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        try (FileChannel channel = FileChannel.open(file, options, attributes);
                OutputStream output = new BufferedOutputStream(Channels.newOutputStream(channel))) {
            content.writeTo(output);
            output.flush();
            channel.force(true);
        }
    }

    /** Makes renames and new names within a directory survive a loss of power. */
    public static void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** As {@link #forceDirectory}, of a directory and all within it. */
    static void forceDirectories(Path root) throws IOException {
        List<Path> directories;
        try (Stream<Path> walk = Files.walk(root)) {
            directories = walk.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
        for (Path directory : directories) {
            forceDirectory(directory);
        }
    }
}
