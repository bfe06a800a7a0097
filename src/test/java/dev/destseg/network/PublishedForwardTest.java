package dev.destseg.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.destseg.ReferenceValues;
import dev.destseg.Shared;
import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.inference.Engine;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.onnx.OnnxReader;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The {@code paper} profile in evaluation mode against the published implementation. */
class PublishedForwardTest {
    @Test
    void bothMapsAgreeWithThePublishedImplementation() {
        JsonNode network = ReferenceValues.json(Shared.require("reference/network.json"));
        Parameters parameters = ReferenceValues.parameters(network);
        DeStSeg model = new DeStSeg(Profile.PAPER, teacher(parameters));
        Operators ops = new Operators(new GraphBuilder("published"));
        Value image = ops.builder().input("image", ElementType.FLOAT32, Shape.of(1, 3, 256, 256));
        DeStSeg.Maps maps = model.maps(ops, parameters, image);
        ops.builder().output("segmentation", maps.segmentationMap());
        ops.builder().output("dest", maps.destMap());
        byte[] onnx = OnnxWriter.write(ops.builder().build());
        try (Engine engine = new OnnxRuntime().load(onnx, 1)) {
            Map<String, Tensor> outputs = engine.run(Map.of("image", ReferenceValues.image("image", 1, 256)));
            assertArrayEquals(
                    ReferenceValues.floats(Shared.require("reference/forward_segmentation.f32")),
                    ((FloatTensor) outputs.get("segmentation")).data(),
                    1e-4f);
            assertArrayEquals(
                    ReferenceValues.floats(Shared.require("reference/forward_dest.f32")),
                    ((FloatTensor) outputs.get("dest")).data(),
                    1e-4f);
        }
    }

    /** The published teacher, its names without the part that says so; read back from ONNX, as users have it. */
    static Teacher teacher(Parameters parameters) {
        String prefix = "teacher_net.encoder.";
        Map<String, FloatTensor> renamed = new HashMap<>();
        parameters
                .startingWith(prefix)
                .tensors()
                .forEach((name, tensor) -> renamed.put(name.substring(prefix.length()), tensor));
        Teacher teacher = Teacher.of(Teacher.Architecture.RESNET18, new Parameters(renamed));
        return Teacher.of(OnnxReader.read(OnnxWriter.write(teacher.graph()), "the teacher"));
    }
}
