package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Programs;
import dev.destseg.image.Image;
import dev.destseg.image.ImageWriter;
import dev.destseg.inspection.TinyRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In processes of their own, for their memory is looked at. */
class LargeImageTest {
    private static final int WIDTH = 5472;
    private static final int HEIGHT = 3648;
    /** The decoded image takes 60 MB, its map 80 and the search for regions 20, and the decoder as much as the image. */
    private static final String HEAP = "-Xmx320m";

    private static final long MOST_RESIDENT = 800_000_000;

    @TempDir
    private Path folder;

    @Test
    void twentyMegapixelsAreJudgedAtFullSizeInBoundedMemory() throws Exception {
        byte[] rgb = new byte[3 * WIDTH * HEIGHT];
        Arrays.fill(rgb, 3 * WIDTH * 2000 + 3 * 4000, 3 * WIDTH * 2000 + 3 * 4008, (byte) 255);
        Path image = folder.resolve("large.png");
        Files.write(image, ImageWriter.png(new Image(WIDTH, HEIGHT, rgb)));
        Path recipe = folder.resolve("recipe");
        TinyRecipe.withThreshold(0.5).ofSide(256).inTiles(WIDTH, HEIGHT, 32).writeTo(recipe);

        JsonNode judged = run("inspect", recipe.toString(), image.toString(), "--json");
        assertEquals("DEFECT", judged.get("verdict").asText(), judged::toString);
        JsonNode region = judged.get("regions").get(0);
        assertEquals(4000, region.get("x").asInt());
        assertEquals(2000, region.get("y").asInt());
        assertEquals(8, region.get("area").asInt());

        JsonNode measured = run("benchmark", recipe.toString(), image.toString(), "--seconds", "1", "--json");
        long resident = measured.get("peak_resident_bytes").asLong();
        assertTrue(resident > 200_000_000 && resident < MOST_RESIDENT, "resident " + resident);
    }

    private JsonNode run(String... arguments) throws Exception {
        Path said = folder.resolve("said");
        ProcessBuilder program = new ProcessBuilder(
                Programs.java(HEAP, "-cp", System.getProperty("java.class.path"), Main.class.getName()));

        program.command().addAll(Arrays.asList(arguments));
        Process process = program.redirectError(said.toFile()).start();
        String answer = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor() <= ExitCode.NEGATIVE, () -> read(said));
        return new ObjectMapper().readTree(answer);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
