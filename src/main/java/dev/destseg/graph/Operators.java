package dev.destseg.graph;

import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.LongTensor;
import dev.destseg.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The operators that networks and losses are written in: each adds a node to one graph and returns its value. */
public final class Operators {
    private final GraphBuilder builder;

    public Operators(GraphBuilder builder) {
        this.builder = builder;
    }

    public GraphBuilder builder() {
        return builder;
    }

    public Value scalar(float value) {
        return builder.constant(FloatTensor.scalar(value));
    }

    public Value integers(long... values) {
        return builder.constant(LongTensor.of(values, values.length));
    }

    public Value convolution(Value x, Value weight, Window window) {
        return builder.add("Conv", List.of(x, weight), window.convolution());
    }

    public Value convolution(Value x, Value weight, Value bias, Window window) {
        return builder.add("Conv", List.of(x, weight, bias), window.convolution());
    }

    public Value maxPool(Value x, Window window) {
        // The second output, the indices, is what the gradient needs.
        return builder.add("MaxPool", "", List.of(x), window.pooling(), List.of(true, true))
                .get(0);
    }

    /** Means over windows; what is padded does not count. */
    public Value averagePool(Value x, Window window) {
        return builder.add("AveragePool", List.of(x), window.pooling());
    }

    public Value relu(Value x) {
        return unary("Relu", x);
    }

    public Value sigmoid(Value x) {
        return unary("Sigmoid", x);
    }

    public Value negate(Value x) {
        return unary("Neg", x);
    }

    public Value sqrt(Value x) {
        return unary("Sqrt", x);
    }

    public Value log(Value x) {
        return unary("Log", x);
    }

    public Value exp(Value x) {
        return unary("Exp", x);
    }

    public Value abs(Value x) {
        return unary("Abs", x);
    }

    public Value sign(Value x) {
        return unary("Sign", x);
    }

    private Value unary(String operator, Value x) {
        return builder.add(operator, List.of(x), Map.of());
    }

    /** min(max(x, least), most). */
    public Value clip(Value x, float least, float most) {
        return builder.add("Clip", List.of(x, scalar(least), scalar(most)), Map.of());
    }

    public Value add(Value a, Value b) {
        return binary("Add", a, b);
    }

    public Value subtract(Value a, Value b) {
        return binary("Sub", a, b);
    }

    public Value multiply(Value a, Value b) {
        return binary("Mul", a, b);
    }

    public Value multiply(Value a, float b) {
        return binary("Mul", a, scalar(b));
    }

    public Value divide(Value a, Value b) {
        return binary("Div", a, b);
    }

    public Value max(Value a, Value b) {
        return binary("Max", a, b);
    }

    public Value power(Value x, float exponent) {
        return binary("Pow", x, scalar(exponent));
    }

    private Value binary(String operator, Value a, Value b) {
        return builder.add(operator, List.of(a, b), Map.of());
    }

    public Value sum(Value x, boolean keep, int... axes) {
        return reduce("ReduceSum", x, keep, axes);
    }

    /** The least along axes, in the form of opset 17: axes are an attribute. */
    public Value least(Value x, boolean keep, int... axes) {
        return builder.add(
                "ReduceMin", List.of(x), Map.of("keepdims", Attribute.of(keep ? 1L : 0L), "axes", Attribute.of(axes)));
    }

    /** The mean over axes, in the form of opset 17: axes are an attribute. */
    public Value mean(Value x, boolean keep, int... axes) {
        return builder.add(
                "ReduceMean", List.of(x), Map.of("keepdims", Attribute.of(keep ? 1L : 0L), "axes", Attribute.of(axes)));
    }

    private Value reduce(String operator, Value x, boolean keep, int... axes) {
        long[] wide = Arrays.stream(axes).asLongStream().toArray();
        return builder.add(operator, List.of(x, integers(wide)), Map.of("keepdims", Attribute.of(keep ? 1L : 0L)));
    }

    public Value sumOfAll(Value x) {
        return sum(x, false, allAxes(x));
    }

    public Value meanOfAll(Value x) {
        return mean(x, false, allAxes(x));
    }

    private static int[] allAxes(Value x) {
        int[] axes = new int[x.shape().rank()];
        Arrays.setAll(axes, axis -> axis);
        return axes;
    }

    public Value concatenate(int axis, List<Value> parts) {
        return builder.add("Concat", parts, Map.of("axis", Attribute.of((long) axis)));
    }

