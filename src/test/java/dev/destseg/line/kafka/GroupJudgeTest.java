package dev.destseg.line.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Pictures;
import dev.destseg.bench.OwnAppliance;
import dev.destseg.cli.Ran;
import dev.destseg.image.Image;
import dev.destseg.image.ImageWriter;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.inspection.rejudgement.ArchivedPart;
import dev.destseg.recipe.StoredRecipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code destseg rejudge --group} against a real broker and a member with what judges in the appliance. */
class GroupJudgeTest {
    private static final int PARTS = 150;

    @TempDir
    private Path folder;

    @Test
    void aGroupJudgesAnArchiveAsTheCommandDoesAloneOrSaysWhyNot() throws Exception {
        StoredRecipe recipe = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny"));
        Path photos = Files.createDirectory(folder.resolve("photos"));
        for (int i = 0; i < PARTS; i++) {
            Files.write(photos.resolve(i + ".png"), Pictures.png(i, 16));
        }
        try (RealKafka kafka = RealKafka.start(folder.resolve("kafka"));
                OwnAppliance own = OwnAppliance.of(recipe, "candidate", folder.resolve("journal"))) {
            Group group = Group.create(kafka, "archive", 3);
            try (GroupWorker worker = new GroupWorker(
                    group.plan("only", ImagesElsewhere.NONE),
                    () -> Set.of("candidate"),
                    own.service(),
                    own.journal())) {
                worker.start();
                Path out = folder.resolve("rejudged.jsonl");

                Ran together = rejudge(
                        recipe,
                        photos,
                        "--json",
                        "--out",
                        out.toString(),
                        "--group",
                        kafka.url().toString(),
                        "--topics",
                        "archive",
                        "--as",
                        "candidate");
                Ran alone = rejudge(recipe, photos, "--json");
                Ran refused = rejudge(
                        recipe, photos, "--group", kafka.url().toString(), "--topics", "archive", "--as", "flange");

                assertEquals(0, together.exitCode(), together::notes);
                JsonNode figures = new ObjectMapper().readTree(together.output());
                assertEquals(PARTS - 128, figures.at("/now/DEFECT").asInt(), together::output);
                assertEquals(new ObjectMapper().readTree(alone.output()), figures);
                assertEquals(PARTS + 1, Files.readAllLines(out).size());
                assertEquals(2, refused.exitCode());
                assertTrue(refused.notes().contains("No recipe is active for the product 'flange'"), refused::notes);
                sendsWhatTheTopicTakes(kafka, group, recipe);
                goesOnPastPartsThatAreRefused(kafka, recipe);
            }
        }
    }

    /** One is larger than the group takes, one larger than the topic does. */
    private void goesOnPastPartsThatAreRefused(RealKafka kafka, StoredRecipe recipe) throws Exception {
        Path photos = Files.createDirectory(folder.resolve("mixed"));
        Files.write(photos.resolve("1.png"), noise(200));
        Files.write(photos.resolve("2.png"), Pictures.png(0, 16));
        Files.write(photos.resolve("3.png"), noise(700));
        Files.write(photos.resolve("4.png"), Pictures.png(0, 32));
        Path out = folder.resolve("mixed.jsonl");
        String[] options = {
            "--out",
            out.toString(),
            "--group",
            kafka.url().toString(),
            "--topics",
            "archive",
            "--as",
            "candidate",
            "--json"
        };
        for (int attempt = 1; attempt <= 2; attempt++) { // The second goes on from the first, and meets them again.
            Ran ran = rejudge(recipe, photos, options);
            assertEquals(1, ran.exitCode(), ran::notes);
            JsonNode figures = new ObjectMapper().readTree(ran.output());
            assertEquals(2, figures.get("judged").asInt(), ran::output);
            assertEquals(2, figures.get("not_judged").asInt(), ran::output);
            String reasons = figures.get("not_judged_parts").toString();
            assertTrue(reasons.contains("more than the 100000 allowed"), reasons);
            assertTrue(reasons.contains("larger than the topic archive.images takes"), reasons);
            assertTrue(Files.readString(out).contains("\"part\":\"3.png\",\"not_judged\":"), out::toString);
        }
    }

    private static byte[] noise(int side) {
        byte[] rgb = new byte[3 * side * side];
        new Random(1).nextBytes(rgb);
        return ImageWriter.png(new Image(side, side, rgb));
    }

    /** Also more than a producer sends by itself. */
    private static void sendsWhatTheTopicTakes(RealKafka kafka, Group group, StoredRecipe recipe) throws Exception {
        kafka.topic("large.images", 1, Map.of("max.message.bytes", "3000000"));
        kafka.topic("large.results", 1);
        kafka.topic("large.dead-letters", 1);
        try (GroupJudge judge = new GroupJudge(
                group.plan("archive", ImagesElsewhere.NONE).cluster(),
                GroupTopics.of("large"),
                "candidate",
                recipe.recipe().digest(),
                Duration.ofMinutes(1))) {
            judge.begin(
                    new ArchivedPart("large.png", Optional::empty, Optional.empty(), Optional.empty()),
                    new byte[2_000_000]);
        }
    }

    private static Ran rejudge(StoredRecipe recipe, Path archive, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("rejudge", recipe.directory().toString(), archive.toString()));
        arguments.addAll(List.of(options));
        return Ran.destseg(arguments.toArray(String[]::new));
    }
}
