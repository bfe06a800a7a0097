package dev.destseg.dataset;

import dev.destseg.image.Image;
import dev.destseg.image.Mask;
import dev.destseg.image.Seen;
import dev.destseg.image.View;
import dev.destseg.tensor.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the networks see of some samples, again and again: as a whole, and in pieces of the size that they take. Held in memory as
 * bytes as far as a bound allows; the others are decoded each time, but for the one asked for last. Safe between threads.
 */
public final class ImageCache {
    private final ImageLoader loader;
    private final List<Sample> samples;
    private final @Nullable Seen[] held;
    private volatile @Nullable Recent recent;

    private record Recent(int index, Seen image) {}

    private ImageCache(ImageLoader loader, List<Sample> samples, @Nullable Seen[] held) {
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
        List<@Nullable Seen> images = new ArrayList<>();
        long bytes = 0;
        String first = "";
        for (Sample sample : samples) {
            try {
                Seen image = loader.image(sample);
                bytes += image.image().rgb().length;
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
        return new ImageCache(loader, List.copyOf(usable), images.toArray(Seen[]::new));
    }

    /** The samples that can be decoded, in the order given. */
    public List<Sample> samples() {
        return samples;
    }

    /** How many pieces there are: as many of each sample, one after the other. */
    public int size() {
        return samples.size() * pieces();
    }

    /** Pieces of a sample, at least 1. */
    public int pieces() {
        return loader.view().parts();
    }

    /** The sample that a piece is of, as an index into {@link #samples}. */
    public int origin(int index) {
        return index / pieces();
    }

    /**
     * A piece, as the networks take it.
     *
     * @param index below {@link #size}
     * @throws InputException when an image that is not held can no longer be decoded
     */
    public Image image(int index) {
        return loader.view().part(whole(origin(index)).image(), index % pieces());
    }

    /** What is seen of the samples' images. */
    public View view() {
        return loader.view();
    }

    /**
     * All that is seen of a sample.
     *
     * @param sample index into {@link #samples}
     * @throws InputException as {@link #image} does
     */
    public Seen whole(int sample) {
        Seen image = held[sample];
        if (image != null) {
            return image;
        }
        Recent last = recent;
        if (last != null && last.index == sample) {
            return last.image;
        }
        Seen decoded = loader.image(samples.get(sample));
        recent = new Recent(sample, decoded);
        return decoded;
    }

    /**
     * The defective pixels of what is seen of a sample; absent where nobody has drawn them.
     *
     * @param sample index into {@link #samples}
     * @throws InputException when the mask cannot be used
     */
    public Optional<Mask> mask(int sample) {
        Sample drawn = samples.get(sample);
        return drawn.mask() == null ? Optional.empty() : Optional.of(loader.mask(drawn));
    }

    /** How many images are held in memory. */
    public int held() {
        int count = 0;
        for (Seen image : held) {
            count += image == null ? 0 : 1;
        }
        return count;
    }
}
