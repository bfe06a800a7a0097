package dev.destseg.dataset;

import dev.destseg.image.Image;
import dev.destseg.tensor.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The images of some samples at the size that the networks take, again and again: held in memory as bytes as far as a
 * bound allows, the others decoded each time. Immutable after {@link #load} and safe between threads.
 */
public final class ImageCache {
    private final ImageLoader loader;
    private final List<Sample> samples;
    private final @Nullable Image[] held;

    private ImageCache(ImageLoader loader, List<Sample> samples, @Nullable Image[] held) {
        this.loader = loader;
        this.samples = samples;
        this.held = held;
    }

    /**
     * Decodes every sample once, keeps the first of them, and leaves out what cannot be decoded.
     *
     * @param maxBytes bound on the pixels held
     * @param problems told of each image that is left out
     * @throws InputException when none can be decoded
     */
    public static ImageCache load(
            ImageLoader loader, List<Sample> samples, long maxBytes, Consumer<ImageProblem> problems) {
        List<Sample> usable = new ArrayList<>();
        List<@Nullable Image> images = new ArrayList<>();
        long bytes = 0;
        String first = "";
        for (Sample sample : samples) {
            try {
                Image image = loader.image(sample);
                bytes += image.rgb().length;
                usable.add(sample);
                images.add(bytes <= maxBytes ? image : null);
            } catch (InputException e) {
                first = first.isEmpty() ? ", the first because: " + e.getMessage() : first;
                problems.accept(new ImageProblem(sample.image(), "is left out: " + e.getMessage()));
            }
        }
        if (usable.isEmpty()) {
            throw new InputException("None of the " + samples.size() + " images of the data set can be used" + first
                    + ". Give JPEG, PNG, BMP or TIFF files.");
        }
        return new ImageCache(loader, List.copyOf(usable), images.toArray(Image[]::new));
    }

    /** The samples that can be decoded, in the order given. */
    public List<Sample> samples() {
        return samples;
    }

    public int size() {
        return samples.size();
    }

    /**
     * @param index into {@link #samples}
     * @throws InputException when an image that is not held can no longer be decoded
     */
    public Image image(int index) {
        Image image = held[index];
        return image != null ? image : loader.image(samples.get(index));
    }

    /** How many images are held in memory. */
    public int held() {
        int count = 0;
        for (Image image : held) {
            count += image == null ? 0 : 1;
        }
        return count;
    }
}
