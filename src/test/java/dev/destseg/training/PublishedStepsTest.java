package dev.destseg.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.ReferenceValues;
import dev.destseg.Shared;
import dev.destseg.graph.Backpropagation;
import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.inference.Engine;
import dev.destseg.inference.StepEngine;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.Learning;
import dev.destseg.network.Parameters;
import dev.destseg.network.Profile;
import dev.destseg.network.Teacher;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Three steps of each phase of the {@code paper} profile against the published implementation.
 *
 * <p>The later figures are ill-conditioned: at batch 2 the pooled branch normalises two nearly equal values. Another
 * convolution algorithm, or noise of 1e-7 on the input, moves the published implementation's own figures by up to 0.2 %
 * (gradients of the segmentation network), 10 % (its third loss), 4 % (norms after three steps). The tolerances of these
 * are set by that; everything else agrees to 1e-4 (first losses), 1e-3 (gradients of the student), 1e-2 (other losses).
 */
class PublishedStepsTest {
    private static final double STATE_TOLERANCE = 6e-2;
    private static final double THIRD_SEGMENTATION_LOSS_TOLERANCE = 0.15;

    private static final int BATCH = 2;
    private static final int SIZE = 64;
    private static final Optimizer SGD = new Optimizer.Sgd(0.9f, 1e-4f);

    private final JsonNode network = ReferenceValues.json(Shared.require("reference/network.json"));
    private final Parameters parameters = ReferenceValues.parameters(network);
    private final DeStSeg model = new DeStSeg(Profile.PAPER.withInputSize(SIZE), teacher());

    @Test
    void gradientsOfTheStudentAgree() {
        checkGradients(network.get("denoising"), "student_net.", this::denoising, 1e-3);
    }

    @Test
    void threeStepsOfTheStudentAgree() {
        checkSteps(network.get("denoising"), "student_net.", this::denoising, name -> "rate", Map.of("rate", 0.4f));
    }

    @Test
    void gradientsOfTheSegmentationNetworkAgree() {
        checkGradients(network.get("segmentation"), "segmentation_net.", this::segmentation, 3e-3);
    }

    @Test
    void threeStepsOfTheSegmentationNetworkAgree() {
        checkSteps(
                network.get("segmentation"),
                "segmentation_net.",
                this::segmentation,
                name -> name.startsWith("segmentation_net.res.") ? "rate_residual" : "rate_head",
                Map.of("rate_residual", 0.1f, "rate_head", 0.01f));
    }

    private Learning denoising(Operators ops) {
        return model.denoising(ops, images(ops, "origin"), images(ops, "augmented"));
    }

    private Learning segmentation(Operators ops) {
        Value mask = ops.builder().input("mask", ElementType.FLOAT32, Shape.of(BATCH, 1, SIZE / 4, SIZE / 4));
        return model.segmentation(ops, parameters, images(ops, "augmented"), mask);
    }

    private static Value images(Operators ops, String name) {
        return ops.builder().input(name, ElementType.FLOAT32, Shape.of(BATCH, 3, SIZE, SIZE));
    }

    private void checkGradients(
            JsonNode reference, String prefix, Function<Operators, Learning> network, double tolerance) {
        Operators ops = new Operators(new GraphBuilder("gradients"));
        Learning learning = network.apply(ops);
        Map<String, Value> gradients = Backpropagation.gradients(ops, learning.loss(), learning.weights());
        gradients.forEach((name, gradient) -> ops.builder().output("d:" + name, gradient));
        JsonNode expected = reference.get("steps").get(0).get("grad_l2");
        assertEquals(expected.size(), gradients.size());
        Map<String, Tensor> inputs = data(ops);
        ops.builder().build().inputs().stream()
                .filter(input -> !inputs.containsKey(input.name()))
                .forEach(input -> inputs.put(input.name(), parameters.get(input.name(), input.shape())));
        try (Engine engine =
                new OnnxRuntime().load(OnnxWriter.write(ops.builder().build()), 1)) {
            Map<String, Tensor> outputs = engine.run(inputs);
            for (Map.Entry<String, JsonNode> norm : expected.properties()) {
                Tensor gradient = outputs.get("d:" + prefix + norm.getKey());
                assertClose(norm.getKey(), norm.getValue().asDouble(), l2((FloatTensor) gradient), tolerance);
            }
        }
    }

