package dev.destseg.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.destseg.inference.Engine;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Each rule against central finite differences of the forward graph, both run by ONNX Runtime. */
class GradientRulesTest {
    private static final double STEP = 1e-2;
    private static final double TOLERANCE = 1e-2;

    @Test
    void relu() {
        check(away(0.1, 2, 3, 4, 4), (ops, in) -> ops.relu(in.get(0)));
    }

    @Test
    void sigmoid() {
        check(any(2, 3, 4, 4), (ops, in) -> ops.sigmoid(in.get(0)));
    }

    @Test
    void negation() {
        check(any(2, 3), (ops, in) -> ops.negate(in.get(0)));
    }

    @Test
    void absoluteValue() {
        check(away(0.1, 2, 3), (ops, in) -> ops.abs(in.get(0)));
    }

    @Test
    void squareRoot() {
        check(positive(2, 3, 4), (ops, in) -> ops.sqrt(in.get(0)));
    }

    @Test
    void logarithm() {
        check(positive(2, 3, 4), (ops, in) -> ops.log(in.get(0)));
    }

    @Test
    void exponential() {
        check(any(2, 3, 4), (ops, in) -> ops.exp(in.get(0)));
    }

    @Test
    void nothingFlowsThroughADetachedValue() {
        GraphBuilder builder = new GraphBuilder("detached");
        Operators ops = new Operators(builder);
        Value x = builder.input("x", ElementType.FLOAT32, Shape.of());
        Value loss = ops.multiply(x, ops.detached(x));
        builder.output("d", Backpropagation.gradients(ops, loss, List.of(x)).get("x"));
        try (Engine engine = new OnnxRuntime().load(OnnxWriter.write(builder.build()), 1)) {
            FloatTensor gradient =
                    (FloatTensor) engine.run(Map.of("x", FloatTensor.scalar(3))).get("d");
            assertEquals(3, gradient.data()[0]);
        }
    }

    @Test
    void clippingPassesOnlyWhatLiesBetweenTheBounds() {
        check(apart(4, 8), (ops, in) -> ops.clip(in.get(0), -0.5f, 0.5f));
    }

    @Test
    void additionWithBroadcasting() {
        check(List.of(random(1, 0, 2, 3, 4, 5), random(2, 0, 3, 1, 1)), (ops, in) -> ops.add(in.get(0), in.get(1)));
    }

    @Test
    void subtractionWithBroadcasting() {
        check(List.of(random(1, 0, 1, 3), random(2, 0, 4, 3)), (ops, in) -> ops.subtract(in.get(0), in.get(1)));
    }

    @Test
    void multiplicationWithBroadcasting() {
        check(List.of(random(1, 0, 2, 3, 4), random(2, 0, 2, 1, 4)), (ops, in) -> ops.multiply(in.get(0), in.get(1)));
    }

    @Test
    void multiplicationOfAValueByItself() {
        check(any(3, 3), (ops, in) -> ops.multiply(in.get(0), in.get(0)));
    }

    @Test
    void divisionWithBroadcasting() {
        check(List.of(random(1, 0, 2, 3, 4), random(2, 1.5, 2, 1, 4)), (ops, in) -> ops.divide(in.get(0), in.get(1)));
    }

    @Test
    void matrixProduct() {
        check(List.of(random(1, 0, 2, 3, 4), random(2, 0, 4, 5)), (ops, in) -> ops.matMul(in.get(0), in.get(1)));
    }

    @Test
    void reshaping() {
        check(any(2, 3, 4), (ops, in) -> ops.reshape(in.get(0), 4, 6));
    }

    @Test
    void expansion() {
        check(any(2, 1, 3, 1), (ops, in) -> ops.expand(in.get(0), Shape.of(2, 4, 3, 5)));
    }

    @Test
    void sumOverAxes() {
        check(any(2, 3, 4, 5), (ops, in) -> ops.sum(in.get(0), true, 1));
    }

    @Test
    void sumWithoutItsAxes() {
        check(any(2, 3, 4, 5), (ops, in) -> ops.sum(in.get(0), false, 1, 3));
    }

