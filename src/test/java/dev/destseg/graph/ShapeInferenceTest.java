package dev.destseg.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.inference.Engine;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What we infer is what ONNX Runtime makes. */
class ShapeInferenceTest {
    @Property(tries = 60)
    void convolutionsAgree(
            @ForAll @IntRange(min = 1, max = 4) int kernel,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(min = 1, max = 3) int dilation,
            @ForAll @IntRange(min = 0, max = 2) int before,
            @ForAll @IntRange(min = 0, max = 2) int after,
            @ForAll @IntRange(min = 10, max = 17) int size) {
        Window window = new Window(kernel, stride, dilation, before, after, 1);
        check(
                Shape.of(2, 3, size, size + 1),
                (ops, x) -> ops.convolution(
                        x,
                        ops.builder()
                                .constant(FloatTensor.of(new float[5 * 3 * kernel * kernel], 5, 3, kernel, kernel)),
                        window));
    }

    @Property(tries = 40)
    void reductionsAgree(
            @ForAll boolean keep,
            @ForAll @IntRange(min = 0, max = 3) int axis,
            @ForAll @IntRange(min = 1, max = 4) int extent) {
        check(Shape.of(2, 3, 4, extent), (ops, x) -> ops.sum(x, keep, axis));
        check(Shape.of(2, 3, 4, extent), (ops, x) -> ops.mean(x, keep, axis));
    }

    @Property(tries = 40)
    void slicesAgree(
            @ForAll @IntRange(min = -9, max = 9) int start,
            @ForAll @IntRange(min = -9, max = 9) int end,
            @ForAll @IntRange(min = 1, max = 3) int step) {
        check(Shape.of(1, 2, 7, 5), (ops, x) -> ops.concatenate(2, List.of(x, ops.slice(x, 2, start, end, step))));
    }

    @Test
    void theOthersAgree() {
        Shape shape = Shape.of(2, 3, 6, 8);
        check(shape, (ops, x) -> ops.flip(x));
        check(shape, (ops, x) -> ops.transpose(x, 1, 0, 3, 2));
        check(shape, (ops, x) -> ops.reshape(x, 0, -1));
        check(shape, (ops, x) -> ops.resize(x, 12, 4));
        check(shape, (ops, x) -> ops.maxPool(x, Window.same(3, 2, 1)));
        check(shape, (ops, x) -> ops.concatenate(1, List.of(x, x, x)));
        check(shape, (ops, x) -> ops.matMul(x, ops.transpose(x, 0, 1, 3, 2)));
        check(Shape.of(2, 3, 1, 1), (ops, x) -> ops.expand(x, Shape.of(1, 3, 4, 5)));
    }

    @Test
    void aConvolutionOfTheWrongChannelsIsRefusedWhereItIsMade() {
        Operators ops = new Operators(new GraphBuilder("wrong"));
        Value x = ops.builder().input("x", ElementType.FLOAT32, Shape.of(1, 4, 8, 8));
        Value weight = ops.builder().constant(FloatTensor.of(new float[5 * 3 * 9], 5, 3, 3, 3));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> ops.convolution(x, weight, Window.same(3)));
        assertTrue(refused.getMessage().contains("[1x4x8x8]"), refused.getMessage());
    }

    @Test
    void anUnknownOperatorIsNamed() {
        GraphBuilder builder = new GraphBuilder("unknown");
        Value x = builder.input("x", ElementType.FLOAT32, Shape.of(1));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> builder.add("Frobnicate", List.of(x), Map.of()))
                .getMessage()
                .contains("Frobnicate"));
    }

    private static void check(Shape shape, BiFunction<Operators, Value, Value> function) {
        Operators ops = new Operators(new GraphBuilder("shapes"));
        Value x = ops.builder().input("x", ElementType.FLOAT32, shape);
        Value y = function.apply(ops, x);
        ops.builder().output("y", y);
        try (Engine engine =
                new OnnxRuntime().load(OnnxWriter.write(ops.builder().build()), 1)) {
            FloatTensor input = new FloatTensor(shape, new float[shape.elements()]);
            assertEquals(engine.run(Map.of("x", input)).get("y").shape(), y.shape());
        }
    }
}
