package dev.destseg.quantization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.ExactBytes;
import dev.destseg.graph.Graph;
import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Node;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.graph.Window;
import dev.destseg.inference.Engine;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.onnx.OnnxReader;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.ByteTensor;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.SignedByteTensor;
import dev.destseg.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** On a small network with all that plans tell apart, run by ONNX Runtime. */
class QuantizedGraphTest {
    private static final int SIZE = 16;
    private static final int IMAGES = 6;

    private final Random random = new Random(3);

    @Test
    void givesNearlyTheSameNumbersFromBytes() {
        ExactBytes.require();
        Graph graph = network();
        assertNear(graph, quantize(graph, Set.of(), RangeMethod.MIN_MAX, false));
    }

    @Test
    void symmetricBytesReachAsFarAndGiveNearlyTheSameNumbersToo() {
        Graph graph = network();
        Graph symmetric = SymmetricBytes.of(quantize(graph, Set.of(), RangeMethod.MIN_MAX, false));

        assertNear(graph, symmetric);
        symmetric.nodes().stream()
                .filter(node -> Set.of("QuantizeLinear", "DequantizeLinear").contains(node.operator()))
                .map(node -> symmetric.constants().get(node.inputs().get(2)))
                .forEach(
                        zero -> assertArrayEquals(new byte[zero.shape().elements()], ((SignedByteTensor) zero).data()));
        Graph read = OnnxReader.read(OnnxWriter.write(symmetric), "test");
        assertArrayEquals(run(symmetric, image(1)), run(read, image(1)));
    }

    private static void assertNear(Graph graph, Graph quantized) {
        double spread = 0;
        double worst = 0;
        for (int seed = 0; seed < IMAGES; seed++) {
            float[] expected = run(graph, image(seed));
            float[] found = run(quantized, image(seed));
            for (int i = 0; i < expected.length; i++) {
                spread = Math.max(spread, Math.abs(expected[i]));
                worst = Math.max(worst, Math.abs(expected[i] - found[i]));
            }
        }
        assertTrue(worst > 0, "nothing was rounded");
        assertTrue(worst < 0.05 * spread, worst + " of " + spread);
    }

    @Test
    void weightsBecomeSignedBytesWithAScaleForEachChannel() {
        Graph quantized = quantize(network(), Set.of(), RangeMethod.MIN_MAX, false);
        assertTrue(quantized.constants().get("first.weight_bytes") instanceof SignedByteTensor);
        assertEquals(
                Shape.of(8), quantized.constants().get("first.weight_scale").shape());
        assertFalse(quantized.constants().containsKey("first.weight"), "the weights in float are gone");
    }

    @Test
    void theLastConvolutionAndWhatIsComparedStayInFloat() {
        QuantizationPlan plan = QuantizationPlan.of(network(), Set.of());
        assertEquals(List.of("first", "second", "fused"), plan.layers());
    }

    @Test
    void layersStayInFloatOnDemand() {
        Graph quantized = quantize(network(), Set.of("second"), RangeMethod.MIN_MAX, false);
        assertTrue(quantized.constants().containsKey("second.weight"));
        assertTrue(quantized.constants().containsKey("fused.weight_bytes"));
    }

    @Test
    void everyImageFitsIntoTheBytesOfTheFirstLayer() {
        Graph graph = network();
        QuantizationPlan plan = QuantizationPlan.of(graph, Set.of());
        // Calibrated on dark images only, and on the two extremes.
        Calibration calibration = new Calibration(plan);
        observe(calibration, 40);
        try (Engine engine = new OnnxRuntime().load(OnnxWriter.write(calibration.observed()), 1)) {
            byte[] white = new byte[3 * SIZE * SIZE];
            Arrays.fill(white, (byte) 255);
            calibration.observeExtreme(engine.run(Map.of("image", ByteTensor.of(white, 1, 3, SIZE, SIZE))));
        }
        String first = plan.bytes().stream()
                .filter(value -> value.startsWith("Mul"))
                .findFirst()
                .orElseThrow();
        assertEquals(1, calibration.range(first, RangeMethod.PERCENTILE).most(), 1e-6);
    }

    @Test
    void equalizingChangesNothingButTheSizesOfChannels() {
        Graph graph = network();
        QuantizationPlan plan = QuantizationPlan.of(graph, Set.of());
        Graph equalized = Equalization.equalize(plan, calibrated(plan));
        assertNotEquals(
                graph.constants().get("fused.weight"), equalized.constants().get("fused.weight"));
        for (int seed = 0; seed < IMAGES; seed++) {
            assertArrayEquals(run(graph, image(seed)), run(equalized, image(seed)), 1e-5f);
        }
    }

