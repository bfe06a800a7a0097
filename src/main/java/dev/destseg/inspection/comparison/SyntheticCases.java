package dev.destseg.inspection.comparison;

import dev.destseg.dataset.synthesis.StructuralSynthesizer;
import dev.destseg.image.Crop;
import dev.destseg.image.Image;
import dev.destseg.image.Resize;
import dev.destseg.inspection.Preprocessing;
import dev.destseg.tensor.InputException;
import java.util.ArrayList;
import java.util.List;

/**
 * Good parts as they are and with synthetic defects, as the networks see them: what a recipe is tried on where nobody has
 * defective parts to show yet. The defects are of the kinds that machines and hands make; many are small or faint.
 */
final class SyntheticCases {
    /** Name of the group that these are. */
    static final String GROUP = "synthetic defects";

    private static final int MOST_GOOD = 60;
    private static final int DEFECTS = 60;
    /** Not one that anything learns with, or the recipe would have seen these defects. */
    private static final long SEED = 20_231;
    /** Of the image that a defect covers at least: what is smaller is missed by the best recipes too. */
    private static final double LEAST_SHARE = 0.01;
    /** A defect needs some pixels, whatever the networks take. */
    private static final int LEAST_SIDE = 64;

    /** Of an image that is judged zone by zone: its zones may be laid over references, so that it keeps its shape. */
    private static final int LONGEST_SIDE = 1024;

    private final List<LabelledCase> good;
    private final Preprocessing preprocessing;
    private final boolean zoned;
    private final Resize size;
    private final StructuralSynthesizer synthesizer = new StructuralSynthesizer(SEED, LEAST_SHARE);

    /** @param zoned whether the recipe judges zone by zone */
    SyntheticCases(List<LabelledCase> good, Preprocessing preprocessing, boolean zoned) {
        this.good = good;
        this.preprocessing = preprocessing;
        this.zoned = zoned;
        this.size = new Resize(
                Math.max(LEAST_SIDE, preprocessing.size().width()),
                Math.max(LEAST_SIDE, preprocessing.size().height()),
                preprocessing.size().resampling());
    }

    /** Whether images are as the preprocessing makes them; where there is a reference, they are yet to be laid over it. */
    boolean arePrepared() {
        return !zoned && preprocessing.view().reference().isEmpty();
    }

    /** The cases, see {@link #arePrepared}; none without good parts. */
    List<LabelledCase> all() {
        List<LabelledCase> all = new ArrayList<>();
        for (int i = 0; i < Math.min(good.size(), MOST_GOOD); i++) {
            int number = i;
            all.add(new LabelledCase(false, () -> good(number)));
        }
        for (int i = 0; !good.isEmpty() && i < DEFECTS; i++) {
            int number = i;
            all.add(new LabelledCase(true, () -> defective(number)));
        }
        return all;
    }

    private Image good(int number) {
        Image image = good.get(number).image().get();
        return arePrepared() ? preprocessing.apply(image).image() : image;
    }

    private Image defective(int number) {
        Image part = seen(number);
        Image other = seen(number + 1 + number / good.size());
        try {
            Image damaged = synthesizer.sample(part, other, number).corrupted();
            return arePrepared() ? preprocessing.view().resized(damaged) : damaged;
        } catch (IllegalArgumentException nothingShows) {
            throw new InputException("No defect shows on good part " + number, nothingShows);
        }
    }

    private Image seen(int number) {
        Image image = good.get(number % good.size()).image().get();
        if (zoned) {
            double factor = Math.min(1, (double) LONGEST_SIDE / Math.max(image.width(), image.height()));
            return new Resize((int) Math.ceil(factor * image.width()), (int) Math.ceil(factor * image.height()))
                    .apply(image);
        }
        if (!arePrepared()) {
            return preprocessing.view().reference().orElseThrow().fitting(image);
        }
        return size.apply(new Crop(preprocessing.box(image.width(), image.height())).apply(image));
    }
}
