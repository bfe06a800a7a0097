package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Shared;
import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Motion;
import dev.destseg.image.MovedPart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real photograph, turned, shifted and noisy, as somebody at a terminal would teach it. */
class MovedPartsTest {
    private static final int GOOD = 16;
    private static final int TRIED = 6;
    private static final int SPOT = 10;

    @TempDir
    private Path folder;

    @Test
    void partsThatLieTurnedAndShiftedAreJudgedOverAReference() throws Exception {
        Image photograph = photograph();
        int width = (int) (0.62 * photograph.width());
        int height = (int) (0.62 * photograph.height());
        Path data = Files.createDirectories(folder.resolve("data"));
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < GOOD; i++) {
            Motion motion = i == 0 ? new Motion(0, 0, 0) : drawn(random, width);
            write(data.resolve("train/good/" + i + ".png"), photograph, width, height, motion, random);
        }
        for (int i = 0; i < TRIED; i++) {
            write(data.resolve("test/good/" + i + ".png"), photograph, width, height, drawn(random, width), random);
        }
        Image spotted = withSpot(photograph);
        Motion last = new Motion(0, 0, 0);
        for (int i = 0; i < TRIED; i++) {
            last = drawn(random, width);
            write(data.resolve("test/spot/" + i + ".png"), spotted, width, height, last, random);
        }
        String recipe = folder.resolve("moved.recipe").toString();

        Ran learned = Ran.destseg(
                "train",
                data.toString(),
                "--out",
                recipe,
                "--input-size",
                "128",
                "--register",
                "first",
                "--max-turn",
                "10");
        Ran measured = Ran.destseg("evaluate", recipe, data.toString(), "--json");
        Ran judged = Ran.destseg(
                "inspect",
                recipe,
                data.resolve("test/spot/" + (TRIED - 1) + ".png").toString(),
                "--json");
        Ran stranger = Ran.destseg("inspect", recipe, stranger(width, height).toString(), "--json");

        assertEquals(ExitCode.DONE, learned.exitCode(), learned::notes);
        JsonNode description = json(Files.readString(Path.of(recipe, "recipe.json")));
        assertEquals(4, description.get("schema_version").asInt());
        assertEquals(10, description.get("registration").get("degrees").asDouble());
        assertEquals(
                1,
                json(measured.output())
                        .get("maps")
                        .get("memory")
                        .get("overall")
                        .get("image_auroc")
                        .asDouble());
        JsonNode region = json(judged.output()).get("regions").get(0);
        Motion.Point spot = last.toImage(0, 0);
        assertEquals(spot.x() + width / 2.0, region.get("centroid_x").asDouble(), 6);
        assertEquals(spot.y() + height / 2.0, region.get("centroid_y").asDouble(), 6);
        JsonNode unlike = json(stranger.output());
        assertEquals("CANNOT_JUDGE", unlike.get("verdict").asText(), unlike::toString);
        assertTrue(unlike.get("reason").asText().contains("cannot be laid over"), unlike::toString);
    }

    private static Image photograph() throws Exception {
        Path folder = Shared.require("data/magnetic-tile/train/good");
        try (Stream<Path> files = Files.list(folder)) {
            return new ImageReader().read(files.sorted().findFirst().orElseThrow());
        }
    }

    private Path stranger(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i / 3 % width / 16 % 2 * 200);
        }
        Path file = folder.resolve("stripes.png");
        ImageWriter.write(file, ImageWriter.png(new Image(width, height, rgb)));
        return file;
    }

    private static Motion drawn(SplittableRandom random, int width) {
        return new Motion(
                random.nextDouble(-8, 8),
                random.nextDouble(-0.06, 0.06) * width,
                random.nextDouble(-0.06, 0.06) * width);
    }

    private static void write(
            Path file, Image photograph, int width, int height, Motion motion, SplittableRandom random) {
        Image seen = MovedPart.noisy(MovedPart.within(photograph, width, height, motion), 1, 0, random);
        ImageWriter.write(file, ImageWriter.png(seen));
    }

    /** A black square in the middle. */
    private static Image withSpot(Image image) {
        byte[] rgb = image.rgb().clone();
        int left = (image.width() - SPOT) / 2;
        for (int y = (image.height() - SPOT) / 2; y < (image.height() + SPOT) / 2; y++) {
            Arrays.fill(rgb, 3 * (y * image.width() + left), 3 * (y * image.width() + left + SPOT), (byte) 0);
        }
        return new Image(image.width(), image.height(), rgb);
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
