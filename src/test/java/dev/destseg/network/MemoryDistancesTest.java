package dev.destseg.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.inference.Engine;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.network.InstantModel.Level;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two good features, one where little scatters and one where much does, and a defect beside each. */
class MemoryDistancesTest {
    private static final Level LEVEL = new Level(16, 1, 2, 1, true, true);
    private static final Parameters MEMORY = new Parameters(Map.of(
            InstantParameters.bankMean(LEVEL), FloatTensor.of(new float[] {1, 0}, 2),
            InstantParameters.bankScale(LEVEL), FloatTensor.of(new float[] {0.5f, 1}, 2),
            InstantParameters.bankVectors(LEVEL), FloatTensor.of(new float[] {0, 0, 10, 0}, 2, 2),
            InstantParameters.bankWidths(LEVEL), FloatTensor.of(new float[] {0.5f, 2}, 2),
            // Standardised (0, 1) and (10, 4).
            InstantParameters.knownDefects(LEVEL), FloatTensor.of(new float[] {1, 1, 21, 4}, 2, 2)));

    private static Map<String, Tensor> distances(float x, float y) {
        Operators ops = new Operators(new GraphBuilder("distances"));
        Value features = ops.builder().input("features", ElementType.FLOAT32, Shape.of(1, 2, 1, 1));
        MemoryDistances from = new MemoryDistances(ops, Exposure.AS_TAKEN, MEMORY);
        Value searching = from.searching(LEVEL, features);
        ops.builder().output("good", from.nearest(LEVEL, searching));
        ops.builder().output("known", from.nearestKnown(LEVEL, searching));
        try (Engine engine =
                new OnnxRuntime().load(OnnxWriter.write(ops.builder().build()), 1)) {
            return engine.run(Map.of("features", FloatTensor.of(new float[] {x, y}, 1, 2, 1, 1)));
        }
    }

    private static float value(Map<String, Tensor> distances, String name) {
        return ((FloatTensor) distances.get(name)).data()[0];
    }

    @Test
    void theDistanceFromAKnownDefectHasTheWidthOfTheGoodFeatureNearestToItButAtMostOne() {
        assertEquals(2 * 0.25, value(distances(1, 0.75f), "known"), 1e-5);
        assertEquals(3, value(distances(21, 1), "known"), 1e-5);
    }

    @Test
    void halfwayBetweenAGoodFeatureAndADefectNothingIsMoreLikeTheDefect() {
        Map<String, Tensor> little = distances(1, 0.5f);
        assertEquals(value(little, "good"), value(little, "known"), 1e-5);
        Map<String, Tensor> much = distances(21, 2);
        assertTrue(value(much, "good") < value(much, "known"), much::toString);
    }
}
