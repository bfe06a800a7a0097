package dev.destseg.graph;

import java.util.List;
import java.util.Map;

/**
 * One operator at work. Names and meaning are ONNX's.
 *
 * @param operator such as {@code Conv}
 * @param domain empty for ONNX's own operators
 * @param inputs names of values; an empty name is an optional input left out
 * @param outputs names of values; an empty name is an optional output left out
 */
public record Node(
        String operator, String domain, List<String> inputs, List<String> outputs, Map<String, Attribute> attributes) {
    /** The domain of ONNX Runtime's own operators, its training kernels among them. */
    public static final String MICROSOFT = "com.microsoft";

    public Node {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        attributes = Map.copyOf(attributes);
    }

    long whole(String attribute, long otherwise) {
        return attributes.get(attribute) instanceof Attribute.Whole whole ? whole.value() : otherwise;
    }

    int[] wholes(String attribute, int... otherwise) {
        if (attributes.get(attribute) instanceof Attribute.Wholes wholes) {
            return wholes.values().stream().mapToInt(Math::toIntExact).toArray();
        }
        return otherwise;
    }

    float real(String attribute, float otherwise) {
        return attributes.get(attribute) instanceof Attribute.Real real ? real.value() : otherwise;
    }

    String text(String attribute, String otherwise) {
        return attributes.get(attribute) instanceof Attribute.Text text ? text.value() : otherwise;
    }
}