    /** Bilinear resizing of N x C x H x W with half-pixel centres (align_corners = false), not anti-aliased. */
    public Value resize(Value x, int height, int width) {
        if (x.shape().extent(2) == height && x.shape().extent(3) == width) {
            return x;
        }
        // Sizes need all four extents, scales only numbers: scales leave the batch free.
        float scaleY = (float) height / x.shape().extent(2);
        float scaleX = (float) width / x.shape().extent(3);
        Value scales = builder.constant(FloatTensor.of(new float[] {1, 1, scaleY, scaleX}, 4));
        return builder.add(
                "Resize",
                List.of(x, GraphBuilder.NONE, scales),
                Map.of(
                        "mode", Attribute.of("linear"),
                        "coordinate_transformation_mode", Attribute.of("half_pixel")));
    }

    public Value matMul(Value a, Value b) {
        return binary("MatMul", a, b);
    }

    /** A B^T for each matrix of a batch, by ONNX Runtime's own operator, which makes no copy of B. */
    public Value matMulTransposed(Value a, Value b) {
        return microsoft("FusedMatMul", List.of(a, b), Map.of("transB", Attribute.of(1L)), 1)
                .get(0);
    }

    public Value transpose(Value x, int... permutation) {
        return builder.add("Transpose", List.of(x), Map.of("perm", Attribute.of(permutation)));
    }

    /** Reshapes; 0 keeps an extent and -1 takes what is left. */
    public Value reshape(Value x, long... extents) {
        return builder.add("Reshape", List.of(x, integers(extents)), Map.of());
    }

    public Value expand(Value x, Shape shape) {
        return builder.add(
                "Expand",
                List.of(
                        x,
                        integers(Arrays.stream(shape.extents()).asLongStream().toArray())),
                Map.of());
    }

    /** The part of one axis from {@code start} up to and without {@code end}, every {@code step}-th. */
    public Value slice(Value x, int axis, long start, long end, long step) {
        return builder.add(
                "Slice", List.of(x, integers(start), integers(end), integers(axis), integers(step)), Map.of());
    }

    /** x with zeros around it: a number before each axis, then a number after each; a negative one cuts off. */
    public Value pad(Value x, long... pads) {
        return builder.add("Pad", List.of(x, integers(pads)), Map.of());
    }

    /** x with a number around it; {@code pads} as for zeros. */
    public Value padWith(float number, Value x, long... pads) {
        return builder.add("Pad", List.of(x, integers(pads), scalar(number)), Map.of());
    }

    /** x read backwards along both image axes. */
    public Value flip(Value x) {
        return builder.add(
                "Slice",
                List.of(
                        x,
                        integers(-1, -1),
                        integers(Long.MIN_VALUE / 2, Long.MIN_VALUE / 2),
                        integers(2, 3),
                        integers(-1, -1)),
                Map.of());
    }

    public Value toFloat(Value x) {
        return x.type() == ElementType.FLOAT32 ? x : builder.add("Cast", List.of(x), Map.of("to", Attribute.of(1L)));
    }

    /** x itself, through which no gradient flows back. */
    public Value detached(Value x) {
        return builder.add("Cast", List.of(x), Map.of("to", Attribute.of((long) OnnxType.number(x.type()))));
    }

    /**
     * Batch normalisation over the batch at hand, as in training.
     *
     * @return y, the mean of the batch and the inverse deviation of the batch, each of C
     */
    public List<Value> batchNormalization(Value x, Value scale, Value bias, Value mean, Value variance, float epsilon) {
        // The kernel writes its running statistics over its inputs; it gets copies, for ours are kept by the caller.
        List<Value> outputs = microsoft(
                "BatchNormInternal",
                List.of(x, scale, bias, negate(mean), negate(variance)),
                Map.of(
                        "epsilon",
                        Attribute.of(epsilon),
                        "momentum",
                        Attribute.of(0.9f),
                        "training_mode",
                        Attribute.of(1L)),
                5);
        return List.of(outputs.get(0), outputs.get(3), outputs.get(4));
    }

    /** One of ONNX Runtime's own operators. */
    public List<Value> microsoft(String operator, List<Value> inputs, Map<String, Attribute> attributes, int outputs) {
        List<Boolean> wanted = new ArrayList<>();
        for (int i = 0; i < outputs; i++) {
            wanted.add(true);
        }
        return builder.add(operator, Node.MICROSOFT, inputs, attributes, wanted);
    }
}
