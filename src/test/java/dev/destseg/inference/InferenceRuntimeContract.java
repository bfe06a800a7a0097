package dev.destseg.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.graph.Attribute;
import dev.destseg.graph.Graph;
import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Node;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.graph.Window;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.ByteTensor;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.SignedByteTensor;
import dev.destseg.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What every runtime must do; a runtime's test is a subclass that says which runtime. */
public abstract class InferenceRuntimeContract {
    private static final float TOLERANCE = 1e-4f;

    /** The runtime under test. */
    protected abstract InferenceRuntime runtime();

    @Test
    void hasANameThatPeopleCanTell() {
        assertTrue(runtime().name().matches("[a-z0-9][a-z0-9.-]*"), runtime().name());
    }

    /** y = 2 x + (10, 20, 30), by hand. */
    @Test
    void computesAKnownGraph() {
        try (Engine engine = runtime().load(affine(), 1)) {
            Map<String, Tensor> outputs = engine.run(Map.of("x", FloatTensor.of(new float[] {1, -2, 0.5f}, 1, 3)));
            assertEquals(List.of("y"), List.copyOf(outputs.keySet()));
            assertFloats(Shape.of(1, 3), new float[] {12, 16, 31}, outputs.get("y"));
        }
    }

    /** A device may keep what it did for inputs of the same shape; y = 2 x + (10, 20, 30), by hand. */
    @Test
    void computesAnewWithEachRun() {
        try (Engine engine = runtime().load(affine(), 1)) {
            for (int run = 0; run < 5; run++) {
                Map<String, Tensor> one = engine.run(Map.of("x", FloatTensor.of(new float[] {run, -2, 0.5f}, 1, 3)));
                assertFloats(Shape.of(1, 3), new float[] {10 + 2 * run, 16, 31}, one.get("y"));
                Map<String, Tensor> two =
                        engine.run(Map.of("x", FloatTensor.of(new float[] {1, run, 2, 3, 4, -run}, 2, 3)));
                assertFloats(Shape.of(2, 3), new float[] {12, 20 + 2 * run, 34, 16, 28, 30 - 2 * run}, two.get("y"));
            }
        }
    }

    /** Sums of 3 x 3 neighbourhoods with zeros around, by hand; and all outputs of a graph, or some, by their names. */
    @Test
    void convolvesWithZerosAround() {
        Operators ops = new Operators(new GraphBuilder("sums"));
        Value x = ops.builder().input("x", ElementType.FLOAT32, Shape.of(1, 1, 3, 3));
        float[] ones = new float[9];
        Arrays.fill(ones, 1);
        Value weight = ops.builder().constant("weight", FloatTensor.of(ones, 1, 1, 3, 3));
        Value sums = ops.convolution(x, weight, Window.same(3));
        ops.builder().output("sums", sums);
        ops.builder().output("positive", ops.relu(ops.subtract(sums, ops.scalar(20))));
        try (Engine engine = runtime().load(OnnxWriter.write(ops.builder().build()), 2)) {
            float[] counted = {1, 2, 3, 4, 5, 6, 7, 8, 9};
            Map<String, Tensor> outputs = engine.run(Map.of("x", FloatTensor.of(counted, 1, 1, 3, 3)));
            float[] expected = {12, 21, 16, 27, 45, 33, 24, 39, 28};
            assertFloats(Shape.of(1, 1, 3, 3), expected, outputs.get("sums"));
            float[] above = {0, 1, 0, 7, 25, 13, 4, 19, 8};
            assertFloats(Shape.of(1, 1, 3, 3), above, outputs.get("positive"));
            Map<String, Tensor> one = engine.run(Map.of("x", FloatTensor.of(counted, 1, 1, 3, 3)), Set.of("positive"));
            assertEquals(Set.of("positive"), one.keySet());
            assertFloats(Shape.of(1, 1, 3, 3), above, one.get("positive"));
            assertThrows(
                    InputException.class,
                    () -> engine.run(Map.of("x", FloatTensor.of(counted, 1, 1, 3, 3)), Set.of("negative")));
        }
    }

    @Test
    void takesAnyBatchOneAfterAnother() {
        try (Engine engine = runtime().load(affine(), 2)) {
            for (int batch : new int[] {3, 1, 5, 2}) {
                float[] x = new float[3 * batch];
                float[] expected = new float[x.length];
                for (int i = 0; i < x.length; i++) {
                    x[i] = i;
                    expected[i] = 2 * i + 10 * (i % 3 + 1);
                }
                Tensor y = engine.run(Map.of("x", FloatTensor.of(x, batch, 3))).get("y");
                assertFloats(Shape.of(batch, 3), expected, y);
            }
        }
    }

