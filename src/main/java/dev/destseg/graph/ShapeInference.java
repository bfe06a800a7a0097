package dev.destseg.graph;

import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.LongTensor;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What type and shape the outputs of a node have, by the ONNX specification, for the operators that we use. */
final class ShapeInference {
    private static final Set<String> SAME_AS_FIRST = Set.of(
            "Relu",
            "Sigmoid",
            "Neg",
            "Sqrt",
            "Log",
            "Exp",
            "Abs",
            "Sign",
            "Identity",
            "Clip",
            "ReluGrad",
            "SigmoidGrad",
            "Reciprocal",
            "Softmax");
    private static final Set<String> BROADCAST = Set.of("Add", "Sub", "Mul", "Div", "Max", "Min", "Pow");
    private static final Set<String> REDUCTIONS =
            Set.of("ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceSumSquare");

    private final Node node;
    private final List<Value> inputs;
    private final Map<String, Tensor> constants;

    private ShapeInference(Node node, List<Value> inputs, Map<String, Tensor> constants) {
        this.node = node;
        this.inputs = inputs;
        this.constants = constants;
    }

    /** A value for each output, of which only type and shape count. */
    static List<Value> infer(Node node, List<Value> inputs, Map<String, Tensor> constants) {
        return new ShapeInference(node, inputs, constants).infer();
    }

    private List<Value> infer() {
        String operator = node.operator();
        if (SAME_AS_FIRST.contains(operator)) {
            return like(shape(0));
        }
        if (BROADCAST.contains(operator)) {
            return like(broadcast());
        }
        if (REDUCTIONS.contains(operator)) {
            return like(reduced());
        }
        return switch (operator) {
            case "Conv" -> like(window(shape(1).extent(0), wholes(2, 3)));
            case "ConvGrad" -> List.of(like(1), like(2), value(Shape.of(shape(2).extent(0))));
            case "MaxPool" -> {
                Shape shape = window(shape(0).extent(1), node.wholes("kernel_shape"));
                yield List.of(value(shape), new Value("", ElementType.INT64, shape));
            }
            case "AveragePool" -> like(window(shape(0).extent(1), node.wholes("kernel_shape")));
            case "BatchNormalization" -> like(shape(0));
            case "BatchNormInternal" -> List.of(like(0), like(3), like(4), like(1), like(1));
            case "BatchNormalizationGrad" -> List.of(like(1), like(2), like(2));
            case "GlobalAveragePool" -> like(shape(0).with(2, 1).with(3, 1));
            case "Resize" -> like(resized());
            case "Concat" -> like(concatenated());
            case "MatMul" -> like(product(shape(1)));
            case "FusedMatMul" ->
                like(product(shape(1).with(-1, shape(1).extent(-2)).with(-2, shape(1).extent(-1))));
            case "Transpose" -> like(transposed());
            case "Reshape" -> like(reshaped());
            case "Expand" -> like(broadcast(shape(0), Shape.of(wholes(1))));
            case "Slice" -> like(sliced());
            case "Pad" -> like(padded());
            case "Cast" -> List.of(new Value("", castTo(), shape(0)));
            default -> throw new IllegalArgumentException("No shape is known for the operator " + operator);
        };
    }

    private Shape shape(int input) {
        return inputs.get(input).shape();
    }

    private Value like(int input) {
        return value(shape(input));
    }

    private List<Value> like(Shape shape) {
        return List.of(value(shape));
    }

    private Value value(Shape shape) {
        return new Value("", inputs.get(0).type(), shape);
    }

    /** The numbers of a constant input. */
    private int[] wholes(int input) {
        String name = inputs.get(input).name();
        if (constants.get(name) instanceof LongTensor tensor) {
            return Arrays.stream(tensor.data())
                    .mapToInt(number -> (int) Math.max(Integer.MIN_VALUE / 2, Math.min(Integer.MAX_VALUE / 2, number)))
                    .toArray();
        }
        throw mismatch("needs a constant of integers as input " + input);
    }

    /** The extents of the filter of a convolution, between two axes. */
    private int[] wholes(int fromAxis, int toAxis) {
        return IntStream.rangeClosed(fromAxis, toAxis).map(shape(1)::extent).toArray();
    }

    private Shape broadcast() {
        Shape result = shape(0);
        for (int i = 1; i < inputs.size(); i++) {
            result = broadcast(result, shape(i));
        }
        return result;
    }

