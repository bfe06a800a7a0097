package dev.destseg.training;

import dev.destseg.dataset.ImageCache;
import dev.destseg.dataset.synthesis.CorruptedSample;
import dev.destseg.dataset.synthesis.RandomStreams;
import dev.destseg.dataset.synthesis.ShownDefect;
import dev.destseg.dataset.synthesis.Synthesizer;
import dev.destseg.dataset.synthesis.Textures;
import dev.destseg.dataset.synthesis.Transplants;
import dev.destseg.image.Image;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The samples of a phase, by number: good parts with synthetic defects and, where defects have been shown, good parts with those on
 * them and, for the segmentation network, the shown parts themselves. The more have been shown, the more of the samples are theirs,
 * at most half. A sample depends on the seed, the phase and its number only. Thread safe.
 */
final class TrainingSamples {
    /** Samples of different phases differ. */
    private static final long PHASE_STRIDE = 1L << 40;
    /** Streams of numbers that no synthesis draws from. */
    private static final long OWN = 2;
    /** So many shown defects have half of the share that any number can have. */
    private static final double HALF_AT = 4;

    private static final double MOST_SHOWN_SHARE = 0.5;

    private final ImageCache good;
    private final Synthesizer synthesizer;
    private final Transplants transplants;
    private final Phase phase;
    private final double shownShare;

    /** @param shown may be empty */
    TrainingSamples(
            ImageCache good, TrainingSettings settings, Textures textures, Phase phase, List<ShownDefect> shown) {
        this.good = good;
        this.synthesizer = new Synthesizer(settings.synthesis(), textures, settings.seed());
        this.transplants = new Transplants(shown, settings.synthesis().rotation(), settings.seed());
        this.phase = phase;
        this.shownShare = MOST_SHOWN_SHARE * shown.size() / (shown.size() + HALF_AT);
    }

    CorruptedSample sample(long number) {
        long index = phase.ordinal() * PHASE_STRIDE + number;
        SplittableRandom random = RandomStreams.at(synthesizer.seed(), index, OWN);
        if (random.nextDouble() >= shownShare) {
            return synthesizer.sample(image(number), index);
        }
        boolean itself = phase == Phase.SEGMENTATION && random.nextBoolean();
        return itself ? shown(random) : transplants.sample(image(number), index);
    }

    /** Nobody knows what the part was without its defect, and the segmentation network does not ask. */
    private CorruptedSample shown(SplittableRandom random) {
        List<ShownDefect> defects = transplants.defects();
        ShownDefect defect = defects.get(random.nextInt(defects.size()));
        return new CorruptedSample(defect.image(), defect.image(), defect.mask());
    }

    /** Each epoch goes once through all images, in an order of its own. */
    private Image image(long number) {
        int all = good.size();
        long epoch = number / all;
        SplittableRandom random = new SplittableRandom(synthesizer.seed() ^ (epoch * 0x9E3779B97F4A7C15L));
        int[] order = new int[all];
        for (int i = 0; i < all; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return good.image(order[(int) (number % all)]);
    }
}