    @Test
    void correctedBiasesTakeTheMeanErrorOfRoundedWeightsAway() {
        FloatTensor weights = FloatTensor.of(new float[] {1, 0.3333f, 0.0021f, -0.5f}, 1, 4, 1, 1);
        QuantizedWeights quantized = QuantizedWeights.of(weights);
        double[] means = {1, 2, 100, 4};
        double exact = 0;
        double rounded = 0;
        for (int i = 0; i < 4; i++) {
            exact += weights.data()[i] * means[i];
            rounded += quantized.bytes().data()[i] * (double) quantized.scales()[0] * means[i];
        }
        assertTrue(Math.abs(exact - rounded) > 0.1);
        assertEquals(exact, rounded + quantized.meanLoss(weights, means, 1)[0], 1e-5);
    }

    @Test
    void theGraphSurvivesItsFile() {
        Graph quantized = quantize(network(), Set.of(), RangeMethod.ENTROPY, true);
        Graph read = OnnxReader.read(OnnxWriter.write(quantized), "test");
        assertArrayEquals(run(quantized, image(1)), run(read, image(1)));
        assertTrue(read.nodes().stream().map(Node::operator).anyMatch("QuantizeLinear"::equals));
    }

    private Graph quantize(Graph graph, Set<String> inFloat, RangeMethod method, boolean corrected) {
        Calibration calibration = calibrated(QuantizationPlan.of(graph, Set.of()));
        return Quantizer.quantize(QuantizationPlan.of(graph, inFloat), calibration, method, corrected);
    }

    private static Calibration calibrated(QuantizationPlan plan) {
        Calibration calibration = new Calibration(plan);
        observe(calibration, 256);
        return calibration;
    }

    private static void observe(Calibration calibration, int brightest) {
        try (Engine engine = new OnnxRuntime().load(OnnxWriter.write(calibration.observed()), 1)) {
            for (int seed = 0; seed < IMAGES; seed++) {
                calibration.observe(engine.run(Map.of("image", image(seed, brightest))));
            }
        }
    }

    /**
     * Two convolutions with a sum around the second, a comparison of its result with another feature, what was compared
     * joined with a small feature, a convolution of that, and a last one.
     */
    private Graph network() {
        Operators ops = new Operators(new GraphBuilder("small"));
        Value image = ops.builder().input("image", ElementType.UINT8, Shape.of(Shape.FREE, 3, SIZE, SIZE));
        Value x = ops.multiply(ops.toFloat(image), 1 / 255f);
        Value first = ops.relu(convolution(ops, "first", x, 8, 3));
        Value second = ops.relu(ops.add(convolution(ops, "second", first, 8, 3), first));
        Value compared = convolution(ops, "compared", second, 4, 1);
        Value other = ops.multiply(convolution(ops, "other", first, 4, 1), 0.01f);
        Value joined = ops.concatenate(1, List.of(ops.multiply(compared, compared), other));
        Value fused = ops.relu(convolution(ops, "fused", joined, 8, 3));
        ops.builder().output("map", convolution(ops, "last", fused, 1, 1));
        return ops.builder().build();
    }

    private Value convolution(Operators ops, String name, Value x, int channels, int kernel) {
        int in = x.shape().extent(1);
        float[] weights = new float[channels * in * kernel * kernel];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (random.nextGaussian() / Math.sqrt(in * kernel * kernel));
        }
        float[] bias = new float[channels];
        for (int i = 0; i < channels; i++) {
            bias[i] = (float) random.nextGaussian() / 10;
        }
        return ops.convolution(
                x,
                ops.builder().constant(name + ".weight", FloatTensor.of(weights, channels, in, kernel, kernel)),
                ops.builder().constant(name + ".bias", FloatTensor.of(bias, channels)),
                Window.same(kernel));
    }

    private static ByteTensor image(int seed) {
        return image(seed, 256);
    }

    private static ByteTensor image(int seed, int brightest) {
        Random random = new Random(seed);
        byte[] data = new byte[3 * SIZE * SIZE];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) random.nextInt(brightest);
        }
        return ByteTensor.of(data, 1, 3, SIZE, SIZE);
    }

    private static float[] run(Graph graph, ByteTensor image) {
        try (Engine engine = new OnnxRuntime().load(OnnxWriter.write(graph), 1)) {
            Tensor map = engine.run(Map.of("image", image)).get("map");
            return ((FloatTensor) map).data();
        }
    }
}