    private Shape broadcast(Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        int[] extents = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            int left = axis < rank - a.rank() ? 1 : a.extent(axis - rank + a.rank());
            int right = axis < rank - b.rank() ? 1 : b.extent(axis - rank + b.rank());
            if (left != right && left != 1 && right != 1) {
                throw mismatch("cannot combine " + a + " and " + b);
            }
            extents[axis] = left == 1 ? right : left;
        }
        return Shape.of(extents);
    }

    private Shape reduced() {
        boolean keep = node.whole("keepdims", 1) == 1;
        int rank = shape(0).rank();
        int[] axes = inputs.size() > 1 && !inputs.get(1).name().isEmpty()
                ? wholes(1)
                : node.wholes("axes", IntStream.range(0, rank).toArray());
        Set<Integer> gone = Set.copyOf(Arrays.stream(axes)
                .map(axis -> axis < 0 ? axis + rank : axis)
                .boxed()
                .toList());
        return Shape.of(IntStream.range(0, rank)
                .filter(axis -> keep || !gone.contains(axis))
                .map(axis -> gone.contains(axis) ? 1 : shape(0).extent(axis))
                .toArray());
    }

    private Shape window(int channels, int[] kernel) {
        Shape image = shape(0);
        if (node.operator().equals("Conv") && image.extent(1) != shape(1).extent(1) * node.whole("group", 1)) {
            throw mismatch("cannot convolve " + image + " with " + shape(1));
        }
        int[] strides = node.wholes("strides", 1, 1);
        int[] dilations = node.wholes("dilations", 1, 1);
        int[] pads = node.wholes("pads", 0, 0, 0, 0);
        int[] extents = {image.extent(0), channels, 0, 0};
        for (int axis = 0; axis < 2; axis++) {
            int padded = image.extent(axis + 2) + pads[axis] + pads[axis + 2];
            extents[axis + 2] = (padded - dilations[axis] * (kernel[axis] - 1) - 1) / strides[axis] + 1;
        }
        return Shape.of(extents);
    }

    private Shape resized() {
        if (!(constants.get(inputs.get(2).name()) instanceof FloatTensor scales)) {
            throw mismatch("needs constant scales");
        }
        Shape image = shape(0);
        return image.with(2, Math.round(image.extent(2) * scales.data()[2]))
                .with(3, Math.round(image.extent(3) * scales.data()[3]));
    }

    private Shape concatenated() {
        int axis = (int) node.whole("axis", 0);
        int extent =
                inputs.stream().mapToInt(input -> input.shape().extent(axis)).sum();
        Shape result = shape(0).with(axis, extent);
        for (Value input : inputs) {
            if (!input.shape().with(axis, extent).equals(result)) {
                throw mismatch(
                        "cannot join " + inputs.stream().map(Value::shape).toList());
            }
        }
        return result;
    }

    private Shape product(Shape b) {
        Shape a = shape(0);
        if (a.extent(-1) != b.extent(-2)) {
            throw mismatch("cannot multiply " + a + " by " + b);
        }
        Shape outer = broadcast(a.with(-1, 1).with(-2, 1), b.with(-1, 1).with(-2, 1));
        return outer.with(-2, a.extent(-2)).with(-1, b.extent(-1));
    }

    private Shape transposed() {
        return Shape.of(Arrays.stream(node.wholes("perm")).map(shape(0)::extent).toArray());
    }

    private Shape reshaped() {
        int[] extents = wholes(1);
        int known = 1;
        int open = -1;
        for (int axis = 0; axis < extents.length; axis++) {
            if (extents[axis] == 0) {
                extents[axis] = shape(0).extent(axis);
            }
            if (extents[axis] == -1) {
                open = axis;
            } else {
                known *= extents[axis];
            }
        }
        if (open >= 0 && !shape(0).isFree()) {
            extents[open] = shape(0).elements() / known;
        }
        return Shape.of(extents);
    }

    private Shape sliced() {
        int[] starts = wholes(1);
        int[] ends = wholes(2);
        int[] axes = wholes(3);
        int[] steps = inputs.size() > 4
                ? wholes(4)
                : IntStream.generate(() -> 1).limit(axes.length).toArray();
        Shape result = shape(0);
        for (int i = 0; i < axes.length; i++) {
            int extent = shape(0).extent(axes[i]);
            int from = Math.min(
                    starts[i] < 0 ? Math.max(starts[i] + extent, 0) : starts[i], steps[i] < 0 ? extent - 1 : extent);
            int to = ends[i] < 0 ? Math.max(ends[i] + extent, -1) : Math.min(ends[i], extent);
            result = result.with(axes[i], Math.max(0, (to - from + steps[i] - Integer.signum(steps[i])) / steps[i]));
        }
        return result;
    }

    private Shape padded() {
        int[] pads = wholes(1);
        Shape result = shape(0);
        for (int axis = 0; axis < result.rank(); axis++) {
            if (pads[axis] + pads[axis + result.rank()] != 0) {
                result = result.with(axis, result.extent(axis) + pads[axis] + pads[axis + result.rank()]);
            }
        }
        return result;
    }

    private ElementType castTo() {
        return OnnxType.of((int) node.whole("to", 1));
    }

    private IllegalArgumentException mismatch(String what) {
        return new IllegalArgumentException(node.operator() + " " + node.outputs() + " " + what);
    }
}
