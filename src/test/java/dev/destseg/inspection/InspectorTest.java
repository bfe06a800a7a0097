package dev.destseg.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Box;
import dev.destseg.image.Image;
import dev.destseg.image.Mask;
import dev.destseg.image.Motion;
import dev.destseg.image.MovedPart;
import dev.destseg.image.Reference;
import dev.destseg.image.Region;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Seen;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.network.InstantModel;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a network that shows brightness, see {@link TinyRecipe}. */
class InspectorTest {
    @TempDir
    private Path folder;

    @Test
    void aScoreAtTheThresholdIsADefectAndOneBelowIsNot() {
        Image image = dark(8, 8, new Box(2, 3, 1, 1));
        assertEquals(Verdict.DEFECT, inspect(TinyRecipe.withThreshold(1), image).verdict());
        assertEquals(
                Verdict.OK,
                inspect(TinyRecipe.withThreshold(1).scoring(2), image).verdict());
    }

    @Test
    void theScoreIsTheMeanOfAsManyValuesAsTheRecipeSays() {
        Inspection inspection = inspect(TinyRecipe.withThreshold(0.5).scoring(4), dark(8, 8, new Box(2, 3, 3, 1)));
        assertEquals(0.75, inspection.score().orElseThrow(), 1e-6);
    }

    @Test
    void regionsAreInPixelsOfTheImageThatWasGiven() {
        // Shrunk to half the width and a quarter of the height, which blurs the border: 0.77 within corners, 0.13
        // outside.
        Inspection inspection = inspect(TinyRecipe.withThreshold(0.6), dark(16, 32, new Box(4, 8, 6, 8)));
        Region region = onlyRegion(inspection);
        assertEquals(new Box(4, 8, 6, 8), region.box());
        assertEquals(48, region.area());
        assertEquals(6.5, region.centroidX(), 1e-9);
        assertEquals(11.5, region.centroidY(), 1e-9);
    }

    @Test
    void whatIsLikeAKnownDefectScoresByThatMapAndHasItsOutlineFromTheMemoryMap() {
        Image image = new Image(8, 8, new byte[3 * 64]);
        fill(image, new Box(2, 3, 2, 2), 102);
        fill(image, new Box(6, 6, 2, 1), 51);
        StoredRecipe known = TinyRecipe.withThreshold(0.6).scoring(4).writeKnown(folder.resolve("known"), 2);
        StoredRecipe plain = TinyRecipe.withThreshold(0.6).scoring(4).writeKnown(folder.resolve("plain"), 1);
        try (Inspector inspector = Inspector.open(known, new OnnxRuntime(), 1);
                Inspector other = Inspector.open(plain, new OnnxRuntime(), 1)) {
            Inspection inspection = inspector.inspect(image);
            assertEquals(0.8, inspection.score().orElseThrow(), 1e-6);
            assertEquals(Verdict.DEFECT, inspection.verdict());
            assertEquals(new Box(2, 3, 2, 2), onlyRegion(inspection).box());
            assertEquals(0.4, onlyRegion(inspection).peak(), 1e-6);
            assertEquals(Verdict.OK, other.inspect(image).verdict());
            assertEquals(List.of(), other.inspect(image).regions());
        }
    }

    @Test
    void aGraphWithoutTheMemoryMapCannotJudgeByKnownDefects() {
        StoredRecipe known = TinyRecipe.withThreshold(0.6).writeKnown(folder.resolve("known"), 2);
        String message = assertThrows(
                        InputException.class,
                        () -> RecipeEngine.trial(
                                known,
                                TinyRecipe.withThreshold(0.6).model(InstantModel.KNOWN_MAP),
                                new OnnxRuntime(),
                                1))
                .getMessage();
        assertTrue(message.contains("memory map"), message);
    }

    private static void fill(Image image, Box box, int grey) {
        for (int y = box.y(); y < box.y() + box.height(); y++) {
            int first = 3 * (y * image.width() + box.x());
            Arrays.fill(image.rgb(), first, first + 3 * box.width(), (byte) grey);
        }
    }

