package dev.destseg.inspection.quantization;

import dev.destseg.dataset.Sample;
import dev.destseg.image.ImageReader;
import dev.destseg.image.Mask;
import dev.destseg.image.Seen;
import dev.destseg.inspection.Preprocessing;
import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Images of a product as its recipe sees them. One that cannot be read, or not be laid over the recipe's reference, is left out and
 * said once, as an evaluation does; it must not end the work of an hour. Used by one thread.
 */
final class ProductImages {
    private final Preprocessing preprocessing;
    private final QuantizationListener listener;
    private final ImageReader reader = new ImageReader();
    private final Set<Path> skipped = new HashSet<>();

    /** @param listener told of what is left out */
    ProductImages(Preprocessing preprocessing, QuantizationListener listener) {
        this.preprocessing = preprocessing;
        this.listener = listener;
    }

    Preprocessing preprocessing() {
        return preprocessing;
    }

    /** @throws InputException when it cannot be used */
    Seen image(Sample sample) {
        return preprocessing.apply(reader.read(sample.image()));
    }

    /**
     * The mask of its defect, as the recipe sees it; null where there is none.
     *
     * @throws InputException when it cannot be used
     */
    @Nullable
    Mask mask(Sample sample, Seen image) {
        return sample.mask() == null ? null : preprocessing.apply(reader.readMask(sample.mask()), image);
    }

    /** Empty when it is left out. */
    Optional<Seen> seen(Sample sample) {
        if (skipped.contains(sample.image())) {
            return Optional.empty();
        }
        try {
            return Optional.of(image(sample));
        } catch (InputException unusable) {
            skipped.add(sample.image());
            listener.said(sample.image() + " is skipped: " + unusable.getMessage());
            return Optional.empty();
        }
    }

    /** Those that can be used, each without its mask where that cannot be; reads them all. */
    List<Sample> usable(List<Sample> samples) {
        List<Sample> usable = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            seen(sample).ifPresent(image -> usable.add(withUsableMask(sample, image)));
            listener.advanced("Looking through the images", i + 1, samples.size());
        }
        return usable;
    }

    private Sample withUsableMask(Sample sample, Seen image) {
        try {
            mask(sample, image);
            return sample;
        } catch (InputException unusable) {
            listener.said(sample.image() + " counts for image scores only: " + unusable.getMessage());
            return new Sample(sample.image(), sample.kind(), null);
        }
    }

    /** How many images were left out so far. */
    int skipped() {
        return skipped.size();
    }
}
