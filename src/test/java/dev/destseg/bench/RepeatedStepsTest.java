package dev.destseg.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.destseg.inference.StepEngine;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.network.Profile;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.FloatTensor;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run that is resumed ends as an undisturbed one only if steps repeat bit by bit, whatever the threads do. */
class RepeatedStepsTest {
    private static final int STEPS = 3;

    @ParameterizedTest
    @EnumSource(BenchmarkSteps.Phase.class)
    void theSameStepsOnTwoThreadsGiveTheSameBits(BenchmarkSteps.Phase phase) {
        BenchmarkSteps steps = BenchmarkSteps.of(Profile.EDGE.withInputSize(128), phase, 2);
        byte[] model = OnnxWriter.write(steps.step().graph());
        Map<String, FloatTensor> start = steps.step().initialState(steps.first());
        Map<String, FloatTensor> undisturbed = after(STEPS, steps, model, start);
        Map<String, FloatTensor> resumed = after(STEPS - 1, steps, model, after(1, steps, model, start));
        String weight = start.keySet().stream()
                .filter(name -> name.endsWith("weight"))
                .findFirst()
                .orElseThrow();
        assertFalse(
                Arrays.equals(start.get(weight).data(), undisturbed.get(weight).data()), "nothing was learned");
        undisturbed.forEach((name, tensor) ->
                assertArrayEquals(tensor.data(), resumed.get(name).data(), name));
    }

    private static Map<String, FloatTensor> after(
            int count, BenchmarkSteps steps, byte[] model, Map<String, FloatTensor> start) {
        try (StepEngine engine =
                new OnnxRuntime().loadStep(model, start, steps.step().successors(), 2)) {
            for (int i = 0; i < count; i++) {
                engine.step(steps.inputs());
            }
            return engine.state();
        }
    }
}
