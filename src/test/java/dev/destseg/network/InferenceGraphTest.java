package dev.destseg.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.graph.Graph;
import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Node;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Reductions;
import dev.destseg.graph.Value;
import dev.destseg.inference.Engine;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.onnx.OnnxReader;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.ByteTensor;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InferenceGraphTest {
    private static final int SIZE = 64;
    private static final Profile SMALL = Profile.EDGE.withInputSize(SIZE);

    private final DeStSeg model = new DeStSeg(SMALL, shippedTeacher());
    private final Parameters parameters = model.initial(3);
    private final Graph graph = model.inference(parameters);

    @Test
    void holdsWhatItNeedsOfTheTeacherOnceAndNoBatchNormalisation() {
        List<String> operators = graph.nodes().stream().map(Node::operator).toList();
        assertTrue(operators.stream().noneMatch(operator -> operator.startsWith("BatchNorm")));
        long needed = upToStride16().nodes().stream()
                .filter(node -> node.operator().equals("Conv"))
                .count();
        long taught = graph.nodes().stream()
                .filter(node -> node.operator().equals("Conv"))
                .filter(node -> node.outputs().get(0).startsWith("teacher."))
                .count();
        assertEquals(needed, taught);
    }

    private static Graph upToStride16() {
        Operators ops = new Operators(new GraphBuilder("taught"));
        Value x = ops.builder().input("x", ElementType.FLOAT32, Shape.of(1, 3, SIZE, SIZE));
        List<Value> features = shippedTeacher().taught(ops, "teacher.", x);
        assertEquals(SIZE / 16, features.get(features.size() - 1).shape().extent(3));
        features.forEach(feature -> ops.builder().output("output of " + feature.name(), feature));
        return ops.builder().build();
    }

    @Test
    void takingThePooledBranchOutOfTheFusionChangesNothing() {
        Graph reduced = Reductions.of(graph);
        assertNotSame(graph, reduced);
        try (Engine before = new OnnxRuntime().load(OnnxWriter.write(graph), 1);
                Engine after = new OnnxRuntime().load(OnnxWriter.write(reduced), 1)) {
            Map<String, Tensor> expected = before.run(Map.of(DeStSeg.IMAGE, images(2)));
            Map<String, Tensor> found = after.run(Map.of(DeStSeg.IMAGE, images(2)));
            for (String map : List.of(DeStSeg.ANOMALY_MAP, DeStSeg.DEST_MAP)) {
                assertArrayEquals(
                        ((FloatTensor) expected.get(map)).data(), ((FloatTensor) found.get(map)).data(), 1e-5f);
            }
        }
    }

    @Test
    void everyImageOfABatchIsJudgedAsIfAlone() {
        ByteTensor three = images(3);
        try (Engine engine = new OnnxRuntime().load(OnnxWriter.write(graph), 1)) {
            Map<String, Tensor> together = engine.run(Map.of(DeStSeg.IMAGE, three));
            for (int i = 0; i < 3; i++) {
                int bytes = 3 * SIZE * SIZE;
                ByteTensor one =
                        ByteTensor.of(Arrays.copyOfRange(three.data(), i * bytes, (i + 1) * bytes), 1, 3, SIZE, SIZE);
                Map<String, Tensor> alone = engine.run(Map.of(DeStSeg.IMAGE, one));
                for (String map : List.of(DeStSeg.ANOMALY_MAP, DeStSeg.DEST_MAP)) {
                    float[] all = ((FloatTensor) together.get(map)).data();
                    assertArrayEquals(
                            ((FloatTensor) alone.get(map)).data(),
                            Arrays.copyOfRange(all, i * SIZE * SIZE, (i + 1) * SIZE * SIZE),
                            1e-5f);
                }
            }
        }
    }

    @Test
    void mapsHaveTheSizeOfTheImageAndLieBetweenZeroAndOne() {
        try (Engine engine = new OnnxRuntime().load(OnnxWriter.write(graph), 1)) {
            engine.run(Map.of(DeStSeg.IMAGE, images(1))).values().forEach(map -> {
                assertEquals(Shape.of(1, 1, SIZE, SIZE), map.shape());
                for (float value : ((FloatTensor) map).data()) {
                    assertTrue(value >= 0 && value <= 1, value + " is outside");
                }
            });
        }
    }

    @Test
    void theNormalisationOfTheInputIsInTheGraph() {
        Operators ops = new Operators(new GraphBuilder("outside"));
        Value x = ops.builder().input("x", ElementType.FLOAT32, Shape.of(1, 3, SIZE, SIZE));
        DeStSeg.Maps maps = model.maps(ops, parameters, x);
        ops.builder().output("map", ops.resize(maps.segmentationMap(), SIZE, SIZE));
        ByteTensor image = images(1);
        float[] normalised = new float[image.data().length];
        for (int i = 0; i < normalised.length; i++) {
            normalised[i] = ((image.data()[i] & 0xFF) / 255f - 0.498f) / 0.502f;
        }
        OnnxRuntime runtime = new OnnxRuntime();
        try (Engine outside = runtime.load(OnnxWriter.write(ops.builder().build()), 1);
                Engine inside = runtime.load(OnnxWriter.write(graph), 1)) {
            Tensor expected = outside.run(Map.of("x", FloatTensor.of(normalised, 1, 3, SIZE, SIZE)))
                    .get("map");
            Tensor actual = inside.run(Map.of(DeStSeg.IMAGE, image)).get(DeStSeg.ANOMALY_MAP);
            assertArrayEquals(((FloatTensor) expected).data(), ((FloatTensor) actual).data(), 1e-5f);
        }
    }

    @Test
    void theSameSeedDrawsTheSameWeights() {
        assertArrayEquals(OnnxWriter.write(graph), OnnxWriter.write(model.inference(model.initial(3))));
        assertTrue(!Arrays.equals(OnnxWriter.write(graph), OnnxWriter.write(model.inference(model.initial(4)))));
    }

    @Test
    void weightsOfAnotherNetworkAreRefusedByName() {
        Parameters foreign = new DeStSeg(SMALL.withSegmentation(false), shippedTeacher()).initial(1);
        InputException refused = assertThrows(InputException.class, () -> model.inference(foreign));
        assertTrue(refused.getMessage().contains("segmentation_net.res.0.conv1.weight"), refused.getMessage());
    }

    @Test
    void aTeacherOfAnotherArchitectureIsRefused() {
        assertThrows(InputException.class, () -> new DeStSeg(Profile.PAPER, shippedTeacher()));
    }

    @Test
    void theProfilesHaveTheSizesThatTheDesignStates() {
        assertEquals(4.2e6, count(Profile.EDGE, "student_net."), 0.05e6);
        assertEquals(0.56e6, count(Profile.EDGE, "segmentation_net."), 0.01e6);
    }

    private static double count(Profile profile, String prefix) {
        return new DeStSeg(profile, shippedTeacher())
                .initial(1).startingWith(prefix).tensors().entrySet().stream()
                        .filter(entry -> !entry.getKey().contains("running"))
                        .mapToInt(entry -> entry.getValue().data().length)
                        .sum();
    }

    private static ByteTensor images(int count) {
        byte[] bytes = new byte[count * 3 * SIZE * SIZE];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(256);
        }
        return ByteTensor.of(bytes, count, 3, SIZE, SIZE);
    }

    private static Teacher shippedTeacher() {
        try {
            byte[] onnx = Files.readAllBytes(Path.of("models", "efficientnet-lite0.onnx"));
            return Teacher.of(OnnxReader.read(onnx, "the shipped teacher"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
