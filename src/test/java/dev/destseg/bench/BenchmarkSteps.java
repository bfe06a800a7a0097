package dev.destseg.bench;

import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.Learning;
import dev.destseg.network.Parameters;
import dev.destseg.network.Profile;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import dev.destseg.training.Optimizer;
import dev.destseg.training.StepGraph;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** The training step of each phase, with data to feed it. */
record BenchmarkSteps(StepGraph step, Parameters first, Map<String, Tensor> inputs) {
    enum Phase {
        DENOISING,
        SEGMENTATION
    }

    private static final String RATE = "rate";

    static BenchmarkSteps of(Profile profile, Phase phase, int batch) {
        DeStSeg model = BenchmarkNetworks.of(profile);
        Parameters first = model.initial(1);
        Operators ops = new Operators(new GraphBuilder("benchmark"));
        int size = profile.inputSize();
        int small = size / DeStSeg.MAP_STRIDE;
        Value corrupted = ops.builder().input("corrupted", ElementType.FLOAT32, Shape.of(batch, 3, size, size));
        Map<String, Tensor> inputs = new HashMap<>();
        inputs.put("corrupted", normal(corrupted.shape()));
        inputs.put(RATE, FloatTensor.scalar(1e-3f));
        Learning learning =
                switch (phase) {
                    case DENOISING -> {
                        Value clean = ops.builder().input("clean", ElementType.FLOAT32, corrupted.shape());
                        inputs.put("clean", normal(clean.shape()));
                        yield model.denoising(ops, clean, corrupted);
                    }
                    case SEGMENTATION -> {
                        Value mask = ops.builder().input("mask", ElementType.FLOAT32, Shape.of(batch, 1, small, small));
                        inputs.put(
                                "mask",
                                new FloatTensor(
                                        mask.shape(), new float[mask.shape().elements()]));
                        yield model.segmentation(ops, first, corrupted, mask);
                    }
                };
        StepGraph step = StepGraph.of(ops, learning, new Optimizer.Sgd(0.9f, 1e-4f), name -> RATE);
        return new BenchmarkSteps(step, first, inputs);
    }

    private static FloatTensor normal(Shape shape) {
        Random random = new Random(2);
        float[] data = new float[shape.elements()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) random.nextGaussian();
        }
        return new FloatTensor(shape, data);
    }
}