    @Test
    void meanOverAxes() {
        check(any(2, 3, 4, 5), (ops, in) -> ops.mean(in.get(0), true, 2, 3));
    }

    @Test
    void concatenation() {
        check(
                List.of(random(1, 0, 2, 3, 4, 4), random(2, 0, 2, 1, 4, 4)),
                (ops, in) -> ops.concatenate(1, List.of(in.get(0), in.get(1))));
    }

    @Test
    void doublingResize() {
        check(any(2, 3, 4, 5), (ops, in) -> ops.resize(in.get(0), 8, 10));
    }

    @Test
    void resizeByUnequalFactors() {
        check(any(1, 2, 3, 4), (ops, in) -> ops.resize(in.get(0), 12, 8));
    }

    @Test
    void resizeFromOnePixel() {
        check(any(2, 3, 1, 1), (ops, in) -> ops.resize(in.get(0), 4, 4));
    }

    @Test
    void convolution() {
        check(
                List.of(random(1, 0, 2, 3, 6, 6), random(2, 0, 4, 3, 3, 3)),
                (ops, in) -> ops.convolution(in.get(0), in.get(1), Window.same(3)));
    }

    @Test
    void convolutionOfImagesThatAreLargeForTheirChannels() {
        check(
                List.of(random(1, 0, 2, 3, 10, 8), random(2, 0, 2, 3, 3, 3)),
                (ops, in) -> ops.convolution(in.get(0), in.get(1), Window.same(3)));
    }

    @Test
    void dilatedConvolutionOfImagesThatAreLargeForTheirChannels() {
        check(
                List.of(random(1, 0, 2, 2, 16, 6), random(2, 0, 3, 2, 3, 3)),
                (ops, in) -> ops.convolution(in.get(0), in.get(1), Window.same(3, 1, 2)));
    }

    @Test
    void stridedConvolutionOfEvenExtents() {
        check(
                List.of(random(1, 0, 2, 3, 8, 6), random(2, 0, 4, 3, 3, 3)),
                (ops, in) -> ops.convolution(in.get(0), in.get(1), Window.same(3, 2, 1)));
    }

    @Test
    void stridedPointwiseConvolution() {
        check(
                List.of(random(1, 0, 2, 3, 8, 6), random(2, 0, 4, 3, 1, 1)),
                (ops, in) -> ops.convolution(in.get(0), in.get(1), Window.same(1, 2, 1)));
    }

    @Test
    void stridedLargeConvolution() {
        check(
                List.of(random(1, 0, 1, 2, 12, 12), random(2, 0, 3, 2, 7, 7)),
                (ops, in) -> ops.convolution(in.get(0), in.get(1), Window.same(7, 2, 1)));
    }

    @Test
    void dilatedConvolution() {
        check(
                List.of(random(1, 0, 1, 3, 10, 10), random(2, 0, 2, 3, 3, 3)),
                (ops, in) -> ops.convolution(in.get(0), in.get(1), Window.same(3, 1, 6)));
    }

    @Test
    void convolutionWithBias() {
        check(
                List.of(random(1, 0, 2, 3, 5, 5), random(2, 0, 4, 3, 1, 1), random(3, 0, 4)),
                (ops, in) -> ops.convolution(in.get(0), in.get(1), in.get(2), Window.same(1)));
    }

    @Test
    void maximumPooling() {
        check(apart(2, 3, 8, 8), (ops, in) -> ops.maxPool(in.get(0), Window.same(3, 2, 1)));
    }

    @Test
    void batchNormalizationOverTheBatch() {
        FloatTensor zeros = FloatTensor.of(new float[3], 3);
        check(List.of(random(1, 0, 4, 3, 4, 4), random(2, 1.5, 3), random(3, 0, 3)), (ops, in) -> {
            Value mean = ops.builder().constant(zeros);
            return ops.batchNormalization(in.get(0), in.get(1), in.get(2), mean, mean, 1e-5f)
                    .get(0);
        });
    }

