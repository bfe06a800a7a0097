package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Mask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
                "train",
                data + "/flange",
                "--out",
                recipe,
                "--profile",
                "instant",
                "--light",
                "changing",
                "--input-size",
                "128",
                "--json");
        Ran grown = Ran.destseg("train", data + "/flange/test/good", "--out", recipe + "2", "--from", recipe, "--json");
        Ran measured = Ran.destseg("evaluate", recipe + "2", data + "/flange", "--json");

        assertEquals(ExitCode.DONE, learned.exitCode(), learned::notes);
        JsonNode summary = new ObjectMapper().readTree(learned.output());
        assertEquals("instant", summary.get("profile").asText());
        assertEquals("memory", summary.get("score_map").asText());
        assertEquals(ExitCode.DONE, grown.exitCode(), grown::notes);
        JsonNode settings = new ObjectMapper()
                .readTree(Path.of(recipe + "2", "recipe.json").toFile())
                .get("provenance")
                .get("settings");
        assertEquals("changing", settings.get("light").asText());
        assertTrue(grown.notes().contains("16 good images now, 4 of them new"), grown::notes);
        assertEquals(ExitCode.DONE, measured.exitCode(), measured::notes);
        JsonNode overall = new ObjectMapper()
                .readTree(measured.output())
                .get("maps")
                .get("memory")
                .get("overall");
        assertTrue(overall.get("image_auroc").asDouble() > 0.7, overall::toString);
    }

    /** Images of 256 x 256 pixels: twice two tiles of 128 and what the overlap takes. */
    @Test
    void aProductIsJudgedInTilesWithoutWhatIsIgnored() throws Exception {
        String data = folder.resolve("data").toString();
        String recipe = folder.resolve("cloth.recipe").toString();
        Ran.destseg("demo-data", data, "--product", "fabric", "--train", "12", "--good", "2", "--defects", "1");
        Path mask = folder.resolve("corner.png");
        byte[] corner = new byte[256 * 256];
        Arrays.fill(corner, 0, 256 * 20, (byte) 1);
        ImageWriter.write(mask, ImageWriter.png(new Mask(256, 256, corner)));

        Ran learned = Ran.destseg(
                "train",
                data + "/fabric",
                "--out",
                recipe,
                "--input-size",
                "64",
                "--budget",
                "1s",
                "--tile",
                "128,32",
                "--ignore",
                "0.5,0.9,0.5,0.1",
                "--ignore",
                mask.toString());
        Ran judged = Ran.destseg(
                "inspect",
                recipe,
                data + "/fabric/test/good",
                "--json",
                "--out",
                folder.resolve("out").toString());
        Ran measured = Ran.destseg("evaluate", recipe, data + "/fabric", "--json");
        Ran timed = Ran.destseg("benchmark", recipe, data + "/fabric/test/good", "--seconds", "1", "--json");
        Ran small = Ran.destseg("train", data + "/fabric", "--out", recipe + "2", "--tile", "16");
        Ran other = Ran.destseg(
                "train",
                data + "/fabric",
                "--out",
                recipe + "2",
                "--ignore",
                folder.resolve("no.png").toString());

        assertEquals(ExitCode.DONE, learned.exitCode(), learned::notes);
        assertTrue(learned.notes().contains("in 9 tiles of 64 x 64"), learned::notes);
        JsonNode description =
                new ObjectMapper().readTree(Path.of(recipe, "recipe.json").toFile());
        assertEquals(128, description.get("tiling").get("width").asInt());
        assertEquals(16, description.get("tiling").get("overlap").asInt());
        assertEquals("instant", description.get("profile").asText());
        JsonNode settings = description.get("provenance").get("settings");
        assertEquals("128,32", settings.get("tile").asText());
        assertEquals("0.5,0.9 1,0.9 1,1 0.5,1", settings.get("ignored").asText());
        AnomalyMap map = map(judged.output().lines().findFirst().orElseThrow());
        assertEquals(256, map.width());
        assertEquals(0, highest(map, 0, 0, 256, 18));
        assertEquals(0, highest(map, 132, 234, 124, 22));
        assertTrue(highest(map, 0, 30, 256, 190) > 0);
        assertEquals(ExitCode.DONE, measured.exitCode(), measured::notes);
        assertEquals(ExitCode.DONE, timed.exitCode(), timed::notes);
        assertEquals(ExitCode.BAD_INPUT, small.exitCode(), small::notes);
        assertTrue(small.notes().contains("too small"), small::notes);
        assertEquals(ExitCode.BAD_INPUT, other.exitCode(), other::notes);
        assertTrue(other.notes().contains("no.png"), other::notes);
    }

    private static AnomalyMap map(String inspection) throws Exception {
        Path file = Path.of(new ObjectMapper().readTree(inspection).get("map").asText());
        Image grey = new ImageReader().read(file);
        float[] values = new float[grey.width() * grey.height()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (grey.rgb()[3 * i] & 0xFF) / 255f;
        }
        return new AnomalyMap(grey.width(), grey.height(), values);
    }

    private static float highest(AnomalyMap map, int left, int top, int width, int height) {
        float highest = 0;
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) {
                highest = Math.max(highest, map.values()[y * map.width() + x]);
            }
        }
        return highest;
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
    void aLightThatThereIsNotOrThatAProfileDoesNotKnowIsRefused() throws Exception {
        Path images = Files.createDirectories(folder.resolve("images"));
        String out = folder.resolve("none.recipe").toString();

        Ran dim = Ran.destseg("train", images.toString(), "--out", out, "--light", "dim");
        Ran trained = Ran.destseg("train", images.toString(), "--out", out, "--profile", "edge", "--light", "changing");

        assertEquals(ExitCode.BAD_INPUT, dim.exitCode(), dim::notes);
        assertTrue(dim.notes().contains("give steady or changing"), dim::notes);
        assertEquals(ExitCode.BAD_INPUT, trained.exitCode(), trained::notes);
        assertTrue(trained.notes().contains("edge judges images as they are taken"), trained::notes);
    }

    @Test
    void optionsOfTrainingAreRefusedWithTheReason() throws Exception {
        Path images = Files.createDirectories(folder.resolve("images"));
        String out = folder.resolve("none.recipe").toString();

        Ran result = Ran.destseg("train", images.toString(), "--out", out, "--profile", "instant", "--steps", "4,4");

        assertEquals(ExitCode.BAD_INPUT, result.exitCode(), result::notes);
        assertTrue(result.notes().contains("--steps"), result::notes);
    }
}