    @Test
    void ofRegionsWithoutNumberThoseWithTheHighestPeaksAreTold() {
        Image image = dark(64, 64, new Box(0, 0, 1, 1));
        for (int i = 0; i < 32 * 32; i++) {
            int pixel = i / 32 * 2 * 64 + i % 32 * 2;
            Arrays.fill(image.rgb(), 3 * pixel, 3 * pixel + 3, (byte) (i < 24 ? 200 : 255));
        }
        Inspection inspection = inspect(TinyRecipe.withThreshold(0.7).ofSide(64), image);
        assertEquals(1_000, inspection.regions().size());
        assertTrue(inspection.regions().stream().allMatch(region -> region.peak() == 1));
    }

    @Test
    void aRegionOfASmallImageStaysWithinIt() {
        Inspection inspection = inspect(TinyRecipe.withThreshold(0.9), dark(3, 2, new Box(0, 0, 3, 2)));
        assertEquals(new Box(0, 0, 3, 2), onlyRegion(inspection).box());
        assertEquals(6, onlyRegion(inspection).area());
    }

    @Test
    void nothingOutsideTheRegionOfInterestCounts() {
        TinyRecipe right = TinyRecipe.withThreshold(0.9).watching(new RegionOfInterest(0.5, 0, 1, 1));
        Image image = dark(16, 8, new Box(3, 3, 2, 2));
        assertEquals(Verdict.OK, inspect(right, image).verdict());
        assertEquals(
                Verdict.DEFECT, inspect(TinyRecipe.withThreshold(0.45), image).verdict());
    }

    @Test
    void regionsWithinTheRegionOfInterestAreInPixelsOfTheWholeImage() {
        TinyRecipe right = TinyRecipe.withThreshold(0.9).watching(new RegionOfInterest(0.5, 0.25, 1, 0.75));
        Inspection inspection = inspect(right, dark(16, 16, new Box(11, 6, 2, 3)));
        assertEquals(new Box(11, 6, 2, 3), onlyRegion(inspection).box());
        assertEquals(7, onlyRegion(inspection).centroidY(), 1e-9);
    }

    @Test
    void aMapOnTheImageIsZeroOutsideTheRegionOfInterest() {
        TinyRecipe right = TinyRecipe.withThreshold(0.9).watching(new RegionOfInterest(0.5, 0, 1, 1));
        Image image = dark(16, 8, new Box(0, 0, 16, 8));
        StoredRecipe stored = right.writeTo(folder.resolve("recipe"));
        try (Inspector inspector = Inspector.open(stored, new OnnxRuntime(), 1)) {
            AnomalyMap map = inspector
                    .preprocessing()
                    .onImage(inspector.inspect(image).map().orElseThrow(), image);
            assertEquals(0, map.values()[7]);
            assertEquals(1, map.values()[8], 1e-6);
            assertEquals(16, map.width());
        }
    }

    @Test
    void inTilesSmallDefectsAreSeenAndTheirRegionsAreInPixelsOfTheImage() {
        Image image = dark(48, 32, new Box(30, 20, 2, 2));
        TinyRecipe tiny = TinyRecipe.withThreshold(0.5);
        assertEquals(Verdict.OK, inspect(tiny, image).verdict());

        Inspection inspection = inspect(tiny.inTiles(24, 16, 2), image);
        assertEquals(Verdict.DEFECT, inspection.verdict());
        assertEquals(new Box(30, 20, 2, 2), onlyRegion(inspection).box());
        assertEquals(24, inspection.map().orElseThrow().width());
        assertEquals(16, inspection.map().orElseThrow().height());
    }

    @Test
    void aDefectThatReachesOverTilesIsOneRegion() {
        TinyRecipe tiled = TinyRecipe.withThreshold(0.9).inTiles(24, 16, 2);
        assertEquals(
                new Box(2, 5, 20, 4),
                onlyRegion(inspect(tiled, dark(24, 16, new Box(2, 5, 20, 4)))).box());
    }

    @Test
    void theSameDefectScoresAlikeInALargerImage() {
        TinyRecipe tiny = TinyRecipe.withThreshold(0.9).scoring(4);
        double small = inspect(tiny, dark(8, 8, new Box(2, 2, 2, 1))).score().orElseThrow();
        double large = inspect(tiny.inTiles(24, 16, 2), dark(24, 16, new Box(11, 9, 2, 1)))
                .score()
                .orElseThrow();
        assertEquals(small, large, 1e-6);
    }