    @Test
    void anOperatorWithoutARuleIsNamed() {
        GraphBuilder builder = new GraphBuilder("no-rule");
        Value x = builder.input("x", ElementType.FLOAT32, Shape.of(2));
        Operators ops = new Operators(builder);
        Value loss = ops.sumOfAll(ops.sign(x));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Backpropagation.gradients(ops, loss, List.of(x)));
        assertEquals("The operator Sign has no gradient rule; add one to GradientRules", refused.getMessage());
    }

    private static List<FloatTensor> any(int... extents) {
        return List.of(random(7, 0, extents));
    }

    private static List<FloatTensor> positive(int... extents) {
        return List.of(random(7, 1.5, extents));
    }

    /** Numbers that keep a distance from zero, where some operators have a kink. */
    private static List<FloatTensor> away(double distance, int... extents) {
        float[] data = random(7, 0, extents).data();
        for (int i = 0; i < data.length; i++) {
            data[i] += (float) Math.copySign(distance, data[i]);
        }
        return List.of(FloatTensor.of(data, extents));
    }

    /** Numbers that lie further from each other, and from tenths, than a finite difference reaches. */
    private static List<FloatTensor> apart(int... extents) {
        float[] data = new float[Shape.of(extents).elements()];
        int half = data.length / 2;
        for (int i = 0; i < data.length; i++) {
            data[i] = (i * 37 % data.length - half) * 0.1f + 0.05f;
        }
        return List.of(FloatTensor.of(data, extents));
    }

    /** Numbers within 1 of the centre. */
    private static FloatTensor random(long seed, double centre, int... extents) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] data = new float[Shape.of(extents).elements()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) (centre + random.nextDouble(-1, 1));
        }
        return FloatTensor.of(data, extents);
    }

    private static void check(List<FloatTensor> arguments, BiFunction<Operators, List<Value>, Value> function) {
        GraphBuilder builder = new GraphBuilder("gradient");
        Operators ops = new Operators(builder);
        List<Value> inputs = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            inputs.add(
                    builder.input("x" + i, ElementType.FLOAT32, arguments.get(i).shape()));
        }
        Value y = function.apply(ops, inputs);
        Value weights = builder.constant(random(99, 0, y.shape().extents()));
        Value loss = ops.sumOfAll(ops.multiply(y, weights));
        Map<String, Value> gradients = Backpropagation.gradients(ops, loss, inputs);
        builder.output("loss", loss);
        gradients.forEach((name, gradient) -> builder.output("d_" + name, gradient));
        try (Engine engine = new OnnxRuntime().load(OnnxWriter.write(builder.build()), 1)) {
            Map<String, Tensor> analytic = engine.run(named(arguments));
            for (int i = 0; i < arguments.size(); i++) {
                FloatTensor gradient = (FloatTensor) analytic.get("d_x" + i);
                assertEquals(arguments.get(i).shape(), gradient.shape());
                compare(engine, arguments, i, gradient);
            }
        }
    }

    private static void compare(Engine engine, List<FloatTensor> arguments, int argument, FloatTensor gradient) {
        float[] data = arguments.get(argument).data();
        int stride = Math.max(1, data.length / 40);
        for (int i = 0; i < data.length; i += stride) {
            float kept = data[i];
            data[i] = (float) (kept + STEP);
            double above = loss(engine, arguments);
            data[i] = (float) (kept - STEP);
            double below = loss(engine, arguments);
            data[i] = kept;
            double numeric = (above - below) / (2 * STEP);
            assertEquals(
                    numeric,
                    gradient.data()[i],
                    TOLERANCE * Math.max(1, Math.abs(numeric)),
                    "input " + argument + ", element " + i);
        }
    }

    private static double loss(Engine engine, List<FloatTensor> arguments) {
        return ((FloatTensor) engine.run(named(arguments)).get("loss")).data()[0];
    }

    private static Map<String, Tensor> named(List<FloatTensor> arguments) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            inputs.put("x" + i, arguments.get(i));
        }
        return inputs;
    }
}
