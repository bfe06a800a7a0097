package dev.destseg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Pictures;
import dev.destseg.bench.OwnAppliance;
import dev.destseg.inspection.CompletedInspection;
import dev.destseg.inspection.InspectionRequest;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.journal.EntryId;
import dev.destseg.inspection.journal.Feedback;
import dev.destseg.inspection.journal.Opinion;
import dev.destseg.recipe.StoredRecipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With recipes that take brightness for anomaly: the strict one rejects what is half as bright as can be. */
class RejudgeCommandTest {
    @TempDir
    private Path folder;

    private StoredRecipe strict;
    private StoredRecipe lax;

    @BeforeEach
    void writeRecipes() {
        strict = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("strict"));
        lax = TinyRecipe.withThreshold(0.9).writeTo(folder.resolve("lax"));
    }

    private void write(String name, int grey) throws Exception {
        Path file = folder.resolve("photos").resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, Pictures.png(grey, 16));
    }

    private Ran rejudge(Path archive, String... more) {
        String[] arguments = new String[3 + more.length];
        arguments[0] = "rejudge";
        arguments[1] = strict.directory().toString();
        arguments[2] = archive.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Ran.destseg(arguments);
    }

    private static JsonNode json(Ran ran) throws Exception {
        return new ObjectMapper().readTree(ran.output());
    }

    @Test
    void tellsWhichVerdictsOfARunningJournalWouldBeOthersAndWhichOfThemRightly() throws Exception {
        Path data = folder.resolve("data");
        try (OwnAppliance own = OwnAppliance.of(lax, "tiny", data.resolve("journal"))) {
            judge(own, 10, Optional.of(Opinion.GOOD));
            judge(own, 150, Optional.of(Opinion.DEFECTIVE));
            judge(own, 160, Optional.empty());
            judge(own, 250, Optional.of(Opinion.DEFECTIVE));

            Ran ran = rejudge(data, "--json");

            assertEquals(ExitCode.NEGATIVE, ran.exitCode(), ran::notes);
            JsonNode figures = json(ran);
            assertEquals(4, figures.get("judged").asInt(), ran::output);
            assertEquals(2, figures.at("/transitions/OK/DEFECT").asInt(), ran::output);
            assertEquals(1, figures.at("/transitions/OK/OK").asInt(), ran::output);
            assertEquals(1, figures.at("/transitions/DEFECT/DEFECT").asInt(), ran::output);
            assertEquals(1, figures.at("/truth_before/escapes").asInt(), ran::output);
            assertEquals(0, figures.at("/truth_now/escapes").asInt(), ran::output);
            assertEquals(1, figures.at("/truth_now/image_auroc").asDouble(), ran::output);
            assertEquals(2, figures.get("changed_parts").size(), ran::output);

            Ran table = rejudge(data, "--most", "2");
            assertTrue(table.output().startsWith("2 parts judged again: 0 OK, 2 DEFECT"), table::output);
            assertTrue(table.output().contains("1 verdicts are others"), table::output);
        }
    }

    private static void judge(OwnAppliance own, int grey, Optional<Opinion> opinion) {
        CompletedInspection kept = own.service()
                .submit(new InspectionRequest(
                        Pictures.png(grey, 16), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()))
                .join();
        opinion.ifPresent(said -> own.journal()
                .append(new Feedback(new EntryId(kept.id().toString()), Instant.now(), "test", said, List.of())));
    }

    @Test
    void comparesTwoRecipesOnADatasetWhoseFoldersSayWhatPartsAre() throws Exception {
        write("good/dark.png", 10);
        write("dent/bright.png", 150);

        Ran ran = rejudge(folder.resolve("photos"), "--with", lax.directory().toString(), "--json");

        assertEquals(ExitCode.NEGATIVE, ran.exitCode(), ran::notes);
        JsonNode figures = json(ran);
        assertEquals(1, figures.at("/truth_before/escapes").asInt(), ran::output);
        assertEquals(0, figures.at("/truth_now/escapes").asInt(), ran::output);
        assertEquals("dent/bright.png", figures.at("/changed_parts/0/part").asText(), ran::output);
    }

    @Test
    void aFolderThatNobodyHasSortedIsJudgedAndNothingIsSaidOfWhatPartsReallyAre() throws Exception {
        write("1.png", 10);
        write("2.png", 250);

        Ran ran = rejudge(folder.resolve("photos"), "--json");

        assertEquals(ExitCode.DONE, ran.exitCode(), ran::notes);
        assertEquals(1, json(ran).at("/now/DEFECT").asInt(), ran::output);
        assertTrue(json(ran).path("truth_now").isMissingNode(), ran::output);
    }

    @Test
    void goesOnFromWhatAnInterruptedRunHasWrittenDown() throws Exception {
        for (int i = 0; i < 5; i++) {
            write(i + ".png", 50 * i);
        }
        Path photos = folder.resolve("photos");
        Path out = folder.resolve("rejudged.jsonl");
        Ran whole = rejudge(photos, "--out", out.toString());
        List<String> lines = Files.readAllLines(out);
        assertEquals(6, lines.size());
        // Interrupted within the third part; what the first two are is taken from the file, not from the images.
        Files.writeString(
                out,
                String.join("\n", lines.subList(0, 3)) + "\n" + lines.get(3).substring(0, 20));
        Files.write(photos.resolve("0.png"), Pictures.png(255, 16));

        Ran resumed = rejudge(photos, "--out", out.toString());

        assertEquals(whole.output(), resumed.output());
        assertEquals(lines, Files.readAllLines(out));
    }

    @Test
    void judgesAgainWhatALossOfPowerHasLeftInPieces() throws Exception {
        for (int i = 0; i < 5; i++) {
            write(i + ".png", 50 * i);
        }
        Path photos = folder.resolve("photos");
        Path out = folder.resolve("rejudged.jsonl");
        Ran whole = rejudge(photos, "--out", out.toString());
        String written = Files.readString(out);
        List<String> lines = Files.readAllLines(out);
        // A page that was not on disk yet reads as zeros, also where a later one was.
        Files.writeString(
                out, written.replace(lines.get(2), "\0".repeat(lines.get(2).length())));

        Ran resumed = rejudge(photos, "--out", out.toString());

        assertEquals(whole.output(), resumed.output(), resumed::notes);
        assertEquals(written, Files.readString(out));
    }

    @Test
    void whatIsWrittenDownIsForcedToDisk() throws Exception {
        write("1.png", 10);
        Path out = folder.resolve("rejudged.jsonl");
        Path events = folder.resolve("events.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withoutThreshold();
            recording.start();
            rejudge(folder.resolve("photos"), "--out", out.toString());
            recording.stop();
            recording.dump(events);
        }
        long forced = RecordingFile.readAllEvents(events).stream()
                .filter(event -> out.toString().equals(event.getString("path")))
                .count();
        assertTrue(forced >= 2, "at the beginning and at the end: " + forced);
    }

    @Test
    void refusesAFileOfAnotherRejudgementAndLeavesItAsItIs() throws Exception {
        write("1.png", 10);
        Path out = folder.resolve("rejudged.jsonl");
        rejudge(folder.resolve("photos"), "--out", out.toString());
        String before = Files.readString(out);

        Ran other = rejudge(folder.resolve("photos"), "--with", lax.directory().toString(), "--out", out.toString());

        assertEquals(ExitCode.BAD_INPUT, other.exitCode());
        assertTrue(other.notes().contains("another rejudgement"), other::notes);
        assertEquals(before, Files.readString(out));
    }

    @Test
    void aFileOfSomethingElseIsLeftAsItIs() throws Exception {
        write("1.png", 10);
        for (String text : List.of("{\"recipe\": \"of somebody\"}", "first line\nsecond line without an end")) {
            Path out = Files.writeString(folder.resolve("notes.txt"), text);

            Ran refused = rejudge(folder.resolve("photos"), "--out", out.toString());

            assertEquals(ExitCode.BAD_INPUT, refused.exitCode());
            assertTrue(refused.notes().contains("name another"), refused::notes);
            assertEquals(text, Files.readString(out));
        }
    }

    @Test
    void beginsAnewWhatWasInterruptedWithinItsFirstLine() throws Exception {
        write("1.png", 10);
        Path out = folder.resolve("rejudged.jsonl");
        rejudge(folder.resolve("photos"), "--out", out.toString());
        String whole = Files.readString(out);
        Files.writeString(out, whole.substring(0, 20));

        assertEquals(
                ExitCode.DONE,
                rejudge(folder.resolve("photos"), "--out", out.toString()).exitCode());
        assertEquals(whole, Files.readString(out));
    }

    @Test
    void partsOfTwoProductsAreNotMixedInOneFile() throws Exception {
        Path data = folder.resolve("data");
        for (String product : List.of("tiny", "other")) {
            try (OwnAppliance own = OwnAppliance.of(lax, product, data.resolve("journal"))) {
                judge(own, 10, Optional.empty());
            }
        }
        String out = folder.resolve("rejudged.jsonl").toString();
        assertEquals(
                ExitCode.DONE, rejudge(data, "--product", "tiny", "--out", out).exitCode());

        Ran other = rejudge(data, "--product", "other", "--out", out);

        assertEquals(ExitCode.BAD_INPUT, other.exitCode(), other::output);
        assertTrue(other.notes().contains("another rejudgement"), other::notes);
    }

    @Test
    void whereThereIsNothingToJudgeIsBadInput() throws Exception {
        Ran empty = rejudge(Files.createDirectory(folder.resolve("empty")));
        assertEquals(ExitCode.BAD_INPUT, empty.exitCode());
        assertTrue(empty.notes().contains("nothing to judge"), empty::notes);

        Ran absent = rejudge(folder.resolve("absent"));
        assertEquals(ExitCode.BAD_INPUT, absent.exitCode());
        assertTrue(absent.notes().contains("absent"), absent::notes);
    }
}
