package dev.destseg.training;

import dev.destseg.graph.Backpropagation;
import dev.destseg.graph.Graph;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.network.Learning;
import dev.destseg.network.Parameters;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One training step as one graph: loss, gradients and the optimiser's update. Weights, moments and batch statistics are
 * inputs, and their next values outputs.
 *
 * @param successors for each state input the output that is its next value
 */
public record StepGraph(Graph graph, Map<String, String> successors, Optimizer optimizer) {
    /** The scalar output to watch. */
    public static final String LOSS = "loss";

    private static final String NEXT = "next:";

    /**
     * Adds gradients and update to a graph in which the learning network stands.
     *
     * @param rateOf the name of the scalar input that is a weight's learning rate, by the weight's name
     */
    public static StepGraph of(Operators ops, Learning learning, Optimizer optimizer, Function<String, String> rateOf) {
        return new Assembly(ops, optimizer, rateOf).assemble(learning);
    }

    /** The state before the first step: these weights and statistics, and all moments zero. */
    public Map<String, FloatTensor> initialState(Parameters parameters) {
        Map<String, FloatTensor> state = new LinkedHashMap<>();
        for (Value input : graph.inputs()) {
            if (successors.containsKey(input.name())) {
                state.put(
                        input.name(),
                        isMoment(input.name())
                                ? new FloatTensor(
                                        input.shape(), new float[input.shape().elements()])
                                : parameters.get(input.name(), input.shape()));
            }
        }
        return state;
    }

    /** The weights and statistics among a state: what is left when learning ends. */
    public static Map<String, FloatTensor> learned(Map<String, FloatTensor> state) {
        Map<String, FloatTensor> learned = new LinkedHashMap<>(state);
        learned.keySet().removeIf(StepGraph::isMoment);
        return learned;
    }

    private static boolean isMoment(String name) {
        return name.indexOf(':') >= 0;
    }

    private static final class Assembly {
        private final Operators ops;
        private final Optimizer optimizer;
        private final Function<String, String> rateOf;
        private final Map<String, Value> rates = new LinkedHashMap<>();
        private final Map<String, String> successors = new LinkedHashMap<>();

        Assembly(Operators ops, Optimizer optimizer, Function<String, String> rateOf) {
            this.ops = ops;
            this.optimizer = optimizer;
            this.rateOf = rateOf;
        }

        StepGraph assemble(Learning learning) {
            Map<String, Value> gradients = Backpropagation.gradients(ops, learning.loss(), learning.weights());
            Map<String, Value> time = optimizer.declareTime(ops);
            ops.builder().output(LOSS, learning.loss());
            learning.terms().forEach(ops.builder()::output);
            learning.weights().forEach(weight -> update(weight, gradients.get(weight.name()), time));
            learning.nextStatistics().forEach(this::succeed);
            return new StepGraph(ops.builder().build(), Map.copyOf(successors), optimizer);
        }

        private void update(Value weight, Value gradient, Map<String, Value> time) {
            Value rate = rates.computeIfAbsent(
                    rateOf.apply(weight.name()), name -> ops.builder().input(name, ElementType.FLOAT32, Shape.of()));
            List<Value> moments = new ArrayList<>();
            for (String moment : optimizer.moments()) {
                moments.add(ops.builder().input(weight.name() + ":" + moment, ElementType.FLOAT32, weight.shape()));
            }
            Map<String, Value> next = optimizer.move(ops, weight, gradient, rate, time, moments);
            next.forEach(
                    (moment, value) -> succeed(moment.isEmpty() ? weight.name() : weight.name() + ":" + moment, value));
        }

        private void succeed(String input, Value next) {
            ops.builder().output(NEXT + input, next);
            successors.put(input, NEXT + input);
        }
    }
}
