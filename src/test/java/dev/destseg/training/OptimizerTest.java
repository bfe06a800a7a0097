package dev.destseg.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.inference.StepEngine;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.network.Learning;
import dev.destseg.network.Parameters;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The loss is the square of one weight, whose gradient is known. */
class OptimizerTest {
    private static final int STEPS = 5;
    private static final double RATE = 0.1;

    @Test
    void sgdFollowsItsFormula() {
        double w = 2;
        double m = 0;
        for (int i = 0; i < STEPS; i++) {
            m = 0.9 * m + 2 * w + 0.01 * w;
            w -= RATE * m;
        }
        assertEquals(w, run(new Optimizer.Sgd(0.9f, 0.01f)), 1e-5);
    }

    @Test
    void adamWFollowsItsFormula() {
        double w = 2;
        double m = 0;
        double v = 0;
        for (int i = 1; i <= STEPS; i++) {
            double g = 2 * w;
            m = 0.9 * m + 0.1 * g;
            v = 0.999 * v + 0.001 * g * g;
            double mean = m / (1 - Math.pow(0.9, i));
            double deviation = Math.sqrt(v / (1 - Math.pow(0.999, i)));
            w -= RATE * (mean / (deviation + 1e-8) + 0.01 * w);
        }
        assertEquals(w, run(new Optimizer.AdamW(0.01f)), 1e-5);
    }

    private static double run(Optimizer optimizer) {
        Operators ops = new Operators(new GraphBuilder("square"));
        Value weight = ops.builder().input("w", ElementType.FLOAT32, Shape.of(1));
        Value loss = ops.sumOfAll(ops.multiply(weight, weight));
        Learning learning = new Learning(loss, Map.of(), List.of(weight), Map.of());
        StepGraph step = StepGraph.of(ops, learning, optimizer, name -> "rate");
        Parameters first = new Parameters(Map.of("w", FloatTensor.of(new float[] {2}, 1)));
        try (StepEngine engine = new OnnxRuntime()
                .loadStep(OnnxWriter.write(step.graph()), step.initialState(first), step.successors(), 1)) {
            for (int i = 1; i <= STEPS; i++) {
                Map<String, Tensor> inputs = new HashMap<>();
                inputs.put("rate", FloatTensor.scalar((float) RATE));
                optimizer.time(i).forEach((name, value) -> inputs.put(name, FloatTensor.scalar(value)));
                engine.step(inputs);
            }
            return engine.state().get("w").data()[0];
        }
    }
}
