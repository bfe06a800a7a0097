package dev.destseg.line.source;

import dev.destseg.image.ImageReader;
import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The images of a folder in the order of their names, one after the other and then from the beginning, in place of a camera:
 * for trials of everything else on a line.
 */
public final class ImageSequence implements Source {
    private static final int MOST_IMAGES = 10_000;

    private final Path folder;
    private final List<Path> images;
    private int next;

    private ImageSequence(Path folder, List<Path> images) {
        this.folder = folder;
        this.images = images;
    }

    /** @throws InputException when there is no such folder, or no image in it, or more than can be meant */
    public static ImageSequence of(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> images = files.filter(ImageReader::isImage)
                    .limit(MOST_IMAGES + 1L)
                    .sorted()
                    .toList();
            if (images.isEmpty() || images.size() > MOST_IMAGES) {
                throw new InputException("The folder " + folder + " holds " + (images.isEmpty() ? "no" : "too many")
                        + " images to be shown one after the other; give one with 1 to " + MOST_IMAGES);
            }
            return new ImageSequence(folder, images);
        } catch (IOException e) {
            throw new InputException("The folder " + folder + " of images cannot be read: " + e, e);
        }
    }

    @Override
    public byte[] take() throws IOException {
        Path image = images.get(next);
        next = (next + 1) % images.size();
        try {
            return Files.readAllBytes(image);
        } catch (IOException e) {
            throw new IOException("The image " + image.getFileName() + " of " + folder + " cannot be read: " + e, e);
        }
    }

    @Override
    public void close() {
        // Files are open only while they are read.
    }
}
