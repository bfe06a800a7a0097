package dev.destseg.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.destseg.inference.Engine;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConstantPlanesTest {
    private final Random random = new Random(5);

    @Test
    void computesTheSameBordersIncluded() {
        Graph graph = pyramid(Window.same(3));
        Graph reduced = ConstantPlanes.takenOut(graph);
        for (int batch : new int[] {1, 3}) {
            FloatTensor x = numbers(batch, 4, 7, 9);
            assertArrayEquals(run(graph, x), run(reduced, x), 1e-5f);
        }
    }

    @Test
    void readsFewerChannels() {
        Graph reduced = ConstantPlanes.takenOut(pyramid(Window.same(3)));
        List<Shape> shapes = reduced.constants().entrySet().stream()
                .filter(constant -> constant.getKey().endsWith("fusion.others.weight"))
                .map(constant -> constant.getValue().shape())
                .toList();
        assertEquals(List.of(Shape.of(6, 4, 3, 3)), shapes);
    }

    @Test
    void leavesOtherConvolutionsAlone() {
        Graph dilated = pyramid(Window.same(3, 1, 2));
        assertSame(dilated, ConstantPlanes.takenOut(dilated));
    }

    /** A feature and its mean over the image, spread again, read by one convolution. */
    private Graph pyramid(Window window) {
        Operators ops = new Operators(new GraphBuilder("pyramid"));
        Value x = ops.builder().input("x", ElementType.FLOAT32, Shape.of(Shape.FREE, 4, 7, 9));
        Value pooled = ops.convolution(
                ops.mean(x, true, 2, 3), ops.builder().constant("pooled.weight", numbers(5, 4, 1, 1)), Window.same(1));
        Value spread = ops.expand(pooled, Shape.of(1, 5, 7, 9));
        Value y = ops.convolution(
                ops.concatenate(1, List.of(spread, x)),
                ops.builder().constant("fusion.weight", numbers(6, 9, 3, 3)),
                ops.builder().constant("fusion.bias", numbers(6)),
                window);
        ops.builder().output("y", ops.relu(y));
        return ops.builder().build();
    }

    private FloatTensor numbers(int... extents) {
        float[] data = new float[Shape.of(extents).elements()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) random.nextGaussian() / 4;
        }
        return FloatTensor.of(data, extents);
    }

    private static float[] run(Graph graph, FloatTensor x) {
        try (Engine engine = new OnnxRuntime().load(OnnxWriter.write(graph), 1)) {
            return ((FloatTensor) engine.run(Map.of("x", x)).get("y")).data();
        }
    }
}
