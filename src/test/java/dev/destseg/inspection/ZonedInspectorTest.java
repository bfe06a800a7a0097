package dev.destseg.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.image.Box;
import dev.destseg.image.Image;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Seen;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inspection.checks.ImageCheck;
import dev.destseg.recipe.Composition;
import dev.destseg.recipe.RecipeWriter;
import dev.destseg.recipe.RecipeWriter.Existing;
import dev.destseg.recipe.Sha256;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.recipe.Threshold;
import dev.destseg.tensor.InputException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of 32 x 16 pixels whose halves have recipes of their own, with networks that show brightness. */
class ZonedInspectorTest {
    private static final RegionOfInterest LEFT = new RegionOfInterest(0, 0, 0.5, 1);
    private static final RegionOfInterest RIGHT = new RegionOfInterest(0.5, 0, 1, 1);

    @TempDir
    private Path folder;

    /** The left half takes up to 0.8 for good, the right one up to 0.2. */
    @Test
    void eachZoneIsJudgedByTheThresholdOfItsOwnRecipe() {
        try (Inspector inspector = open(halves())) {
            assertEquals(
                    Verdict.OK,
                    inspector.inspect(grey(16, new Box(2, 2, 4, 4), 128)).verdict());

            Inspection right = inspector.inspect(grey(16, new Box(18, 2, 4, 4), 128));
            assertEquals(Verdict.DEFECT, right.verdict());
            assertEquals(
                    List.of(Verdict.OK, Verdict.DEFECT),
                    right.zones().stream().map(ZoneJudgement::verdict).toList());
            assertEquals(0.8, right.zones().get(0).threshold());
            assertEquals(0.2, right.zones().get(1).threshold());
        }
    }

    @Test
    void aDeadlineThatPassesWithinAZoneIsKnownForOne() {
        Deadline passed = new Deadline(System.nanoTime() - 1, Duration.ofMillis(50), "key");
        Image image = grey(16, new Box(2, 2, 4, 4), 128);
        try (Inspector inspector = open(halves())) {
            Inspection late = inspector.inspect(image, System.nanoTime(), Seen.asIs(image), passed::check);
            assertEquals(Verdict.CANNOT_JUDGE, late.verdict());
            assertTrue(Deadline.isMissed(late.reason().orElseThrow()), late::toString);
        }
    }

    @Test
    void aZoneScoresExactlyAsItsRecipeAlone() {
        TinyRecipe tiny = TinyRecipe.withThreshold(0.2).scoring(3).inTiles(16, 16, 2);
        StoredRecipe alone = tiny.watching(RIGHT).writeTo(folder.resolve("alone"));
        StoredRecipe zoned = write(new Composition()
                .add(
                        "left",
                        Optional.empty(),
                        recipe(TinyRecipe.withThreshold(0.8).watching(LEFT)))
                .add("right", Optional.empty(), alone));
        Image image = grey(16, new Box(19, 3, 5, 3), 177);
        try (Inspector own = open(alone);
                Inspector all = open(zoned)) {
            Inspection expected = own.inspect(image);
            Inspection found = all.inspect(image);
            assertEquals(expected.score(), found.zones().get(1).score());
            assertEquals(expected.regions().get(0).box(), found.regions().get(0).box());
            assertEquals(alone.recipe().digest(), found.zones().get(1).recipe());
            assertEquals(zoned.recipe().digest(), found.recipe());
        }
    }

    @Test
    void regionsSayWhichZoneFoundThemInPixelsOfTheImageHighestFirst() {
        Image image = with(grey(16, new Box(3, 4, 2, 3), 255), new Box(20, 6, 4, 2), 100);
        try (Inspector inspector = open(halves())) {
            Inspection inspection = inspector.inspect(image);
            assertEquals(
                    List.of(Optional.of("left"), Optional.of("right")),
                    inspection.regions().stream().map(region -> region.zone()).toList());
            assertEquals(new Box(3, 4, 2, 3), inspection.regions().get(0).box());
            assertEquals(new Box(20, 6, 4, 2), inspection.regions().get(1).box());
            assertEquals(21.5, inspection.regions().get(1).centroidX(), 1e-9);
            // 100 / 255 on a scale on which 0.2 is 0.5 and 1 is 1.
            assertEquals(
                    0.5 + 0.5 * (100 / 255.0 - 0.2) / 0.8,
                    inspection.regions().get(1).peak(),
                    1e-6);
            assertEquals(1, inspection.score().orElseThrow(), 1e-6);
        }
    }

