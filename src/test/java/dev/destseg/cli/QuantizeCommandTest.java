package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.inspection.quantization.DarkSpots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuantizeCommandTest {
    @TempDir
    private Path folder;

    private String recipe;
    private String data;
    private String out;

    @BeforeEach
    void writeRecipeAndImages() throws IOException {
        recipe = folder.resolve("spots.recipe").toString();
        data = DarkSpots.writeDataset(folder.resolve("data")).toString();
        out = folder.resolve("int8.recipe").toString();
        new DarkSpots(1).writeTo(Path.of(recipe));
    }

    @Test
    void addsAModelThatTheOtherCommandsUse() throws IOException {
        Ran quantized = Ran.destseg("quantize", recipe, data, "--out", out, "--images", "8", "--json");
        assertEquals(ExitCode.DONE, quantized.exitCode(), quantized::notes);
        JsonNode answer = new ObjectMapper().readTree(quantized.output());
        assertTrue(answer.get("usable").asBoolean(), answer::toString);
        assertEquals(5, answer.get("layers").asInt(), answer::toString);

        Ran judged = Ran.destseg("benchmark", out, data + "/test", "--precision", "int8", "--seconds", "1", "--json");
        assertEquals(ExitCode.DONE, judged.exitCode(), judged::notes);
        assertEquals(
                "int8",
                new ObjectMapper().readTree(judged.output()).get("precision").asText());
        assertEquals(
                ExitCode.DONE,
                Ran.destseg("inspect", out, data + "/test/good", "--precision", "int8")
                        .exitCode());
        assertEquals(
                ExitCode.NEGATIVE,
                Ran.destseg("inspect", out, data + "/test/dark").exitCode());
    }

    @Test
    void tellsPeopleBothFigures() {
        Ran quantized = Ran.destseg("quantize", recipe, data, "--out", out, "--calibration", "min-max");
        assertEquals(ExitCode.DONE, quantized.exitCode(), quantized::notes);
        assertTrue(quantized.output().contains("image AUROC"), quantized.output());
        assertTrue(quantized.output().contains("calibrated by min-max"), quantized.output());
        assertTrue(quantized.output().strip().endsWith("Usable."), quantized.output());
    }

    @Test
    void refusesWhatCannotBeUsed() {
        refuses("entropy", "quantize", recipe, data, "--out", out, "--calibration", "median");
        refuses("--images is 0", "quantize", recipe, data, "--out", out, "--images", "0");
        refuses("exists already", "quantize", recipe, data, "--out", recipe);
        refuses("destseg quantize", "inspect", recipe, data + "/test/good", "--precision", "int8");
        assertFalse(Files.exists(Path.of(out)));
    }

    private static void refuses(String reason, String... arguments) {
        Ran refused = Ran.destseg(arguments);
        assertEquals(ExitCode.BAD_INPUT, refused.exitCode(), refused::notes);
        assertTrue(refused.notes().contains(reason), refused::notes);
    }
}
