package dev.destseg.graph;

import dev.destseg.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reverse-mode differentiation of a graph: adds to it the nodes that compute the gradient of a scalar. One rule for each
 * operator stands in {@link GradientRules}; the walk here goes once over the nodes, last to first, and visits only those
 * that lie between the wanted values and the scalar.
 */
public final class Backpropagation {
    private final Operators operators;
    private final Map<String, List<Value>> partials = new HashMap<>();

    private Backpropagation(Operators operators) {
        this.operators = operators;
    }

    /**
     * The gradient of a scalar with respect to some values of the same graph.
     *
     * @param loss a scalar
     * @return for each wanted value, by name, its gradient, of the same shape
     * @throws IllegalArgumentException when the loss is no scalar, does not depend on a wanted value, or an operator
     *     between them has no rule
     */
    public static Map<String, Value> gradients(Operators operators, Value loss, List<Value> wanted) {
        if (loss.shape().rank() != 0) {
            throw new IllegalArgumentException("A loss is a scalar; " + loss.name() + " has shape " + loss.shape());
        }
        Backpropagation walk = new Backpropagation(operators);
        walk.partials.put(
                loss.name(), new ArrayList<>(List.of(operators.builder().constant(FloatTensor.scalar(1)))));
        walk.visit(walk.dependents(wanted));
        Map<String, Value> gradients = new LinkedHashMap<>();
        for (Value value : wanted) {
            Value gradient = walk.gradient(value.name());
            if (gradient == null) {
                throw new IllegalArgumentException("The loss does not depend on " + value.name());
            }
            gradients.put(value.name(), gradient);
        }
        return gradients;
    }

    /** The names of the values that depend on the wanted ones, these included. */
    private Set<String> dependents(List<Value> wanted) {
        Set<String> dependents = new HashSet<>(wanted.stream().map(Value::name).toList());
        for (Node node : operators.builder().nodes()) {
            if (node.inputs().stream().anyMatch(dependents::contains)) {
                dependents.addAll(node.outputs());
            }
        }
        dependents.remove("");
        return dependents;
    }

    private void visit(Set<String> dependents) {
        List<Node> nodes = operators.builder().nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            Value gradient = gradient(node.outputs().get(0));
            if (gradient != null && node.inputs().stream().anyMatch(dependents::contains)) {
                differentiate(node, gradient, dependents);
            }
        }
    }

    private void differentiate(Node node, Value gradient, Set<String> dependents) {
        GradientRules.Site site = new GradientRules.Site(
                operators,
                node,
                node.inputs().stream().map(operators.builder()::value).toList(),
                node.outputs().stream().map(operators.builder()::value).toList(),
                gradient,
                node.inputs().stream().map(dependents::contains).toList());
        List<@Nullable Value> results = GradientRules.apply(site);
        for (int input = 0; input < results.size(); input++) {
            Value result = results.get(input);
            if (result != null && site.needs(input)) {
                partials.computeIfAbsent(node.inputs().get(input), name -> new ArrayList<>())
                        .add(result);
            }
        }
    }

    /** The sum of what has come together for a value; null when nothing has. */
    private @Nullable Value gradient(String name) {
        List<Value> parts = partials.get(name);
        if (parts == null) {
            return null;
        }
        Value sum = parts.get(0);
        for (Value part : parts.subList(1, parts.size())) {
            sum = operators.add(sum, part);
        }
        partials.put(name, new ArrayList<>(List.of(sum)));
        return sum;
    }
}