    /** Bytes are unsigned: 200 is not -56. */
    @Test
    void takesUnsignedBytes() {
        GraphBuilder builder = new GraphBuilder("bytes");
        Value x = builder.input("x", ElementType.UINT8, Shape.of(Shape.FREE, 2));
        Value floats = builder.add("Cast", List.of(x), Map.of("to", Attribute.of(1L)));
        builder.output("y", new Operators(builder).multiply(floats, 0.5f));
        try (Engine engine = runtime().load(OnnxWriter.write(builder.build()), 1)) {
            byte[] bytes = {0, 1, (byte) 200, (byte) 255};
            Tensor y = engine.run(Map.of("x", ByteTensor.of(bytes, 2, 2))).get("y");
            assertFloats(Shape.of(2, 2), new float[] {0, 0.5f, 100, 127.5f}, y);
        }
    }

    /** A weight of 2 and inputs in steps of a half, cut off at 0 and at 127.5, by hand. */
    @Test
    protected void computesWithBytes() {
        assertGives(runtime(), bytes(ByteTensor.scalar((byte) 0)), new float[] {2, 0, 120, 255});
    }

    /** The same with signed ones, cut off at 63.5. */
    @Test
    void computesWithSignedBytes() {
        Tensor zero = new SignedByteTensor(Shape.of(), new byte[1]);
        assertGives(runtimeForSignedBytes(), bytes(zero), new float[] {2, -6, 120, 127});
    }

    /** The runtime under test, as it is made for such graphs. */
    protected InferenceRuntime runtimeForSignedBytes() {
        return runtime();
    }

    private static void assertGives(InferenceRuntime runtime, Graph graph, float[] expected) {
        try (Engine engine = runtime.load(OnnxWriter.write(graph), 1)) {
            float[] given = {1.1f, -3, 60, 200};
            Tensor y =
                    engine.run(Map.of("x", FloatTensor.of(given, 1, 1, 1, 4))).get("y");
            assertFloats(Shape.of(1, 1, 1, 4), expected, y);
        }
    }

    /** @param none the zero point of what goes in and comes out, which says how bytes are counted */
    private static Graph bytes(Tensor none) {
        GraphBuilder builder = new GraphBuilder("bytes");
        Value x = builder.input("x", ElementType.FLOAT32, Shape.of(1, 1, 1, 4));
        return new Graph(
                "bytes",
                List.of(x),
                List.of(new Value("y", ElementType.FLOAT32, Shape.of(1, 1, 1, 4))),
                Map.of(
                        "half",
                        FloatTensor.scalar(0.5f),
                        "one",
                        FloatTensor.scalar(1),
                        "none",
                        none,
                        "weight",
                        new SignedByteTensor(Shape.of(1, 1, 1, 1), new byte[] {2}),
                        "each",
                        FloatTensor.of(new float[] {1}, 1),
                        "zero",
                        new SignedByteTensor(Shape.of(1), new byte[1])),
                List.of(
                        node("QuantizeLinear", "bytes", "x", "half", "none"),
                        node("DequantizeLinear", "steps", "bytes", "half", "none"),
                        new Node(
                                "DequantizeLinear",
                                "",
                                List.of("weight", "each", "zero"),
                                List.of("two"),
                                Map.of("axis", Attribute.of(0L))),
                        node("Conv", "product", "steps", "two"),
                        node("QuantizeLinear", "results", "product", "one", "none"),
                        node("DequantizeLinear", "y", "results", "one", "none")),
                List.of(),
                Map.of());
    }

    private static Node node(String operator, String output, String... inputs) {
        return new Node(operator, "", List.of(inputs), List.of(output), Map.of());
    }

    @Test
    void refusesInputsThatAreNotTheGraphsAndGoesOn() {
        FloatTensor right = FloatTensor.of(new float[3], 1, 3);
        try (Engine engine = runtime().load(affine(), 1)) {
            assertRefused(engine, Map.of());
            assertRefused(engine, Map.of("z", right));
            assertRefused(engine, Map.of("x", right, "z", right));
            assertRefused(engine, Map.of("x", FloatTensor.of(new float[4], 1, 4)));
            assertRefused(engine, Map.of("x", FloatTensor.of(new float[3], 3)));
            assertRefused(engine, Map.of("x", FloatTensor.of(new float[3], 1, 1, 3)));
            assertRefused(engine, Map.of("x", ByteTensor.of(new byte[3], 1, 3)));
            assertFloats(
                    Shape.of(1, 3),
                    new float[] {10, 20, 30},
                    engine.run(Map.of("x", right)).get("y"));
        }
    }

    @Test
    void namesTheInputsThatItTakes() {
        try (Engine engine = runtime().load(affine(), 1)) {
            InputException refusal = assertThrows(InputException.class, () -> engine.run(Map.of()));
            assertTrue(refusal.getMessage().contains("[x]"), refusal.getMessage());
        }
    }

