package dev.destseg.graph;

import dev.destseg.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The derivative of each operator, one rule an operator. With dY the gradient of the output, a rule returns the gradient
 * of each input, null for those that have none. A Cast stops the gradient, see {@link Operators#detached}. Where ONNX Runtime has a training kernel the rule uses it; the rest is
 * composed from ordinary operators.
 */
final class GradientRules {
    /**
     * Bounds the slope of a logarithm near zero, as PyTorch's binary cross-entropy does; at zero a clipped logarithm's
     * gradient would be 0 times infinity.
     */
    private static final float LEAST_DIVISOR = 1e-12f;

    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry("Identity", site -> list(site.dy())),
            Map.entry("Cast", site -> list((Value) null)),
            Map.entry("Relu", site -> list(site.kernel("ReluGrad", site.dy(), site.output()))),
            Map.entry("Sigmoid", site -> list(site.kernel("SigmoidGrad", site.dy(), site.output()))),
            Map.entry("Neg", site -> list(site.ops().negate(site.dy()))),
            Map.entry(
                    "Abs",
                    site -> list(site.ops().multiply(site.dy(), site.ops().sign(site.input(0))))),
            Map.entry("Sqrt", GradientRules::sqrt),
            Map.entry("Log", GradientRules::log),
            Map.entry("Exp", site -> list(site.ops().multiply(site.dy(), site.output()))),
            Map.entry("Clip", GradientRules::clip),
            Map.entry("Add", site -> list(site.like(0, site.dy()), site.like(1, site.dy()))),
            Map.entry(
                    "Sub",
                    site -> list(
                            site.like(0, site.dy()),
                            site.needs(1) ? site.like(1, site.ops().negate(site.dy())) : null)),
            Map.entry("Mul", GradientRules::multiply),
            Map.entry("Div", GradientRules::divide),
            Map.entry("MatMul", GradientRules::matMul),
            Map.entry("Reshape", site -> list(site.reshaped(site.dy()))),
            Map.entry("Expand", site -> list(site.like(0, site.dy()))),
            Map.entry("ReduceSum", site -> list(site.spread(site.dy()))),
            Map.entry("ReduceMean", GradientRules::mean),
            Map.entry("Concat", GradientRules::concatenate),
            Map.entry("Resize", GradientRules::resize),
            Map.entry("Conv", ConvolutionGradient::of),
            Map.entry("MaxPool", GradientRules::maxPool),
            Map.entry("BatchNormInternal", GradientRules::batchNormalization));

    private GradientRules() {}

    @FunctionalInterface
    private interface Rule {
        List<@Nullable Value> apply(Site site);
    }

    static List<@Nullable Value> apply(Site site) {
        Rule rule = RULES.get(site.node().operator());
        if (rule == null) {
            throw new IllegalArgumentException(
                    "The operator " + site.node().operator() + " has no gradient rule; add one to GradientRules");
        }
        return rule.apply(site);
    }

    /**
     * A node where a rule is applied.
     *
     * @param dy the gradient of the first output
     * @param needed for each input whether its gradient is asked for
     */
    record Site(Operators ops, Node node, List<Value> inputs, List<Value> outputs, Value dy, List<Boolean> needed) {
        boolean needs(int input) {
            return needed.get(input);
        }

        Value input(int index) {
            return inputs.get(index);
        }

        Value output() {
            return outputs.get(0);
        }

        Value kernel(String operator, Value... arguments) {
            return ops.microsoft(operator, List.of(arguments), Map.of(), 1).get(0);
        }

        Value reshaped(Value gradient) {
            return ops.reshape(
                    gradient,
                    Arrays.stream(input(0).shape().extents()).asLongStream().toArray());
        }

        /** A gradient summed over the axes along which an input was broadcast; null when it is not asked for. */
        @Nullable
        Value like(int index, Value gradient) {
            if (!needs(index)) {
                return null;
            }
            Shape shape = input(index).shape();
            Shape full = gradient.shape();
            int missing = full.rank() - shape.rank();
            int[] axes = IntStream.range(0, full.rank())
                    .filter(axis -> axis < missing || shape.extent(axis - missing) == 1 && full.extent(axis) != 1)
                    .toArray();
            Value summed = axes.length == 0 ? gradient : ops.sum(gradient, true, axes);
            return summed.shape().equals(shape)
                    ? summed
                    : ops.reshape(
                            summed,
                            Arrays.stream(shape.extents()).asLongStream().toArray());
        }

        /** The gradient of a reduction, with its axes back at extent 1 and then spread over the input's shape. */
        Value spread(Value gradient) {
            Shape shape = input(0).shape();
            int[] axes = reducedAxes();
            Shape kept = shape;
            for (int axis : axes) {
                kept = kept.with(axis, 1);
            }
            Value open = ops.reshape(
                    gradient, Arrays.stream(kept.extents()).asLongStream().toArray());
            return ops.expand(open, shape);
        }

        int[] reducedAxes() {
            int rank = input(0).shape().rank();
            if (inputs.size() > 1) {
                return ops.builder().wholes(input(1));
            }
            return node.wholes("axes", IntStream.range(0, rank).toArray());
        }
    }

    private static List<@Nullable Value> list(@Nullable Value... values) {
        return Arrays.asList(values);
    }

    /** d sqrt(x) = dY / (2 sqrt(x)). */
    private static List<@Nullable Value> sqrt(Site site) {
        return list(site.ops().divide(site.dy(), site.ops().multiply(site.output(), 2)));
    }

    /** d log(x) = dY / x. */
    private static List<@Nullable Value> log(Site site) {
        Value divisor = site.ops().max(site.input(0), site.ops().scalar(LEAST_DIVISOR));
        return list(site.ops().divide(site.dy(), divisor));
    }

    /** dY where the input lies strictly between the bounds, else 0. */
    private static List<@Nullable Value> clip(Site site) {
        Operators ops = site.ops();
        Value above = ops.sign(ops.relu(ops.subtract(site.input(0), site.input(1))));
        Value below = ops.sign(ops.relu(ops.subtract(site.input(2), site.input(0))));
        return list(ops.multiply(site.dy(), ops.multiply(above, below)), null, null);
    }

    private static List<@Nullable Value> multiply(Site site) {
        Operators ops = site.ops();
        return list(
                site.needs(0) ? site.like(0, ops.multiply(site.dy(), site.input(1))) : null,
                site.needs(1) ? site.like(1, ops.multiply(site.dy(), site.input(0))) : null);
    }

    /** y = a / b: dA = dY / b, dB = -dY y / b. */
    private static List<@Nullable Value> divide(Site site) {
        Operators ops = site.ops();
        Value share = ops.divide(site.dy(), site.input(1));
        return list(
                site.like(0, share),
                site.needs(1) ? site.like(1, ops.negate(ops.multiply(share, site.output()))) : null);
    }

    /** y = A B: dA = dY B^T, dB = A^T dY. */
    private static List<@Nullable Value> matMul(Site site) {
        Operators ops = site.ops();
        return list(
                site.needs(0) ? site.like(0, ops.matMul(site.dy(), transposed(ops, site.input(1)))) : null,
                site.needs(1) ? site.like(1, ops.matMul(transposed(ops, site.input(0)), site.dy())) : null);
    }

    private static Value transposed(Operators ops, Value x) {
        int rank = x.shape().rank();
        int[] permutation = IntStream.range(0, rank).toArray();
        permutation[rank - 1] = rank - 2;
        permutation[rank - 2] = rank - 1;
        return ops.transpose(x, permutation);
    }

    private static List<@Nullable Value> mean(Site site) {
        float count =
                (float) site.input(0).shape().elements() / site.output().shape().elements();
        return list(site.spread(site.ops().multiply(site.dy(), 1 / count)));
    }

    private static List<@Nullable Value> concatenate(Site site) {
        int axis = (int) site.node().whole("axis", 0);
        List<@Nullable Value> gradients = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < site.inputs().size(); i++) {
            int end = start + site.input(i).shape().extent(axis);
            gradients.add(site.needs(i) ? site.ops().slice(site.dy(), axis, start, end, 1) : null);
            start = end;
        }
        return gradients;
    }

    /**
     * Bilinear resizing is linear in each axis, Y = A X B^T for every channel, so dX = A^T dY B. ONNX Runtime has no
     * kernel for this gradient on the CPU.
     */
    private static List<@Nullable Value> resize(Site site) {
        Operators ops = site.ops();
        Shape from = site.input(0).shape();
        Shape to = site.output().shape();
        Value columns = ops.builder().constant(BilinearWeights.matrix(from.extent(3), to.extent(3)));
        Value rows = ops.builder().constant(BilinearWeights.transposed(from.extent(2), to.extent(2)));
        return list(ops.matMul(rows, ops.matMul(site.dy(), columns)), null, null);
    }

    private static List<@Nullable Value> maxPool(Site site) {
        if (site.outputs().size() < 2) {
            throw new IllegalArgumentException("The gradient of MaxPool needs its second output, the indices");
        }
        return list(site.ops()
                .builder()
                .add(
                        "MaxPoolGrad",
                        List.of(site.dy(), site.outputs().get(1)),
                        site.input(0).shape()));
    }

    /** Outputs of BatchNormInternal: Y, running mean and variance, mean, inverse deviation of the batch. */
    private static List<@Nullable Value> batchNormalization(Site site) {
        List<Value> arguments = List.of(
                site.dy(),
                site.input(0),
                site.input(1),
                site.outputs().get(3),
                site.outputs().get(4));
        Map<String, Attribute> attributes =
                Map.of("epsilon", Attribute.of(site.node().real("epsilon", 1e-5f)));
        List<Value> gradients = site.ops().microsoft("BatchNormalizationGrad", arguments, attributes, 3);
        return list(gradients.get(0), gradients.get(1), gradients.get(2), null, null);
    }
}