    @Test
    void theMapShowsEveryZoneOnTheCommonScale() {
        Image image = grey(16, new Box(20, 6, 2, 2), 51);
        try (Inspector inspector = open(halves())) {
            Inspection inspection = inspector.inspect(image);
            assertEquals(Verdict.DEFECT, inspection.verdict(), "51 / 255 is the threshold of the right half");
            assertEquals(0.5, inspection.score().orElseThrow(), 1e-6);
            float[] map = inspector
                    .preprocessing()
                    .onImage(inspection.map().orElseThrow(), image)
                    .values();
            assertEquals(0.5, map[7 * 32 + 21], 1e-6);
            assertEquals(0, map[7 * 32 + 10], 1e-6);
        }
    }

    /** One recipe, as if its box had been cut out of the image; in two places, loaded once. */
    @Test
    void aRecipeMayJudgeSeveralBoxesOfAnImage() {
        StoredRecipe one = recipe(TinyRecipe.withThreshold(0.5));
        StoredRecipe zoned = write(new Composition()
                .add("a", Optional.of(new RegionOfInterest(0, 0, 0.25, 0.5)), one)
                .add("b", Optional.of(new RegionOfInterest(0.75, 0.5, 1, 1)), one));
        assertEquals(one.recipe().files().size(), zoned.recipe().files().size());
        try (Inspector inspector = open(zoned)) {
            Inspection inspection = inspector.inspect(grey(16, new Box(26, 10, 3, 2), 255));
            assertEquals(Verdict.DEFECT, inspection.verdict());
            assertEquals(new Box(26, 10, 3, 2), inspection.regions().get(0).box());
            assertEquals(Optional.of("b"), inspection.regions().get(0).zone());
            assertEquals(
                    Verdict.OK,
                    inspector.inspect(grey(16, new Box(10, 5, 10, 8), 255)).verdict());
        }
    }

    @Test
    void aZoneThatCannotBeJudgedMakesThePartCannotJudgeUnlessAnotherIsADefect() {
        // Amplified, a white pixel gives a value that is no score.
        StoredRecipe zoned = write(new Composition()
                .add(
                        "left",
                        Optional.empty(),
                        recipe(TinyRecipe.withThreshold(0.5)
                                .amplified(2)
                                .inTiles(16, 16, 0)
                                .watching(LEFT)))
                .add(
                        "right",
                        Optional.empty(),
                        recipe(TinyRecipe.withThreshold(0.5).inTiles(16, 16, 0).watching(RIGHT))));
        Image broken = grey(16, new Box(3, 3, 2, 2), 255);
        try (Inspector inspector = open(zoned)) {
            Inspection unsure = inspector.inspect(broken);
            assertEquals(Verdict.CANNOT_JUDGE, unsure.verdict());
            assertTrue(unsure.reason().orElseThrow().startsWith("Zone left: "), unsure.reason()::toString);
            assertEquals(Verdict.OK, unsure.zones().get(1).verdict());

            Inspection sure = inspector.inspect(with(broken, new Box(20, 3, 2, 2), 255));
            assertEquals(Verdict.DEFECT, sure.verdict());
            assertEquals(Verdict.CANNOT_JUDGE, sure.zones().get(0).verdict());
            assertFalse(sure.zones().get(0).reason().isEmpty());
        }
    }