    @Test
    void refusesADamagedModel() {
        byte[] model = affine();
        assertThrows(InputException.class, () -> runtime().load(new byte[0], 1));
        assertThrows(
                InputException.class, () -> runtime().load("this is no model".getBytes(StandardCharsets.US_ASCII), 1));
        assertThrows(InputException.class, () -> runtime().load(Arrays.copyOf(model, model.length / 2), 1));
        assertThrows(InputException.class, () -> runtime().load(unknownOperator(), 1));
    }

    @Test
    void runsFromSeveralThreadsGiveTheResultsOfEach() throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Engine engine = runtime().load(convolution(16), 2)) {
            List<float[]> alone = new ArrayList<>();
            for (int seed = 0; seed < 4; seed++) {
                alone.add(run(engine, seed));
            }
            List<Future<float[]>> together = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                int seed = i % 4;
                together.add(threads.submit(() -> run(engine, seed)));
            }
            for (int i = 0; i < together.size(); i++) {
                assertArrayEquals(alone.get(i % 4), together.get(i).get(), TOLERANCE);
            }
            assertFalse(Arrays.equals(alone.get(0), alone.get(1)), "the inputs differ");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void resultsStayWhenTheEngineIsClosed() {
        Tensor y;
        try (Engine engine = runtime().load(affine(), 1)) {
            y = engine.run(Map.of("x", FloatTensor.of(new float[3], 1, 3))).get("y");
        }
        assertFloats(Shape.of(1, 3), new float[] {10, 20, 30}, y);
    }

    /** Forty engines of 16 MB of weights each would keep 640 MB; one at a time is a fraction of that. */
    @Test
    void closingFreesTheMemory() throws IOException {
        byte[] model = convolution(686);
        runOnce(model);
        long before = residentMegabytes();
        for (int i = 0; i < 40; i++) {
            runOnce(model);
        }
        long grown = residentMegabytes() - before;
        assertTrue(grown < 320, "resident memory has grown by " + grown + " MB");
    }

    private void runOnce(byte[] model) {
        try (Engine engine = runtime().load(model, 1)) {
            run(engine, 1);
        }
    }

    private static long residentMegabytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        Assumptions.assumeTrue(Files.exists(status), "Not run: there is no " + status + " here");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static void assertRefused(Engine engine, Map<String, Tensor> inputs) {
        InputException refusal = assertThrows(InputException.class, () -> engine.run(inputs));
        assertFalse(refusal.getMessage().isBlank());
    }

    private static void assertFloats(Shape shape, float[] expected, Tensor actual) {
        assertEquals(shape, actual.shape());
        assertArrayEquals(expected, ((FloatTensor) actual).data(), TOLERANCE);
    }

    protected static float[] run(Engine engine, int seed) {
        float[] x = new float[2 * 8 * 8];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) Math.sin((seed + 1) * i);
        }
        Tensor y = engine.run(Map.of("x", FloatTensor.of(x, 1, 2, 8, 8))).get("y");
        return ((FloatTensor) y).data();
    }

    private static byte[] affine() {
        Operators ops = new Operators(new GraphBuilder("affine"));
        Value x = ops.builder().input("x", ElementType.FLOAT32, Shape.of(Shape.FREE, 3));
        Value offset = ops.builder().constant("offset", FloatTensor.of(new float[] {10, 20, 30}, 1, 3));
        ops.builder().output("y", ops.add(ops.multiply(x, 2), offset));
        return OnnxWriter.write(ops.builder().build());
    }

    /** Two convolutions; the second has width * width * 9 weights. */
    protected static byte[] convolution(int width) {
        Operators ops = new Operators(new GraphBuilder("convolutions"));
        Value x = ops.builder().input("x", ElementType.FLOAT32, Shape.of(Shape.FREE, 2, 8, 8));
        Value first = ops.builder().constant("first", weights(width, 2));
        Value second = ops.builder().constant("second", weights(width, width));
        Value y = ops.convolution(ops.relu(ops.convolution(x, first, Window.same(3))), second, Window.same(3));
        ops.builder().output("y", y);
        return OnnxWriter.write(ops.builder().build());
    }

    private static FloatTensor weights(int to, int from) {
        float[] data = new float[to * from * 9];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) Math.cos(i) / from;
        }
        return FloatTensor.of(data, to, from, 3, 3);
    }

    private static byte[] unknownOperator() {
        String model = new String(affine(), StandardCharsets.ISO_8859_1);
        return model.replace("\u0003Mul", "\u0003Nul").getBytes(StandardCharsets.ISO_8859_1);
    }
}
