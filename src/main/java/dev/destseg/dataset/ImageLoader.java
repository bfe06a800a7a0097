package dev.destseg.dataset;

import dev.destseg.image.ImageReader;
import dev.destseg.image.Mask;
import dev.destseg.image.Motion;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Resize;
import dev.destseg.image.Seen;
import dev.destseg.image.View;
import dev.destseg.tensor.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads samples, and of them what the networks see. Immutable and safe between threads.
 *
 * @param reader decodes
 * @param view what is seen of images and masks
 */
public record ImageLoader(ImageReader reader, View view) {
    /** Of whole images, at one size. */
    public ImageLoader(ImageReader reader, Resize size) {
        this(reader, View.whole(RegionOfInterest.ALL, size.width(), size.height()));
    }

    /** @throws InputException when the image cannot be used */
    public Seen image(Sample sample) {
        return view.learnable(reader.read(sample.image()));
    }

    /**
     * The defective pixels; none for a good image.
     *
     * @throws InputException when the mask cannot be used, or a defective image has none
     */
    public Mask mask(Sample sample) {
        if (!sample.isDefective()) {
            Resize size = view.size();
            return new Mask(size.width(), size.height(), new byte[size.width() * size.height()]);
        }
        if (sample.mask() == null) {
            throw new InputException("The defective image " + sample.image() + " has no mask.");
        }
        Optional<Motion> lies = view.reference().isPresent() ? image(sample).motion() : Optional.empty();
        return view.of(reader.readMask(sample.mask()), lies);
    }

    /**
     * The samples whose images can be decoded, in the order given. Each is decoded once and let go.
     *
     * @param problems told of each image that is left out
     * @throws InputException when none is left
     */
    public List<Sample> readable(List<Sample> samples, Consumer<ImageProblem> problems) {
        List<Sample> usable = new ArrayList<>();
        for (Sample sample : samples) {
            try {
                reader.read(sample.image());
                usable.add(sample);
            } catch (InputException e) {
                problems.accept(new ImageProblem(sample.image(), "is left out: " + e.getMessage()));
            }
        }
        if (usable.isEmpty()) {
            throw new InputException("None of the " + samples.size() + " images can be used"
                    + (samples.isEmpty()
                            ? "."
                            : ", the first of them " + samples.get(0).image() + ".")
                    + " Give JPEG, PNG, BMP or TIFF files.");
        }
        return List.copyOf(usable);
    }
}