    private void checkSteps(
            JsonNode reference,
            String prefix,
            Function<Operators, Learning> network,
            Function<String, String> rateOf,
            Map<String, Float> rates) {
        Operators ops = new Operators(new GraphBuilder("steps"));
        StepGraph step = StepGraph.of(ops, network.apply(ops), SGD, rateOf);
        Map<String, Tensor> inputs = data(ops);
        rates.forEach((name, rate) -> inputs.put(name, FloatTensor.scalar(rate)));
        try (StepEngine engine = new OnnxRuntime()
                .loadStep(OnnxWriter.write(step.graph()), step.initialState(parameters), step.successors(), 2)) {
            for (int i = 0; i < 3; i++) {
                double loss = ((FloatTensor) engine.step(inputs).get(StepGraph.LOSS)).data()[0];
                double expected = reference.get("steps").get(i).get("loss").asDouble();
                boolean ill = i == 2 && prefix.startsWith("segmentation");
                double tolerance = ill ? THIRD_SEGMENTATION_LOSS_TOLERANCE : 1e-2;
                assertClose("loss " + i, expected, loss, i == 0 ? 1e-4 : tolerance);
            }
            Map<String, FloatTensor> state = StepGraph.learned(engine.state());
            JsonNode after = reference.get("after").get("l2");
            for (Map.Entry<String, JsonNode> norm : after.properties()) {
                FloatTensor learned = state.get(prefix + norm.getKey());
                assertClose(norm.getKey(), norm.getValue().asDouble(), l2(learned), STATE_TOLERANCE);
            }
        }
    }

    private Map<String, Tensor> data(Operators ops) {
        Map<String, Tensor> inputs = new HashMap<>();
        for (Value input : ops.builder().build().inputs()) {
            switch (input.name()) {
                case "origin", "augmented" ->
                    inputs.put(input.name(), ReferenceValues.image(input.name(), BATCH, SIZE));
                case "mask" -> inputs.put("mask", mask());
                default -> {}
            }
        }
        return inputs;
    }

    /** The boxes at full size, resized bilinearly to stride 4: the mean of four pixels, thresholded at 0.5. */
    private FloatTensor mask() {
        int small = SIZE / 4;
        float[] full = new float[BATCH * SIZE * SIZE];
        for (JsonNode box : network.get("segmentation").get("mask_boxes_yx")) {
            for (int y = box.get(1).asInt(); y < box.get(2).asInt(); y++) {
                for (int x = box.get(3).asInt(); x < box.get(4).asInt(); x++) {
                    full[(box.get(0).asInt() * SIZE + y) * SIZE + x] = 1;
                }
            }
        }
        float[] mask = new float[BATCH * small * small];
        for (int i = 0; i < mask.length; i++) {
            int b = i / (small * small);
            int corner = (b * SIZE + i / small % small * 4 + 1) * SIZE + i % small * 4 + 1;
            float mean = (full[corner] + full[corner + 1] + full[corner + SIZE] + full[corner + SIZE + 1]) / 4;
            mask[i] = mean < 0.5f ? 0 : 1;
        }
        return FloatTensor.of(mask, BATCH, 1, small, small);
    }

    private Teacher teacher() {
        String prefix = "teacher_net.encoder.";
        Map<String, FloatTensor> renamed = new HashMap<>();
        parameters
                .startingWith(prefix)
                .tensors()
                .forEach((name, tensor) -> renamed.put(name.substring(prefix.length()), tensor));
        return Teacher.of(Teacher.Architecture.RESNET18, new Parameters(renamed));
    }

    private static double l2(FloatTensor tensor) {
        double sum = 0;
        for (float value : tensor.data()) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    private static void assertClose(String what, double expected, double actual, double relative) {
        assertTrue(
                Math.abs(expected - actual) <= relative * Math.abs(expected),
                what + ": expected " + expected + " but was " + actual);
    }
}
