package dev.destseg.inspection.quantization;

import dev.destseg.dataset.Sample;
import dev.destseg.dataset.synthesis.CorruptedSample;
import dev.destseg.dataset.synthesis.StructuralSynthesizer;
import dev.destseg.image.Image;
import dev.destseg.image.Mask;
import dev.destseg.image.Seen;
import dev.destseg.inspection.quantization.ValidationCase.Look;
import dev.destseg.tensor.InputException;
import java.util.ArrayList;
import java.util.List;

/** The images that say whether a model with bytes may judge. */
final class ValidationCases {
    private static final int FEWEST = 2;
    /** Each good image is damaged so many times, for a defect more or less must not decide. */
    private static final int DEFECTS = 3;

    private final ProductImages images;

    ValidationCases(ProductImages images) {
        this.images = images;
    }

    /** Whether the test images can say it: some are good, some are not. */
    static boolean suffices(List<Sample> test) {
        return test.stream().anyMatch(Sample::isDefective) && test.stream().anyMatch(sample -> !sample.isDefective());
    }

    /** @param test that can be used */
    List<ValidationCase> ofTest(List<Sample> test) {
        List<ValidationCase> cases = new ArrayList<>();
        for (Sample sample : test) {
            String name = sample.kind() + "/" + sample.image().getFileName();
            cases.add(new ValidationCase(name, sample.isDefective(), sample.kind(), () -> look(sample)));
        }
        return cases;
    }

    private Look look(Sample sample) {
        Seen image = images.image(sample);
        return new Look(image, sample.isDefective() ? images.mask(sample, image) : none(image.image()));
    }

    private static Mask none(Image image) {
        return new Mask(image.width(), image.height(), new byte[image.width() * image.height()]);
    }

    /**
     * Good images, and the same with synthetic defects.
     *
     * @param good that can be used
     * @throws InputException when there are too few
     */
    List<ValidationCase> ofGood(List<Sample> good, long seed) {
        if (good.size() < FEWEST) {
            throw new InputException(
                    "Of the good images that are held back to compare on " + good.size() + " can be used, and no"
                            + " test images tell good from bad; give a data set with test/good and test/<kind of defect>, or more good images");
        }
        StructuralSynthesizer synthesizer = new StructuralSynthesizer(seed, 0);
        List<ValidationCase> cases = new ArrayList<>();
        for (int i = 0; i < good.size(); i++) {
            Sample sample = good.get(i);
            Sample other = good.get((i + 1) % good.size());
            String name = sample.image().getFileName().toString();
            cases.add(new ValidationCase(name, false, Sample.GOOD, () -> look(sample)));
            for (int defect = 0; defect < DEFECTS; defect++) {
                long number = (long) DEFECTS * i + defect;
                cases.add(new ValidationCase(name + " damaged " + defect, true, "synthetic", () -> {
                    CorruptedSample damaged = synthesizer.sample(
                            images.image(sample).image(), images.image(other).image(), number);
                    Seen seen = images.image(sample);
                    return new Look(new Seen(damaged.corrupted(), seen.outside(), seen.motion()), damaged.mask());
                }));
            }
        }
        return cases;
    }
}
