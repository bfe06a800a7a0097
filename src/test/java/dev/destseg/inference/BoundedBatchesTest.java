package dev.destseg.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which pieces an engine is given, and what becomes of them. */
class BoundedBatchesTest {
    private final List<Integer> batches = new ArrayList<>();

    @Test
    void runsMoreInPiecesAndGivesTheSame() {
        float[] rows = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        try (Engine engine = new BoundedBatches(watched(doubling()), 2)) {
            Tensor doubled = engine.run(Map.of("x", FloatTensor.of(rows, 5, 2))).get("y");
            assertEquals(Shape.of(5, 2), doubled.shape());
            assertArrayEquals(new float[] {2, 4, 6, 8, 10, 12, 14, 16, 18, 20}, ((FloatTensor) doubled).data());
        }
        assertEquals(List.of(2, 2, 1), batches);
    }

    @Test
    void runsAsManyAsItTakesAtOnce() {
        try (Engine engine = new BoundedBatches(watched(doubling()), 2)) {
            engine.run(Map.of("x", FloatTensor.of(new float[4], 2, 2)));
        }
        assertEquals(List.of(2), batches);
    }

    @Test
    void refusesInputsOfDifferentBatches() {
        try (Engine engine = new BoundedBatches(watched(doubling()), 2)) {
            Map<String, Tensor> inputs =
                    Map.of("x", FloatTensor.of(new float[4], 2, 2), "z", FloatTensor.of(new float[6], 3, 2));
            assertThrows(InputException.class, () -> engine.run(inputs));
        }
        assertEquals(List.of(), batches);
    }

    @Test
    void halvesPiecesThatDoNotFitAndKeepsTheirSize() {
        Engine small = new WatchedEngine(new OnnxRuntime().load(doubling(), 1), this::takesThree);
        Map<String, Tensor> eight = Map.of("x", FloatTensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 8, 1));
        try (Engine engine = new BoundedBatches(small, 32)) {
            for (int run = 0; run < 2; run++) {
                FloatTensor doubled =
                        (FloatTensor) engine.run(eight, Set.of("y")).get("y");
                assertArrayEquals(new float[] {2, 4, 6, 8, 10, 12, 14, 16}, doubled.data());
            }
        }
        assertEquals(List.of(8, 4, 2, 2, 2, 2, 2, 2, 2, 2), batches);
    }

    @Test
    void wrongInputsDoNotMakePiecesSmaller() {
        try (Engine engine = new BoundedBatches(watched(doubling()), 32)) {
            Map<String, Tensor> inputs = Map.of("x", FloatTensor.of(new float[4], 4, 1));
            assertThrows(InputException.class, () -> engine.run(inputs, Set.of("z")));
            batches.clear();
            engine.run(inputs);
        }
        assertEquals(List.of(4), batches);
    }

    @Test
    void failsWhereASingleImageDoes() {
        Engine broken = new WatchedEngine(watched(doubling()), inputs -> {
            throw new IllegalStateException("The GPU was lost");
        });
        try (Engine engine = new BoundedBatches(broken, 32)) {
            Map<String, Tensor> inputs = Map.of("x", FloatTensor.of(new float[4], 4, 1));
            assertEquals(
                    "The GPU was lost",
                    assertThrows(IllegalStateException.class, () -> engine.run(inputs))
                            .getMessage());
        }
    }

    private void takesThree(Map<String, Tensor> inputs) {
        int batch = inputs.get("x").shape().extent(0);
        batches.add(batch);
        if (batch > 3) {
            throw new IllegalStateException("The GPU has no memory left");
        }
    }

    private Engine watched(byte[] model) {
        return new WatchedEngine(
                new OnnxRuntime().load(model, 1),
                inputs -> batches.add(inputs.get("x").shape().extent(0)));
    }

    private static byte[] doubling() {
        Operators ops = new Operators(new GraphBuilder("doubling"));
        Value x = ops.builder().input("x", ElementType.FLOAT32, Shape.of(Shape.FREE, Shape.FREE));
        ops.builder().output("y", ops.add(x, x));
        return OnnxWriter.write(ops.builder().build());
    }
}