    @Test
    void anotherThresholdMovesTheThresholdsOfAllZones() {
        StoredRecipe zoned = halves();
        Threshold strict =
                new Threshold(0.25, "by-hand", "Stricter.", 1, OptionalDouble.empty(), OptionalDouble.empty());
        StoredRecipe stricter = RecipeWriter.writeWithThreshold(
                zoned, strict, Instant.EPOCH, folder.resolve("stricter"), Existing.REFUSE);
        // 0.44: below the 0.8 of the left half, not below half of it.
        Image image = grey(16, new Box(3, 3, 2, 2), 112);
        try (Inspector before = open(zoned);
                Inspector after = open(stricter)) {
            assertEquals(Verdict.OK, before.inspect(image).verdict());
            Inspection inspection = after.inspect(image);
            assertEquals(Verdict.DEFECT, inspection.verdict());
            assertEquals(0.25, inspection.threshold());
            assertEquals(0.4, inspection.zones().get(0).threshold(), 1e-12);
        }
    }

    @Test
    void whatEachZoneSeesIsCheckedByItsOwnRecipe() {
        Image tiny = new Image(4, 2, new byte[24]);
        try (Inspector unchecked = open(halves());
                Inspector checked =
                        Inspector.open(halves(), new OnnxRuntime(), 1, Precision.AUTO, EnumSet.of(ImageCheck.SIZE))) {
            assertEquals(Verdict.OK, unchecked.inspect(tiny).verdict());
            Inspection refused = checked.inspect(tiny);
            assertEquals(Verdict.CANNOT_JUDGE, refused.verdict());
            assertTrue(refused.reason().orElseThrow().contains("Zone right: The image of"), refused.reason()::toString);
        }
    }

    /** Each half is four tiles, which go to the networks by twos. */
    @Test
    void aDeadlineHoldsBetweenZones() {
        Image image = grey(16, new Box(3, 3, 2, 2), 10);
        AtomicInteger runs = new AtomicInteger();
        try (Inspector inspector = open(halves())) {
            Inspection late = inspector.inspect(
                    image, System.nanoTime(), inspector.preprocessing().apply(image), () -> {
                        if (runs.incrementAndGet() > 2) {
                            throw new InputException("There was no verdict in time");
                        }
                    });
            assertEquals(Verdict.CANNOT_JUDGE, late.verdict());
            assertEquals(Optional.of("Zone right: There was no verdict in time"), late.reason());
        }
    }

    @Test
    void theGoldenSetIsThatOfAllZonesAndNamesTheZoneThatDisagrees() {
        StoredRecipe sound = halves();
        StoredRecipe off = write(new Composition()
                .add("left", Optional.empty(), recipe(TinyRecipe.withThreshold(0.8)))
                .add(
                        "right",
                        Optional.empty(),
                        TinyRecipe.withThreshold(0.4).writeWithGolden(folder.resolve("off"), 51, 0.9)));
        try (Inspector one = open(sound);
                Inspector other = open(off)) {
            assertTrue(one.parity(sound).agrees(), one.parity(sound)::sentence);
            assertEquals(16, one.parity(sound).images());
            ParityReport report = other.parity(off);
            assertFalse(report.agrees());
            assertTrue(report.disagreements().get(0).startsWith("right: golden/grey-51.png"), report::sentence);
        }
    }

    /** For half of the cores; a recipe that judges two zones is asked once. */
    @Test
    void networksAreSharedByAnotherNumberOfThreadsRecipeByRecipe() {
        StoredRecipe left = recipe(TinyRecipe.withThreshold(0.8).watching(LEFT));
        StoredRecipe right = recipe(TinyRecipe.withThreshold(0.2).watching(RIGHT));
        StoredRecipe zoned = write(new Composition()
                .add("left", Optional.empty(), left)
                .add("right", Optional.empty(), right)
                .add("again", Optional.empty(), left));
        Image image = grey(16, new Box(18, 2, 4, 4), 128);
        List<Sha256> checked = new ArrayList<>();
        try (Inspector all = open(zoned)) {
            Inspection expected = all.inspect(image);
            try (Inspector half = all.sharing(zoned, 1, (own, successor) -> {
                        assertTrue(successor
                                .gate()
                                .check(own, GoldenSet.of(own), successor)
                                .agrees());
                        checked.add(own.recipe().digest());
                    })
                    .orElseThrow()) {
                assertEquals(List.of(left.recipe().digest(), right.recipe().digest()), checked);
                assertEquals(expected.zones(), half.inspect(image).zones());
                assertTrue(half.parity(zoned).agrees());
            }
            assertEquals(expected.score(), all.inspect(image).score(), "after the other was closed");
        }
    }

