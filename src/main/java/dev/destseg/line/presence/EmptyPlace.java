package dev.destseg.line.presence;

import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The picture of a station's place without a part, as a file.
 *
 * @param file where it lies, or will
 * @param given whether a person put it there, who must then change it
 */
public record EmptyPlace(Path file, boolean given) {
    /**
     * @param station whose place it is
     * @param configured where a person put it
     * @param directory of the box for stations
     */
    public static EmptyPlace of(String station, Optional<Path> configured, Path directory) {
        return new EmptyPlace(
                configured.orElseGet(() -> directory.resolve(fileName(station) + ".png")), configured.isPresent());
    }

    /** Names may hold anything; file names must not. */
    private static String fileName(String station) {
        StringBuilder name = new StringBuilder("empty-");
        station.codePoints()
                .forEach(each -> name.append(
                        Character.isLetterOrDigit(each) && each < 128 || each == '-'
                                ? Character.toString(each)
                                : "_" + Integer.toHexString(each) + "_"));
        return name.toString();
    }

    /**
     * As it lies there; nothing when nobody has shown it yet.
     *
     * @throws InputException when it cannot be read
     */
    Optional<Image> read() {
        if (!given && !Files.exists(file)) {
            return Optional.empty();
        }
        return Optional.of(new ImageReader().read(file));
    }

    /** @throws InputException when it is a person's */
    void write(byte[] png) {
        if (given) {
            throw new InputException("The empty place of this station is configured as " + file
                    + "; put the picture there and start again, or take that key away");
        }
        try {
            Files.createDirectories(file.getParent());
            Path partial = file.resolveSibling(file.getFileName() + ".partial");
            Files.write(partial, png);
            try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The picture of the empty place cannot be kept as " + file + ": " + e, e);
        }
    }
}
