package dev.destseg.training;

import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a gradient moves a weight, as nodes of the training step. The moments that it keeps are state of the step. */
public sealed interface Optimizer {
    /** Names of the moments kept for each weight; all start at zero. */
    List<String> moments();

    /**
     * @param rate scalar
     * @param time numbers that depend on the step, see {@link #timeInputs}
     * @param moments the present moments, in the order of {@link #moments}
     * @return the next weight and the next moments, by {@code ""} and the moments' names
     */
    Map<String, Value> move(
            Operators ops, Value weight, Value gradient, Value rate, Map<String, Value> time, List<Value> moments);

    /** Names of scalar inputs that depend on the number of the step alone. */
    List<String> timeInputs();

    /** The value of each time input at a step; the first step is 1. */
    Map<String, Float> time(int step);

    /** Makes the time inputs of a graph. */
    default Map<String, Value> declareTime(Operators ops) {
        Map<String, Value> inputs = new LinkedHashMap<>();
        timeInputs().forEach(name -> inputs.put(name, ops.builder().input(name, ElementType.FLOAT32, Shape.of())));
        return inputs;
    }

    /**
     * Stochastic gradient descent with momentum, as PyTorch does it: g = dw + decay w, m = momentum m + g, w = w - rate m.
     */
    record Sgd(float momentum, float decay) implements Optimizer {
        @Override
        public List<String> moments() {
            return List.of("momentum");
        }

        @Override
        public Map<String, Value> move(
                Operators ops, Value weight, Value gradient, Value rate, Map<String, Value> time, List<Value> moments) {
            Value g = ops.add(gradient, ops.multiply(weight, decay));
            Value m = ops.add(ops.multiply(moments.get(0), momentum), g);
            return Map.of("", ops.subtract(weight, ops.multiply(m, rate)), "momentum", m);
        }

        @Override
        public List<String> timeInputs() {
            return List.of();
        }

        @Override
        public Map<String, Float> time(int step) {
            return Map.of();
        }
    }

    /** Adam with decoupled weight decay (Loshchilov and Hutter 2019); beta 0.9 and 0.999, epsilon 1e-8. */
    record AdamW(float decay) implements Optimizer {
        private static final float BETA1 = 0.9f;
        private static final float BETA2 = 0.999f;
        private static final float EPSILON = 1e-8f;

        @Override
        public List<String> moments() {
            return List.of("mean", "variance");
        }

        @Override
        public Map<String, Value> move(
                Operators ops, Value weight, Value gradient, Value rate, Map<String, Value> time, List<Value> moments) {
            Value m = ops.add(ops.multiply(moments.get(0), BETA1), ops.multiply(gradient, 1 - BETA1));
            Value square = ops.multiply(gradient, gradient);
            Value v = ops.add(ops.multiply(moments.get(1), BETA2), ops.multiply(square, 1 - BETA2));
            Value mean = ops.multiply(m, time.get("mean_correction"));
            Value deviation = ops.sqrt(ops.multiply(v, time.get("variance_correction")));
            Value step = ops.divide(mean, ops.add(deviation, ops.scalar(EPSILON)));
            Value direction = ops.add(step, ops.multiply(weight, decay));
            return Map.of("", ops.subtract(weight, ops.multiply(direction, rate)), "mean", m, "variance", v);
        }

        @Override
        public List<String> timeInputs() {
            return List.of("mean_correction", "variance_correction");
        }

        @Override
        public Map<String, Float> time(int step) {
            return Map.of(
                    "mean_correction", (float) (1 / (1 - Math.pow(BETA1, step))),
                    "variance_correction", (float) (1 / (1 - Math.pow(BETA2, step))));
        }
    }
}
