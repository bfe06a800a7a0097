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
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NearestInPiecesTest {
    private final Random random = new Random(7);

    @Test
    void findsTheSameLeastProduct() {
        Graph graph = search(1203, 3);
        Graph split = NearestInPieces.split(graph);
        assertEquals(3, count(split, "MatMul"));
        FloatTensor x = numbers(2, 5, 6, 8);
        assertArrayEquals(run(graph, x), run(split, x), 1e-5f);
    }

    @Test
    void leavesSmallMatricesAndOtherAxesAlone() {
        Graph small = search(400, 3);
        assertSame(small, NearestInPieces.split(small));
        Graph otherAxis = search(1203, 2);
        assertSame(otherAxis, NearestInPieces.split(otherAxis));
    }

    private static long count(Graph graph, String operator) {
        return graph.nodes().stream()
                .filter(node -> node.operator().equals(operator))
                .count();
    }

    private Graph search(int vectors, int axis) {
        Operators ops = new Operators(new GraphBuilder("search"));
        Value x = ops.builder().input("x", ElementType.FLOAT32, Shape.of(Shape.FREE, 5, 6, 8));
        Value products = ops.matMul(x, ops.builder().constant("bank", numbers(8, vectors)));
        ops.builder().output("y", ops.least(products, true, axis));
        return ops.builder().build();
    }

    private FloatTensor numbers(int... extents) {
        float[] data = new float[Shape.of(extents).elements()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) random.nextGaussian();
        }
        return FloatTensor.of(data, extents);
    }

    private static float[] run(Graph graph, FloatTensor x) {
        try (Engine engine = new OnnxRuntime().load(OnnxWriter.write(graph), 1)) {
            return ((FloatTensor) engine.run(Map.of("x", x)).get("y")).data();
        }
    }
}
