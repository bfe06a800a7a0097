package dev.destseg.bench;

import dev.destseg.network.Profile;
import dev.destseg.network.Teacher;
import dev.destseg.training.StepPlan;
import dev.destseg.training.TrainingSettings;
import java.util.List;

/** DeSTSeg, and student and teacher alone, by steps: time on a busy machine would say little. */
record TrainedRows(MeasuredProduct product, List<Integer> seeds) {
    /** Steps of both phases that an idle machine of two cores manages in a minute of the profile {@code edge}. */
    private static final double FIRST_A_MINUTE = 358 / 15.0;

    private static final double SECOND_A_MINUTE = 298 / 15.0;
    private static final int[] MINUTES = {1, 5};
    private static final int PLAIN_STEPS = 240;
    private static final int ABLATED = 5;

    /** The published sizes. The teacher that the application carries has other channels than the student: heads match them. */
    private static final Profile PUBLISHED = new Profile(
            Profile.PAPER.name(),
            Teacher.Architecture.EFFICIENTNET_LITE0,
            Profile.PAPER.inputSize(),
            Profile.PAPER.studentWidths(),
            true,
            true,
            true,
            Profile.PAPER.segmentationWidth(),
            Profile.PAPER.dilations());

    /** As many steps as an idle machine of two cores manages in so many minutes. */
    static TrainingSettings during(int minutes, TrainingSettings settings) {
        return settings.withSteps(StepPlan.of(first(minutes)), StepPlan.of(second(minutes)));
    }

    private static int first(int minutes) {
        return (int) Math.round(minutes * FIRST_A_MINUTE);
    }

    private static int second(int minutes) {
        return (int) Math.round(minutes * SECOND_A_MINUTE);
    }

    void measure() {
        for (int seed : seeds) {
            for (int minutes : MINUTES) {
                row("edge" + steps(minutes), during(minutes, TrainingSettings.of(Profile.EDGE)), seed);
            }
            Profile plain = Profile.EDGE.withEncoderDecoder(false).withSegmentation(false);
            row(
                    "student and teacher alone (STPM), %d steps".formatted(PLAIN_STEPS),
                    TrainingSettings.of(plain)
                            .withDenoisingImages(false)
                            .withSteps(StepPlan.of(PLAIN_STEPS), StepPlan.of(1)),
                    seed);
            ablations(seed);
        }
    }

    /** The published settings, steps and sizes, with the teacher that the application carries. */
    void published() {
        product.train("paper as published, teacher EfficientNet-Lite0", TrainingSettings.of(PUBLISHED));
    }

    /** The published ablations, and the published optimiser, rates and synthesis, each for as many steps of as many images. */
    private void ablations(int seed) {
        TrainingSettings edge = TrainingSettings.of(Profile.EDGE);
        ablation("student sees good parts alone", edge.withDenoisingImages(false), seed);
        ablation("student without encoder and decoder", edge.withProfile(Profile.EDGE.withEncoderDecoder(false)), seed);
        ablation("without segmentation network", edge.withProfile(Profile.EDGE.withSegmentation(false)), seed);
        TrainingSettings published =
                TrainingSettings.of(Profile.PAPER).withProfile(Profile.EDGE).withBatch(edge.batch());
        row("edge as published settings" + steps(ABLATED), during(ABLATED, published), seed);
    }

    private void ablation(String what, TrainingSettings settings, int seed) {
        row("edge, " + what + steps(ABLATED), during(ABLATED, settings), seed);
    }

    private void row(String name, TrainingSettings settings, int seed) {
        product.train(LearningRows.ofSeed(name, seed), settings.withSeed(seed));
    }

    private static String steps(int minutes) {
        return ", %d + %d steps".formatted(first(minutes), second(minutes));
    }
}