    @Test
    void whatIsIgnoredIsNeitherScoredNorARegion() {
        Image image = dark(24, 16, new Box(3, 3, 4, 4));
        byte[] left = new byte[24 * 16];
        for (int i = 0; i < left.length; i++) {
            left[i] = (byte) (i % 24 < 8 ? 1 : 0);
        }
        TinyRecipe tiled = TinyRecipe.withThreshold(0.9).inTiles(24, 16, 2);
        assertEquals(Verdict.DEFECT, inspect(tiled, image).verdict());

        Inspection inspection = inspect(tiled.ignoring(new Mask(24, 16, left)), image);
        assertEquals(Verdict.OK, inspection.verdict());
        assertEquals(0, inspection.score().orElseThrow());
        assertEquals(List.of(), inspection.regions());
    }

    @Test
    void refusesAMaskOfAnotherSizeThanTheRecipeSees() {
        byte[] one = new byte[64];
        one[0] = 1;
        TinyRecipe broken = TinyRecipe.withThreshold(0.9).inTiles(24, 16, 2).ignoring(new Mask(8, 8, one));
        StoredRecipe stored = broken.writeTo(folder.resolve("recipe"));
        InputException refusal = assertThrows(InputException.class, () -> Inspector.open(stored, new OnnxRuntime(), 1));
        assertTrue(refusal.getMessage().contains("8 x 8"), refusal.getMessage());
    }

    /** 24 x 16 pixels are 4 x 3 tiles, which go to the networks by twos. */
    @Test
    void aDeadlineHoldsBetweenTiles() {
        StoredRecipe stored = TinyRecipe.withThreshold(0.9).inTiles(24, 16, 2).writeTo(folder.resolve("recipe"));
        Image image = dark(24, 16, new Box(3, 3, 4, 4));
        AtomicInteger runs = new AtomicInteger();
        try (Inspector inspector = Inspector.open(stored, new OnnxRuntime(), 1)) {
            Inspection late = inspector.inspect(image, System.nanoTime(), Seen.asIs(image), () -> {
                if (runs.incrementAndGet() == 3) {
                    throw new InputException("There was no verdict in time");
                }
            });
            assertEquals(Verdict.CANNOT_JUDGE, late.verdict());
            assertEquals(Optional.of("There was no verdict in time"), late.reason());
            assertEquals(3, runs.get());

            runs.set(10);
            inspector.inspect(image, System.nanoTime(), Seen.asIs(image), runs::incrementAndGet);
            assertEquals(10 + 6, runs.get());
        }
    }

    /** In tiles of 8 x 8 pixels at full size, so that the network which shows brightness shows the spot. */
    @Test
    void aPartThatIsTurnedAndShiftedIsJudgedAsItShouldLieAndItsRegionsAreToldAsItLies() {
        Image good = dimmed(DemoProduct.BOARD.good(1, 3));
        StoredRecipe stored = TinyRecipe.withThreshold(0.9)
                .inTiles(256, 256, 0)
                .over(new Reference(good, 15, 0.2, 0.5))
                .watching(new RegionOfInterest(0, 0, 0.5, 1))
                .writeTo(folder.resolve("recipe"));
        Motion lies = new Motion(8, 12, -6);
        try (Inspector inspector = Inspector.open(stored, new OnnxRuntime(), 1)) {
            assertEquals(Verdict.OK, inspector.inspect(MovedPart.of(good, lies)).verdict());

            Inspection left = inspector.inspect(MovedPart.of(withSpot(good, 60, 90), lies));
            assertEquals(Verdict.DEFECT, left.verdict());
            Motion.Point spot = lies.toImage(60 + 4 - 128, 90 + 4 - 128);
            assertEquals(spot.x() + 128 - 0.5, onlyRegion(left).centroidX(), 1);
            assertEquals(spot.y() + 128 - 0.5, onlyRegion(left).centroidY(), 1);
            AnomalyMap map = inspector.preprocessing().onImage(left.map().orElseThrow(), good);
            int at = (int) (spot.y() + 128) * 256 + (int) (spot.x() + 128);
            assertTrue(map.values()[at] > 0.9, "" + map.values()[at]);

            Inspection right = inspector.inspect(MovedPart.of(withSpot(good, 140, 90), lies));
            assertEquals(Verdict.OK, right.verdict(), "the region is that of the reference");
        }
    }

