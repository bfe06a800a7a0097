package dev.destseg.quantization;

import dev.destseg.graph.Graph;
import dev.destseg.graph.Node;
import dev.destseg.graph.Value;
import dev.destseg.tensor.ByteTensor;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.SignedByteTensor;
import dev.destseg.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph of the {@link Quantizer} with signed activations, symmetric about 0, which is all that TensorRT computes with: the
 * same ranges, -127 to 127 in place of 0 to 255. What is never negative has half as many steps then, all else nearly as
 * many as it had on its longer side. Weights are signed already.
 */
public final class SymmetricBytes {
    private static final int LARGEST = 127;

    private SymmetricBytes() {}

    /** @param quantized zero points and scales are constants, as the quantizer writes them */
    public static Graph of(Graph quantized) {
        Map<String, Tensor> constants = new LinkedHashMap<>(quantized.constants());
        for (Node node : quantized.nodes()) {
            if (isUnsigned(node, quantized)) {
                String scale = node.inputs().get(1);
                String zero = node.inputs().get(2);
                constants.put(scale, FloatTensor.scalar(scale(quantized, scale, zero)));
                constants.put(zero, new SignedByteTensor(Shape.of(), new byte[1]));
            }
        }
        List<Value> values =
                quantized.values().stream().map(SymmetricBytes::signed).toList();
        return new Graph(
                quantized.name() + "-symmetric",
                quantized.inputs(),
                quantized.outputs(),
                constants,
                quantized.nodes(),
                values,
                quantized.notes());
    }

    private static boolean isUnsigned(Node node, Graph graph) {
        return (node.operator().equals("QuantizeLinear") || node.operator().equals("DequantizeLinear"))
                && graph.constants().get(node.inputs().get(2)) instanceof ByteTensor;
    }

    /** Of the range that the unsigned bytes reach. */
    private static float scale(Graph graph, String scale, String zero) {
        float step = ((FloatTensor) graph.constants().get(scale)).data()[0];
        int zeroPoint = Byte.toUnsignedInt(((ByteTensor) graph.constants().get(zero)).data()[0]);
        return step * Math.max(zeroPoint, 255 - zeroPoint) / LARGEST;
    }

    /** Only activations in bytes are unsigned and made by a node. */
    private static Value signed(Value value) {
        return value.type() == ElementType.UINT8 ? new Value(value.name(), ElementType.INT8, value.shape()) : value;
    }
}
