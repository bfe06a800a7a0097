package dev.destseg.dataset.synthesis;

import dev.destseg.image.Image;
import dev.destseg.image.Mask;
import java.util.SplittableRandom;

/**
 * Makes defects of the kinds that machines and hands make, rather than textures that nobody's product has: pieces in the
 * wrong place, lines, spots, uneven light, blur. Many are faint. They serve to compare ways to judge, where blended
 * textures would tell what finds blended textures best.
 *
 * <p>A sample depends on the seed, its index and the images only. Thread safe.
 *
 * @param seed of all samples
 * @param leastShare how much of the image a defect covers at least, 0..0.3
 */
public record StructuralSynthesizer(long seed, double leastShare) {
    private static final int LEAST_SIDE = 16;
    private static final int LEAST_AREA = 12;
    private static final double LARGEST_SHARE = 0.45;
    private static final int ATTEMPTS = 100;

    /**
     * The sample of a number.
     *
     * @param good at least 16 x 16 pixels
     * @param other another good part of the same size, which pieces are taken from
     * @param index any; the samples of different numbers differ
     * @throws IllegalArgumentException when the images are too small, or none of a hundred defects is seen well enough
     */
    public CorruptedSample sample(Image good, Image other, long index) {
        if (good.width() < LEAST_SIDE || good.height() < LEAST_SIDE) {
            throw new IllegalArgumentException("An image of " + good.width() + " x " + good.height()
                    + " pixels is too small for a defect; each side needs " + LEAST_SIDE);
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            SplittableRandom random = RandomStreams.at(seed, index, attempt);
            StructuralDefect kind = StructuralDefect.draw(random);
            Image damaged = kind.inflict(good, other, random);
            Mask mask = VisibleDifference.between(damaged, good);
            double share = (double) mask.area() / mask.data().length;
            if (mask.area() >= LEAST_AREA && share >= leastShare && share <= LARGEST_SHARE) {
                return new CorruptedSample(good, VisibleDifference.within(mask, damaged, good), mask);
            }
        }
        throw new IllegalArgumentException(
                "None of " + ATTEMPTS + " defects shows on " + 100 * leastShare + " % of the image");
    }
}
