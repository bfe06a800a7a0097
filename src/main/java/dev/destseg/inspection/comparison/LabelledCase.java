package dev.destseg.inspection.comparison;

import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A part of which it is known what it is.
 *
 * @param defective whether it is
 * @param image decoded when it is asked for, so that one at a time is in memory; throws {@link InputException} when it
 *     cannot be
 */
public record LabelledCase(boolean defective, Supplier<Image> image) {
    /**
     * The images in the folders {@code good} and {@code defective} of a folder, either of which may be absent.
     *
     * @throws InputException when there is no such folder
     */
    public static List<LabelledCase> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(
                    "There is no folder " + folder + "; give one with good and defective images in it");
        }
        return Stream.concat(in(folder.resolve("good"), false), in(folder.resolve("defective"), true))
                .toList();
    }

    private static Stream<LabelledCase> in(Path folder, boolean defective) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(ImageReader::isImage)
                    .sorted()
                    .map(file -> new LabelledCase(defective, () -> new ImageReader().read(file)))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }
}
