package dev.destseg.inference.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.destseg.Gpu;
import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inference.InferenceRuntimeContract;
import dev.destseg.inference.StepEngine;
import dev.destseg.inference.onnxruntime.OnnxRuntime.Device;
import dev.destseg.inference.onnxruntime.OnnxRuntime.Waiting;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract on an NVIDIA GPU. */
class CudaOnnxRuntimeTest extends InferenceRuntimeContract {
    private final OnnxRuntime cuda = new OnnxRuntime(Waiting.SPINNING, Device.CUDA);

    @BeforeEach
    void needAGpu() {
        Gpu.require(OnnxRuntime.cudaObstacle());
    }

    @Override
    protected InferenceRuntime runtime() {
        return cuda;
    }

    /** What a step wrote is what the next one reads, though the device keeps copies of what is bound: 1, 3, 7, 15 by hand. */
    @Test
    void keepsTheStateFromStepToStep() {
        Operators ops = new Operators(new GraphBuilder("doubling"));
        Value state = ops.builder().input("state", ElementType.FLOAT32, Shape.of(1));
        Value added = ops.builder().input("added", ElementType.FLOAT32, Shape.of(1));
        ops.builder().output("next", ops.add(ops.multiply(state, 2), added));
        byte[] model = OnnxWriter.write(ops.builder().build());
        Map<String, FloatTensor> start = Map.of("state", FloatTensor.of(new float[] {1}, 1));
        try (StepEngine engine = cuda.loadStep(model, start, Map.of("state", "next"), 1)) {
            for (float expected : new float[] {3, 7, 15}) {
                engine.step(Map.of("added", FloatTensor.of(new float[] {1}, 1)));
                assertArrayEquals(
                        new float[] {expected}, engine.state().get("state").data(), 1e-6f);
            }
            engine.step(Map.of("added", FloatTensor.of(new float[] {100}, 1)));
            assertArrayEquals(new float[] {130}, engine.state().get("state").data(), 1e-6f);
        }
    }
}
