package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Teach, judge, measure with the profile that trains nothing, as somebody at a terminal would. */
class InstantCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void aProductIsRememberedAndMeasuredFromTheCommandLine() throws Exception {
        String data = folder.resolve("data").toString();
        String recipe = folder.resolve("flange.recipe").toString();
        Ran.destseg("demo-data", data, "--product", "flange", "--train", "12", "--good", "4", "--defects", "2");

        Ran learned = Ran.destseg(
                "train", data + "/flange", "--out", recipe, "--profile", "instant", "--input-size", "128", "--json");
        Ran grown = Ran.destseg("train", data + "/flange/test/good", "--out", recipe + "2", "--from", recipe, "--json");
        Ran measured = Ran.destseg("evaluate", recipe + "2", data + "/flange", "--json");

        assertEquals(ExitCode.DONE, learned.exitCode(), learned::notes);
        JsonNode summary = new ObjectMapper().readTree(learned.output());
        assertEquals("instant", summary.get("profile").asText());
        assertEquals("memory", summary.get("score_map").asText());
        assertEquals(ExitCode.DONE, grown.exitCode(), grown::notes);
        assertTrue(grown.notes().contains("16 good images now, 4 of them new"), grown::notes);
        assertEquals(ExitCode.DONE, measured.exitCode(), measured::notes);
        JsonNode overall = new ObjectMapper()
                .readTree(measured.output())
                .get("maps")
                .get("memory")
                .get("overall");
        assertTrue(overall.get("image_auroc").asDouble() > 0.7, overall::toString);
    }

    @Test
    void aRegionThatIsNoneIsRefusedWithTheReason() throws Exception {
        Path images = Files.createDirectories(folder.resolve("images"));
        String out = folder.resolve("none.recipe").toString();

        Ran beyond = Ran.destseg("train", images.toString(), "--out", out, "--region", "100,50,640,480");
        Ran three = Ran.destseg("train", images.toString(), "--out", out, "--region", "0,0,1");

        assertEquals(ExitCode.BAD_INPUT, beyond.exitCode(), beyond::notes);
        assertTrue(beyond.notes().contains("does not lie within the image"), beyond::notes);
        assertEquals(ExitCode.BAD_INPUT, three.exitCode(), three::notes);
        assertTrue(three.notes().contains("X,Y,WIDTH,HEIGHT"), three::notes);
    }

    @Test
    void optionsOfTrainingAreRefusedWithTheReason() throws Exception {
        Path images = Files.createDirectories(folder.resolve("images"));
        String out = folder.resolve("none.recipe").toString();

        Ran result = Ran.destseg("train", images.toString(), "--out", out, "--profile", "instant", "--budget", "5m");

        assertEquals(ExitCode.BAD_INPUT, result.exitCode(), result::notes);
        assertTrue(result.notes().contains("--budget"), result::notes);
    }
}
