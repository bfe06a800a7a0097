package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Shared;
import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.ImageWriter;
import dev.destseg.image.Resize;
import dev.destseg.inspection.TinyRecipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zones as somebody at a terminal makes and judges them. */
class ComposeCommandTest {
    private static final int LEARNED = 12;
    private static final int WIDTH = 240;
    private static final int HEIGHT = 96;
    private static final int SPOT = 14;

    @TempDir
    private Path folder;

    /** Real photographs; the left part is learned at another size than the right one, which is seen in tiles. */
    @Test
    void photographsAreJudgedZoneByZoneAsByEachRecipeAlone() throws Exception {
        Path data = photographs();
        String left = learned(data, "left", "--input-size", "64", "--region", "0,0,0.4,1");
        String right = learned(data, "right", "--input-size", "32", "--region", "0.5,0 1,0 1,1 0.5,1", "--tile", "64");
        String both = folder.resolve("both.recipe").toString();

        Ran composed = Ran.destseg("compose", "--out", both, "--zone", "left=" + left, "--zone", "right=" + right);
        assertEquals(ExitCode.DONE, composed.exitCode(), composed::notes);
        assertTrue(composed.output().contains("right, 0.5,0.0,0.5,1.0"), composed::output);

        String spotted = data.resolve("test/spot/0.png").toString();
        JsonNode judged = json(Ran.destseg("inspect", both, spotted, "--json", "--out", folder.resolve("shown") + ""));
        assertEquals("DEFECT", judged.get("verdict").asText(), judged::toString);
        assertEquals("right", judged.at("/regions/0/zone").asText(), judged::toString);
        assertEquals(0.75 * WIDTH, judged.at("/regions/0/centroid_x").asDouble(), SPOT);
        assertEquals(json(Ran.destseg("inspect", left, spotted, "--json")).get("score"), judged.at("/zones/0/score"));
        assertEquals(json(Ran.destseg("inspect", right, spotted, "--json")).get("score"), judged.at("/zones/1/score"));
        assertTrue(Files.exists(Path.of(judged.get("overlay").asText())));

        JsonNode measured = json(Ran.destseg("evaluate", both, data.toString(), "--json"));
        JsonNode overall = measured.at("/maps/zones/overall");
        assertEquals(1, overall.get("image_auroc").asDouble(), overall::toString);
        assertTrue(overall.get("pixel_ap").asDouble() > 0.2, overall::toString);
        Ran described = Ran.destseg("recipe", "inspect", both);
        assertTrue(
                described.output().contains("Zone:       left, 0.0,0.0,0.4,1.0 of the image, data "),
                described::output);
    }

    @Test
    void aRecipeIsGivenWithTheBoxThatItSees() throws Exception {
        String plug = folder.resolve("plug.recipe").toString();
        TinyRecipe.withThreshold(0.5).writeTo(Path.of(plug));
        String board = folder.resolve("board.recipe").toString();
        byte[] rgb = new byte[3 * 32 * 16];
        Arrays.fill(rgb, 3 * (12 * 32 + 26), 3 * (12 * 32 + 28), (byte) 255);
        Path image = folder.resolve("image.png");
        ImageWriter.write(image, ImageWriter.png(new Image(32, 16, rgb)));

        Ran.destseg(
                "compose", "--out", board, "--zone", "a=0,0,0.25,0.5:" + plug, "--zone", "b=0.75,0.5,0.25,0.5:" + plug);

        Ran judged = Ran.destseg("inspect", board, image.toString());
        assertEquals(ExitCode.NEGATIVE, judged.exitCode(), judged::notes);
        assertTrue(judged.output().endsWith("1 region, b DEFECT"), judged::output);
        Ran benchmark = Ran.destseg("benchmark", board, image.toString(), "--seconds", "1");
        assertEquals(ExitCode.DONE, benchmark.exitCode(), benchmark::notes);
    }

    @Test
    void saysWhatIsWrongWithAZone() {
        String tiny = folder.resolve("tiny.recipe").toString();
        TinyRecipe.withThreshold(0.5).writeTo(Path.of(tiny));
        refuses("NAME=RECIPE", "left");
        refuses("train --region", "left=0.1,0.1 0.9,0.1 0.5,0.9:" + tiny);
        refuses("does not lie within the image", "left=0.5,0.5,0.6,0.6:" + tiny);
        refuses("There is no recipe in nowhere", "left=nowhere");
    }

    private void refuses(String why, String zone) {
        Ran refused = Ran.destseg("compose", "--out", folder.resolve("made").toString(), "--zone", zone);
        assertEquals(ExitCode.BAD_INPUT, refused.exitCode());
        assertTrue(refused.notes().contains(why), refused::notes);
    }

    private String learned(Path data, String name, String... options) {
        String recipe = folder.resolve(name + ".recipe").toString();
        String[] all = Stream.concat(Stream.of("train", data.toString(), "--out", recipe), Arrays.stream(options))
                .toArray(String[]::new);
        Ran ran = Ran.destseg(all);
        assertEquals(ExitCode.DONE, ran.exitCode(), ran::notes);
        return recipe;
    }

    /** Good ones, and one with a black spot in the right part. */
    private Path photographs() throws Exception {
        Path data = folder.resolve("data");
        List<Path> files;
        try (Stream<Path> all = Files.list(Shared.require("data/magnetic-tile/train/good"))) {
            files = all.sorted().limit(LEARNED + 3).toList();
        }
        for (int i = 0; i < files.size(); i++) {
            Image image = new Resize(WIDTH, HEIGHT).apply(new ImageReader().read(files.get(i)));
            String where = i < LEARNED ? "train/good/" : "test/good/";
            ImageWriter.write(data.resolve(where + i + ".png"), ImageWriter.png(image));
        }
        Image good = new ImageReader().read(data.resolve("test/good/" + LEARNED + ".png"));
        byte[] mask = new byte[3 * WIDTH * HEIGHT];
        ImageWriter.write(data.resolve("test/spot/0.png"), ImageWriter.png(spotted(good, (byte) 0)));
        ImageWriter.write(
                data.resolve("ground_truth/spot/0_mask.png"),
                ImageWriter.png(spotted(new Image(WIDTH, HEIGHT, mask), (byte) 255)));
        return data;
    }

    private static Image spotted(Image image, byte grey) {
        byte[] rgb = image.rgb().clone();
        for (int y = (HEIGHT - SPOT) / 2; y < (HEIGHT + SPOT) / 2; y++) {
            int from = y * WIDTH + WIDTH * 3 / 4 - SPOT / 2;
            Arrays.fill(rgb, 3 * from, 3 * (from + SPOT), grey);
        }
        return new Image(WIDTH, HEIGHT, rgb);
    }

    private static JsonNode json(Ran ran) throws Exception {
        assertTrue(ran.exitCode() <= ExitCode.NEGATIVE, ran::notes);
        return new ObjectMapper().readTree(ran.output());
    }
}
