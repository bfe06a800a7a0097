package dev.destseg.recipe;

import dev.destseg.image.ImageStatistics;
import dev.destseg.network.Light;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What the good images looked like that a recipe was made with, at its input size. Images that look very different cannot
 * be judged by it.
 *
 * @param images how many
 * @param brightness of them, as of {@link ImageStatistics}
 * @param contrast of them
 * @param sharpness of them
 * @param scores that they got from what was learned without them; absent when all was learned from just these, or made
 *     before this was recorded
 */
public record GoodTraits(
        int images, TraitRange brightness, TraitRange contrast, TraitRange sharpness, Optional<TraitRange> scores) {
    /** @throws IllegalArgumentException when there is no image */
    public GoodTraits {
        if (images < 1) {
            throw new IllegalArgumentException("Traits are those of at least one image");
        }
    }

    /**
     * What to compare with these of an image: what can be said of it; where light changes, as if the image were as bright as these are.
     */
    public ImageStatistics comparable(Light light, ImageStatistics image) {
        return switch (light) {
            case STEADY -> image;
            case CHANGING -> image.at(brightness.mean());
        };
    }

    /**
     * Where light changes, contrast and sharpness are those of images that are all as bright as they are on average.
     *
     * @param images at least one
     */
    public static GoodTraits of(Light light, List<ImageStatistics> images) {
        GoodTraits taken = of(images);
        List<ImageStatistics> comparable =
                images.stream().map(image -> taken.comparable(light, image)).toList();
        GoodTraits compared = of(comparable);
        return new GoodTraits(taken.images, taken.brightness, compared.contrast, compared.sharpness, Optional.empty());
    }

    /** @param images at least one */
    public static GoodTraits of(List<ImageStatistics> images) {
        return new GoodTraits(
                images.size(),
                range(images, ImageStatistics::brightness),
                range(images, ImageStatistics::contrast),
                range(images, ImageStatistics::sharpness),
                Optional.empty());
    }

    /** @param values of the same images */
    public GoodTraits withScores(double[] values) {
        return new GoodTraits(images, brightness, contrast, sharpness, Optional.of(TraitRange.of(values)));
    }

    private static TraitRange range(List<ImageStatistics> images, ToDoubleFunction<ImageStatistics> trait) {
        return TraitRange.of(images.stream().mapToDouble(trait).toArray());
    }
}
