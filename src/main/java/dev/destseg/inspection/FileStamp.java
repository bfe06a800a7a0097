package dev.destseg.inspection;

import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * A file as it was when it was looked at. Another file under the same name has another size or another time.
 *
 * @param path absolute
 * @param size in bytes
 * @param modified when it was last written to
 */
public record FileStamp(String path, long size, Instant modified) {
    public static FileStamp of(Path file, BasicFileAttributes attributes) {
        return new FileStamp(
                file.toAbsolutePath().toString(),
                attributes.size(),
                attributes.lastModifiedTime().toInstant());
    }
}
