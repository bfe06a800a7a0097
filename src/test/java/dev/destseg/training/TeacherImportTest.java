package dev.destseg.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.ReferenceValues;
import dev.destseg.Shared;
import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Value;
import dev.destseg.inference.Engine;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.network.Teacher;
import dev.destseg.onnx.OnnxReader;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.recipe.Sha256;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeacherImportTest {
    private static final String WEIGHTS = "efficientnet-lite0-57934424.pth";
    private static final TeacherImport LITE =
            new TeacherImport(Teacher.Architecture.EFFICIENTNET_LITE0, "Apache-2.0", "test");

    @Test
    void theEmbeddedTeacherGivesTheRecordedFeatures() {
        assertRecordedFeatures(StoredTeacher.embedded().teacher());
    }

    @Test
    void anImportedTeacherIsTheEmbeddedOneButForItsNotes(@TempDir Path folder) throws Exception {
        Path source = Shared.require("teacher/" + WEIGHTS);
        byte[] model = LITE.read(source);
        Path file = Files.write(folder.resolve("teacher.onnx"), model);
        StoredTeacher imported = StoredTeacher.read(file);

        assertEquals(Sha256.of(model), imported.digest());
        assertArrayEquals(
                OnnxWriter.write(StoredTeacher.embedded().teacher().graph().withNotes(Map.of())),
                OnnxWriter.write(imported.teacher().graph().withNotes(Map.of())));
        Map<String, String> notes = OnnxReader.read(model, "teacher").notes();
        assertEquals(
                Map.of(
                        "architecture", "efficientnet-lite0",
                        "licence", "Apache-2.0",
                        "source", WEIGHTS,
                        "source_digest", Sha256.of(source).toString(),
                        "tool_version", "test"),
                notes);
    }

    @Test
    void namesTheFileAndTheMissingWeightOfAnotherNetwork() {
        Path source = Shared.require("teacher/" + WEIGHTS);
        TeacherImport resnet = new TeacherImport(Teacher.Architecture.RESNET18, "unknown", "test");
        InputException refusal = assertThrows(InputException.class, () -> resnet.read(source));
        assertTrue(refusal.getMessage().contains(WEIGHTS), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("conv1.weight"), refusal.getMessage());
    }

    @Test
    void refusesAModelThatIsNoTeacher(@TempDir Path folder) throws Exception {
        byte[] model =
                OnnxWriter.write(StoredTeacher.embedded().teacher().graph().withNotes(Map.of()));
        Path file = Files.write(folder.resolve("model.onnx"), model);
        assertThrows(InputException.class, () -> StoredTeacher.read(file));
        assertThrows(InputException.class, () -> StoredTeacher.read(folder.resolve("absent.onnx")));
    }

    private static void assertRecordedFeatures(Teacher teacher) {
        GraphBuilder builder = new GraphBuilder("features");
        Value image = builder.input("pixels", ElementType.FLOAT32, Shape.of(1, 3, 64, 64));
        Map<String, Value> features = builder.inline("teacher.", teacher.graph(), Map.of("image", image));
        features.forEach(builder::output);
        byte[] model = OnnxWriter.write(builder.build());
        try (Engine engine = new OnnxRuntime().load(model, 1)) {
            Map<String, Tensor> outputs = engine.run(Map.of("pixels", ReferenceValues.image("teacher", 1, 64)));
            for (String level : new String[] {"stride4", "stride8", "stride16"}) {
                float[] expected = ReferenceValues.floats(Shared.require("teacher/" + level + ".f32"));
                assertArrayEquals(expected, ((FloatTensor) outputs.get(level)).data(), 1e-3f, level);
            }
        }
    }
}
