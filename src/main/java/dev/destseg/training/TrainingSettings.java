package dev.destseg.training;

import dev.destseg.dataset.Sight;
import dev.destseg.dataset.synthesis.ProductRotation;
import dev.destseg.dataset.synthesis.SynthesisSettings;
import dev.destseg.network.Profile;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that decides what a run learns, apart from the data and the teacher.
 *
 * @param sight what is seen of images, here and when parts are judged
 * @param batch images of a step, at least 2
 * @param denoisingImages whether the student sees the corrupted image; the published ablation {@code den}
 * @param denoisingShare the share of a time budget that goes to the first phase
 * @param validationShare the share of the good images held back for the threshold
 */
public record TrainingSettings(
        Profile profile,
        Sight sight,
        PhaseSettings denoising,
        PhaseSettings segmentation,
        SynthesisSettings synthesis,
        int batch,
        boolean denoisingImages,
        double denoisingShare,
        double validationShare,
        long seed) {
    /** Of {@link #described}. */
    static final String BATCH = "batch";

    /** @throws IllegalArgumentException for a batch of less than 2, of which no variance can be taken */
    public TrainingSettings {
        if (batch < 2) {
            throw new IllegalArgumentException("A batch has at least 2 images, not " + batch);
        }
    }

    /** The settings of a profile: the published ones for {@code paper}, those found by trial for the others. */
    public static TrainingSettings of(Profile profile) {
        return profile.name().equals(Profile.PAPER.name()) ? published(profile) : edge(profile);
    }

    private static TrainingSettings published(Profile profile) {
        Optimizer sgd = new Optimizer.Sgd(0.9f, 1e-4f);
        return new TrainingSettings(
                profile,
                Sight.ALL,
                PhaseSettings.denoising(sgd, 0.4f, Schedule.CONSTANT, 1000),
                PhaseSettings.segmentation(sgd, 0.1f, 0.01f, Schedule.CONSTANT, 4000),
                SynthesisSettings.published(ProductRotation.NONE),
                32,
                true,
                0.2,
                0.15,
                1);
    }

    private static TrainingSettings edge(Profile profile) {
        Optimizer adam = new Optimizer.AdamW(1e-2f);
        return new TrainingSettings(
                profile,
                Sight.ALL,
                PhaseSettings.denoising(adam, 2e-3f, Schedule.ONE_CYCLE, 700),
                PhaseSettings.segmentation(adam, 1e-3f, 1e-3f, Schedule.ONE_CYCLE, 400),
                SynthesisSettings.standard(ProductRotation.NONE),
                8,
                true,
                0.5,
                0.15,
                1);
    }

    public PhaseSettings phase(Phase phase) {
        return switch (phase) {
            case DENOISING -> denoising;
            case SEGMENTATION -> segmentation;
        };
    }

    public TrainingSettings withProfile(Profile other) {
        return new TrainingSettings(
                other,
                sight,
                denoising,
                segmentation,
                synthesis,
                batch,
                denoisingImages,
                denoisingShare,
                validationShare,
                seed);
    }

    public TrainingSettings withSteps(StepPlan first, StepPlan second) {
        return new TrainingSettings(
                profile,
                sight,
                denoising.withSteps(first),
                segmentation.withSteps(second),
                synthesis,
                batch,
                denoisingImages,
                denoisingShare,
                validationShare,
                seed);
    }

    public TrainingSettings withBatch(int images) {
        return new TrainingSettings(
                profile,
                sight,
                denoising,
                segmentation,
                synthesis,
                images,
                denoisingImages,
                denoisingShare,
                validationShare,
                seed);
    }

    public TrainingSettings withSynthesis(SynthesisSettings other) {
        return new TrainingSettings(
                profile,
                sight,
                denoising,
                segmentation,
                other,
                batch,
                denoisingImages,
                denoisingShare,
                validationShare,
                seed);
    }

    public TrainingSettings withDenoisingImages(boolean corrupted) {
        return new TrainingSettings(
                profile,
                sight,
                denoising,
                segmentation,
                synthesis,
                batch,
                corrupted,
                denoisingShare,
                validationShare,
                seed);
    }

    public TrainingSettings withSeed(long other) {
        return new TrainingSettings(
                profile,
                sight,
                denoising,
                segmentation,
                synthesis,
                batch,
                denoisingImages,
                denoisingShare,
                validationShare,
                other);
    }

    public TrainingSettings withValidationShare(double share) {
        return new TrainingSettings(
                profile,
                sight,
                denoising,
                segmentation,
                synthesis,
                batch,
                denoisingImages,
                denoisingShare,
                share,
                seed);
    }

    public TrainingSettings withSight(Sight other) {
        return new TrainingSettings(
                profile,
                other,
                denoising,
                segmentation,
                synthesis,
                batch,
                denoisingImages,
                denoisingShare,
                validationShare,
                seed);
    }

    /** The settings as text by name, for provenance and to see whether two runs are the same. */
    public SortedMap<String, String> described() {
        SortedMap<String, String> described = new TreeMap<>();
        described.put("profile", profile.toString());
        described.put("denoising", denoising.toString());
        described.put("segmentation", segmentation.toString());
        described.put("synthesis", synthesis.toString());
        described.put(BATCH, Integer.toString(batch));
        described.put("denoising_images", Boolean.toString(denoisingImages));
        described.put("denoising_share", Double.toString(denoisingShare));
        described.put("validation_share", Double.toString(validationShare));
        described.put("seed", Long.toString(seed));
        described.putAll(sight.described());
        return described;
    }
}
