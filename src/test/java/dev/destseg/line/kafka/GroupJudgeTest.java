package dev.destseg.line.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.destseg.Pictures;
import dev.destseg.bench.OwnAppliance;
import dev.destseg.cli.Ran;
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
            }
        }
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