    @Test
    void aZoneWhoseSharedNetworksJudgeOtherwiseGoesOnAsBefore() {
        StoredRecipe zoned = halves();
        Image image = grey(16, new Box(18, 2, 4, 4), 128);
        try (Inspector all = open(zoned)) {
            AtomicInteger asked = new AtomicInteger();
            assertThrows(
                    InputException.class,
                    () -> all.sharing(zoned, 1, (own, successor) -> {
                        if (asked.incrementAndGet() == 2) {
                            throw new InputException("It judges otherwise");
                        }
                    }));
            assertEquals(Verdict.DEFECT, all.inspect(image).verdict());
        }
    }

    @Test
    void halfOfTheCoresJudgesZonesAsAllOfThem() {
        StoredRecipe zoned = halves();
        Image image = grey(16, new Box(0, 0, 32, 16), 119); // As a golden image, so that it passes all checks.
        Cores cores = new Cores();
        RecipeLoader loader = new RecipeLoader(new OnnxRuntime(), Settings.USUAL);
        ActiveRecipe active = new ActiveRecipe(
                "board", loader.load("board", zoned, 2, cores), cores, Optional.empty(), Clock.systemUTC());
        try (Inspector half = loader.half(active, 1, cores)) {
            Inspection expected = active.inspector().inspect(image);
            assertEquals(Verdict.DEFECT, expected.verdict());
            assertEquals(expected.zones(), half.inspect(image).zones());
        } finally {
            active.release();
        }
    }

    @Test
    void oneRecipeThatCannotJudgeRefusesTheWhole() {
        StoredRecipe broken = TinyRecipe.withThreshold(0.5).scoring(65).writeTo(folder.resolve("broken"));
        StoredRecipe zoned = write(new Composition()
                .add("left", Optional.empty(), recipe(TinyRecipe.withThreshold(0.5)))
                .add("right", Optional.empty(), broken));
        InputException refused = assertThrows(InputException.class, () -> open(zoned));
        assertTrue(refused.getMessage().contains("its score takes 65"), refused.getMessage());
    }

    private StoredRecipe halves() {
        return write(new Composition()
                .add(
                        "left",
                        Optional.empty(),
                        recipe(TinyRecipe.withThreshold(0.8).inTiles(16, 16, 0).watching(LEFT)))
                .add(
                        "right",
                        Optional.empty(),
                        recipe(TinyRecipe.withThreshold(0.2).inTiles(16, 16, 0).watching(RIGHT))));
    }

    private StoredRecipe recipe(TinyRecipe tiny) {
        return tiny.writeTo(folder.resolve("recipe-" + System.nanoTime()));
    }

    private StoredRecipe write(Composition composition) {
        return composition.write(
                "board", "1", "test", Instant.EPOCH, folder.resolve("zoned-" + System.nanoTime()), Existing.REFUSE);
    }

    private static Inspector open(StoredRecipe stored) {
        return Inspector.open(stored, new OnnxRuntime(), 1, Precision.AUTO, Set.of());
    }

    /** Twice as wide as high, black, with a grey box. */
    private static Image grey(int height, Box box, int grey) {
        return with(new Image(2 * height, height, new byte[3 * 2 * height * height]), box, grey);
    }

    private static Image with(Image image, Box box, int grey) {
        byte[] rgb = image.rgb().clone();
        for (int y = box.y(); y < box.y() + box.height(); y++) {
            for (int x = 3 * box.x(); x < 3 * (box.x() + box.width()); x++) {
                rgb[3 * y * image.width() + x] = (byte) grey;
            }
        }
        return new Image(image.width(), image.height(), rgb);
    }
}
