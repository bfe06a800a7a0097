package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Pictures;
import dev.destseg.inspection.TinyRecipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With recipes that take brightness for anomaly. */
class CompareCommandTest {
    @TempDir
    private Path folder;

    private String strict = "";
    private String lax = "";

    @BeforeEach
    void drawParts() throws Exception {
        write("cases/good/dark.png", 10);
        write("cases/defective/bright.png", 150);
        strict = TinyRecipe.withThreshold(0.5)
                .writeWithGolden(folder.resolve("strict"), 0, 0)
                .directory()
                .toString();
        lax = TinyRecipe.withThreshold(0.9)
                .writeWithGolden(folder.resolve("lax"), 0, 0)
                .directory()
                .toString();
    }

    private void write(String name, int grey) throws Exception {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.write(folder.resolve(name), Pictures.png(grey, 16));
    }

    private Ran compare(String candidate, String active, String... more) {
        String[] arguments = {"compare", candidate, "--with", active, "--cases", "shelf=" + folder.resolve("cases")};
        return Ran.destseg(
                Stream.concat(Arrays.stream(arguments), Arrays.stream(more)).toArray(String[]::new));
    }

    @Test
    void theExitCodeSaysWhetherTheNewOneIsBetter() throws Exception {
        Ran better = compare(strict, lax, "--json");
        Ran worse = compare(lax, strict);

        assertEquals(ExitCode.DONE, better.exitCode(), better::notes);
        JsonNode figures = new ObjectMapper().readTree(better.output());
        assertEquals(1, figures.at("/groups/shelf/active/escapes").asInt(), better::output);
        assertEquals(ExitCode.NEGATIVE, worse.exitCode(), worse::notes);
        assertTrue(worse.output().contains("lets 1 of 1 defective parts pass"), worse::output);
    }

    @Test
    void aFolderThatIsNotThereIsBadInput() {
        Ran ran = Ran.destseg(
                "compare", strict, "--cases", folder.resolve("absent").toString());

        assertEquals(ExitCode.BAD_INPUT, ran.exitCode());
        assertTrue(ran.notes().contains("absent"), ran::notes);
    }

    @Test
    void trainTellsItsProgressToProgramsALineAnObject() throws Exception {
        String data = folder.resolve("data").toString();
        Ran.destseg("demo-data", data, "--product", "flange", "--train", "6", "--good", "1", "--defects", "1");

        Ran learned = Ran.destseg(
                "train",
                data + "/flange",
                "--out",
                folder.resolve("new.recipe").toString(),
                "--profile",
                "edge",
                "--steps",
                "2,2",
                "--input-size",
                "64",
                "--progress",
                "json");

        assertEquals(ExitCode.DONE, learned.exitCode(), learned::notes);
        String last = learned.notes()
                .lines()
                .filter(line -> line.contains("segmentation"))
                .reduce((one, next) -> next)
                .orElseThrow();
        JsonNode event = new ObjectMapper().readTree(last);
        assertEquals(2, event.get("done").asInt());
        assertEquals(2, event.get("all").asInt());
        assertTrue(event.get("loss").asDouble() > 0, last);
        assertTrue(event.get("steps_per_second").asDouble() > 0, last);
        assertEquals(0, event.get("seconds_left").asDouble());
    }
}