    @Test
    void whatCannotBeLaidOverTheReferenceCannotBeJudged() {
        Image good = DemoProduct.BOARD.good(1, 3);
        Inspection inspection = inspect(
                TinyRecipe.withThreshold(0.9).over(new Reference(good, 15, 0.2, 0.5)), DemoProduct.FLANGE.good(1, 1));
        assertEquals(Verdict.CANNOT_JUDGE, inspection.verdict());
        assertTrue(inspection.reason().orElseThrow().contains("cannot be laid over"), inspection.reason()::toString);
    }

    private static Image dimmed(Image image) {
        byte[] rgb = new byte[image.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) ((image.rgb()[i] & 0xFF) * 3 / 5);
        }
        return new Image(image.width(), image.height(), rgb);
    }

    /** A white square of 8 x 8 pixels. */
    private static Image withSpot(Image image, int left, int top) {
        byte[] rgb = image.rgb().clone();
        for (int y = top; y < top + 8; y++) {
            Arrays.fill(rgb, 3 * (y * image.width() + left), 3 * (y * image.width() + left + 8), (byte) 255);
        }
        return new Image(image.width(), image.height(), rgb);
    }

    @Test
    void valuesThatAreNoScoresCannotBeJudged() {
        Inspection inspection = inspect(TinyRecipe.withThreshold(0.5).amplified(2), dark(8, 8, new Box(0, 0, 1, 1)));
        assertEquals(Verdict.CANNOT_JUDGE, inspection.verdict());
        assertTrue(inspection.score().isEmpty());
        assertTrue(inspection.reason().orElseThrow().contains("2.0"), inspection.reason()::toString);
    }

    @Test
    void namesTheRecipeAndTellsTheTimes() {
        StoredRecipe stored = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("recipe"));
        try (Inspector inspector = Inspector.open(stored, new OnnxRuntime(), 1)) {
            Inspection inspection = inspector.inspect(dark(8, 8, new Box(0, 0, 1, 1)));
            assertEquals(stored.recipe().digest(), inspection.recipe());
            assertFalse(inspection.timings().network().isZero());
        }
    }

    @Test
    void refusesAModelThatWasChangedAfterTheRecipeWasRead() throws Exception {
        StoredRecipe stored = TinyRecipe.withThreshold(0.5).writeTo(folder.resolve("recipe"));
        Files.write(stored.path("model.onnx"), new byte[] {1});
        assertThrows(InputException.class, () -> Inspector.open(stored, new OnnxRuntime(), 1));
    }

    @Test
    void refusesAModelWithoutTheMapsOfARecipe() {
        TinyRecipe tiny = TinyRecipe.withThreshold(0.5);
        StoredRecipe stored = tiny.writeTo(folder.resolve("recipe"), tiny.model("other"));
        InputException refusal = assertThrows(InputException.class, () -> Inspector.open(stored, new OnnxRuntime(), 1));
        assertTrue(refusal.getMessage().contains("anomaly_map"), refusal.getMessage());
    }

    @Test
    void refusesAScoreOfMoreValuesThanTheMapHas() {
        StoredRecipe stored = TinyRecipe.withThreshold(0.5).scoring(65).writeTo(folder.resolve("recipe"));
        assertThrows(InputException.class, () -> Inspector.open(stored, new OnnxRuntime(), 1));
    }

    private Inspection inspect(TinyRecipe recipe, Image image) {
        StoredRecipe stored = recipe.writeTo(folder.resolve("recipe-" + System.nanoTime()));
        try (Inspector inspector = Inspector.open(stored, new OnnxRuntime(), 1)) {
            return inspector.inspect(image);
        }
    }

    private static Region onlyRegion(Inspection inspection) {
        List<Region> regions = inspection.regions();
        assertEquals(1, regions.size(), regions::toString);
        return regions.get(0);
    }

    /** Black, with a white box. */
    private static Image dark(int width, int height, Box white) {
        byte[] rgb = new byte[3 * width * height];
        for (int y = white.y(); y < white.y() + white.height(); y++) {
            int from = 3 * (y * width + white.x());
            Arrays.fill(rgb, from, from + 3 * white.width(), (byte) 255);
        }
        return new Image(width, height, rgb);
    }
}
