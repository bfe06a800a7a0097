package dev.destseg.training;

import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.Learning;
import dev.destseg.network.Parameters;
import dev.destseg.tensor.ByteTensor;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/** Builds the step graph of each phase, and feeds it batches. */
final class StepGraphs {
    private static final String CLEAN = "clean";
    private static final String CORRUPTED = "corrupted";
    private static final String MASK = "mask";
    private static final String RESIDUAL = "segmentation_net.res.";

    private final DeStSeg model;
    private final TrainingSettings settings;

    StepGraphs(DeStSeg model, TrainingSettings settings) {
        this.model = model;
        this.settings = settings;
    }

    /** @param learned what earlier phases have learned; the segmentation phase freezes the student of it */
    StepGraph build(Phase phase, Parameters learned) {
        Operators ops = new Operators(new GraphBuilder(phase.label() + "-step"));
        PhaseSettings phaseSettings = settings.phase(phase);
        return switch (phase) {
            case DENOISING -> {
                Value clean = images(ops, CLEAN);
                Value seen = settings.denoisingImages() ? images(ops, CORRUPTED) : clean;
                Learning learning = model.denoising(ops, clean, seen);
                yield StepGraph.of(ops, learning, phaseSettings.optimizer(), name -> PhaseSettings.RATE);
            }
            case SEGMENTATION -> {
                int small = settings.profile().inputSize() / DeStSeg.MAP_STRIDE;
                Value mask =
                        ops.builder().input(MASK, ElementType.FLOAT32, Shape.of(settings.batch(), 1, small, small));
                Learning learning = model.segmentation(ops, learned, images(ops, CORRUPTED), mask);
                yield StepGraph.of(ops, learning, phaseSettings.optimizer(), StepGraphs::segmentationRate);
            }
        };
    }

    private static String segmentationRate(String weight) {
        return weight.startsWith(RESIDUAL) ? PhaseSettings.RATE_RESIDUAL : PhaseSettings.RATE_HEAD;
    }

    private Value images(Operators ops, String name) {
        int size = settings.profile().inputSize();
        Value bytes = ops.builder().input(name, ElementType.UINT8, Shape.of(settings.batch(), 3, size, size));
        return model.teacher().normalize(ops, bytes);
    }

    /** The images and masks that a phase's graph takes. */
    Map<String, Tensor> inputs(Phase phase, Batch batch) {
        Map<String, Tensor> inputs = new HashMap<>();
        ByteTensor corrupted = batch.corrupted();
        switch (phase) {
            case DENOISING -> {
                inputs.put(CLEAN, batch.clean());
                if (settings.denoisingImages()) {
                    inputs.put(CORRUPTED, corrupted);
                }
            }
            case SEGMENTATION -> {
                inputs.put(CORRUPTED, corrupted);
                inputs.put(MASK, batch.mask());
            }
        }
        return inputs;
    }
}
