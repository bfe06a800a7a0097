package dev.destseg.training.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.dataset.ConfirmedPart;
import dev.destseg.image.Image;
import dev.destseg.image.Mask;
import dev.destseg.image.Reference;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.network.Light;
import dev.destseg.recipe.Content;
import dev.destseg.recipe.PlainDescription;
import dev.destseg.recipe.Provenance;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.RecipeWriter;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.training.datasets.DatasetName;
import dev.destseg.training.datasets.Label;
import dev.destseg.training.datasets.LabelledDataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutomaticRunsTest {
    private static final int ENOUGH = 3;

    @TempDir
    private Path folder;

    private final List<ConfirmedPart> confirmed = new CopyOnWriteArrayList<>();

    private volatile double drift;

    private void confirm(int number, boolean defective) {
        byte[] image = Box.flange(number);
        confirmed.add(new ConfirmedPart(
                "inspection " + number, Sha256.of(image).hex(), defective, List.of(), () -> Optional.of(image)));
    }

    private AutomaticRuns automatic(Box box, Box.Judging judging, SmallRuns settings) {
        return new AutomaticRuns(
                box.runs(),
                box.datasets(),
                judging,
                (product, most) -> List.copyOf(confirmed),
                product -> drift,
                settings);
    }

    @Test
    void enoughNewGoodPartsBeginATrainingAndCountOnce() {
        SmallRuns settings = SmallRuns.USUAL.withAutomatic(ENOUGH);
        try (Box box = Box.open(folder, OwnProgram.running(), settings);
                AutomaticRuns automatic = automatic(box, Box.Judging.NOTHING, settings)) {
            confirm(0, false);
            confirm(1, false);
            confirm(2, true);
            assertEquals(Optional.empty(), automatic.look(Box.FLANGE));

            confirm(3, false);
            Run run = automatic.look(Box.FLANGE).orElseThrow();

            assertTrue(run.order().automatic());
            LabelledDataset dataset =
                    box.datasets().find(new DatasetName(Box.FLANGE)).orElseThrow();
            assertEquals(ENOUGH, dataset.count(Label.GOOD));
            assertEquals(1, dataset.count(Label.DEFECTIVE));

            box.runs().cancel(run.id(), "Kim");
            assertEquals(Optional.empty(), automatic.look(Box.FLANGE));
        }
    }

    @Test
    void noneBeginsWhereItWouldSeeOtherThingsThanTheRecipeThatJudges() throws Exception {
        Reference over = new Reference(new Image(16, 16, new byte[3 * 16 * 16]), 15, 0.2, 0.5);
        Mask corner = new Mask(TinyRecipe.SIZE, TinyRecipe.SIZE, new byte[TinyRecipe.SIZE * TinyRecipe.SIZE]);
        TinyRecipe plain = TinyRecipe.withThreshold(0.5);
        Map<String, TinyRecipe> recipes = Map.of(
                "registered",
                plain.over(over),
                "masked by a parent",
                plain.ignoring(corner),
                "in tiles by a parent",
                plain.inTiles(16, 16, 2));
        SmallRuns settings = SmallRuns.USUAL.withAutomatic(1);
        confirm(0, false);
        for (Map.Entry<String, TinyRecipe> each : recipes.entrySet()) {
            Box.Judging judging =
                    new Box.Judging(Map.of(Box.FLANGE, each.getValue().writeTo(folder.resolve(each.getKey()))));
            try (Box box = Box.open(folder.resolve("box of " + each.getKey()), OwnProgram.running(), settings);
                    AutomaticRuns automatic = automatic(box, judging, settings)) {
                assertEquals(Optional.empty(), automatic.look(Box.FLANGE), each.getKey());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, STEADY", "1, CHANGING", "2, STEADY"})
    void whatIsLearnedIsForTheLightAndAsThoroughAsWhatJudges(int memories, Light light) throws Exception {
        SmallRuns settings = SmallRuns.USUAL.withAutomatic(1);
        confirm(0, false);
        StoredRecipe tiny = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("tiny"));
        Box.Judging judging = new Box.Judging(Map.of(Box.FLANGE, remembering(tiny, memories, light)));
        try (Box box = Box.open(folder.resolve("box"), OwnProgram.running(), settings);
                AutomaticRuns automatic = automatic(box, judging, settings)) {
            Run run = automatic.look(Box.FLANGE).orElseThrow();

            assertEquals(memories == 2, run.order().budget().time().isPresent());
            assertEquals(Optional.of(light), run.order().light());
            assertEquals(run.order(), RunJson.decode(RunJson.encode(run)).order());
            box.runs().cancel(run.id(), "Kim");
        }
    }

    private StoredRecipe remembering(StoredRecipe recipe, int memories, Light light) {
        RecipeDescription of = recipe.recipe().description();
        Provenance before = of.provenance();
        Provenance provenance = new Provenance(
                before.data(),
                before.seed(),
                before.steps(),
                new TreeMap<>(Map.of(Light.SETTING, light.label())),
                new TreeMap<>(Map.of("memories", (double) memories)),
                before.toolVersion(),
                before.parent(),
                before.teacher(),
                before.created());
        Map<String, Content> contents = new TreeMap<>();
        recipe.recipe().files().keySet().forEach(file -> contents.put(file, recipe.content(file)));
        return RecipeWriter.write(
                PlainDescription.of(
                        of.name(),
                        of.version(),
                        of.profile(),
                        of.inputSize(),
                        of.regionOfInterest(),
                        of.threshold(),
                        of.score(),
                        of.golden(),
                        of.goodTraits(),
                        of.int8(),
                        provenance),
                contents,
                folder.resolve("remembering"),
                RecipeWriter.Existing.REFUSE);
    }

    @Test
    void noneBeginsWhileAnotherOfTheProductWaits() {
        SmallRuns settings = SmallRuns.USUAL.withAutomatic(ENOUGH);
        try (Box box = Box.open(folder, OwnProgram.running(), settings);
                AutomaticRuns automatic = automatic(box, Box.Judging.NOTHING, settings)) {
            box.runs().submit(box.instant(), "Kim");
            for (int i = 20; i < 20 + ENOUGH; i++) {
                confirm(i, false);
            }

            assertEquals(Optional.empty(), automatic.look(Box.FLANGE));
        }
    }

    @Test
    void afterADriftFewerNewPartsAreEnoughButSomeItNeeds() {
        SmallRuns settings = SmallRuns.USUAL.withDrift(1.5);
        try (Box box = Box.open(folder, OwnProgram.running(), settings);
                AutomaticRuns automatic = automatic(box, Box.Judging.NOTHING, settings)) {
            confirm(0, false);
            confirm(1, false);
            drift = 1.4;
            assertEquals(Optional.empty(), automatic.look(Box.FLANGE));

            drift = 1.6;
            Run run = automatic.look(Box.FLANGE).orElseThrow();

            assertTrue(run.order().automatic());
            box.runs().cancel(run.id(), "Kim");
            confirm(2, false);
            assertEquals(Optional.empty(), automatic.look(Box.FLANGE));
        }
    }
}
