package dev.destseg.inspection.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.dataset.demo.DemoProduct;
import dev.destseg.image.ColourShares;
import dev.destseg.image.Image;
import dev.destseg.image.ImageStatistics;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Resize;
import dev.destseg.image.View;
import dev.destseg.inspection.TinyRecipe;
import dev.destseg.network.InstantModel;
import dev.destseg.network.Light;
import dev.destseg.recipe.GoodTraits;
import dev.destseg.recipe.PlainDescription;
import dev.destseg.recipe.Provenance;
import dev.destseg.recipe.RecipeDescription;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With drawn flanges as the images that a recipe was taught. */
class ImageChecksTest {
    private static final int TAUGHT = 4;
    private static final Image FLANGE = DemoProduct.FLANGE.good(1, TAUGHT);

    @TempDir
    private Path folder;

    private RecipeDescription tiny;

    @BeforeEach
    void makeARecipe() {
        tiny = TinyRecipe.withThreshold(0.5)
                .writeTo(folder.resolve("tiny"))
                .recipe()
                .description();
    }

    @Test
    void otherGoodImagesCanBeJudged() {
        for (int i = TAUGHT; i < 2 * TAUGHT; i++) {
            assertEquals(Optional.empty(), problem(DemoProduct.FLANGE.good(1, i)));
        }
    }

    @Test
    void aDarkImageCannotBeJudged() {
        assertProblem("too dark", changed(FLANGE, value -> value / 16));
    }

    @Test
    void aBrightImageCannotBeJudged() {
        assertProblem("too bright", changed(FLANGE, value -> 255 - value / 16));
    }

    @Test
    void aFlatImageCannotBeJudged() {
        int mean = (int) ImageStatistics.of(FLANGE).brightness();
        assertProblem("too flat", changed(FLANGE, value -> mean));
    }

    @Test
    void anImageOutOfFocusCannotBeJudged() {
        int size = FLANGE.width();
        assertProblem("out of focus", new Resize(size, size).apply(new Resize(size / 16, size / 16).apply(FLANGE)));
    }

    @Test
    void anImageOfOtherColoursCannotBeJudged() {
        Set<ImageCheck> likeness = EnumSet.of(ImageCheck.LIKENESS);
        Image other = changed(FLANGE, value -> value < 128 ? 255 : 0);
        assertTrue(problem(other, tiny, likeness).orElseThrow().contains("unlike"));
    }

    @Test
    void aSmallImageCannotBeJudged() {
        ImageChecks checks = new ImageChecks(tiny, view(FLANGE), List.of(), EnumSet.allOf(ImageCheck.class));
        assertTrue(checks.problem(100, 20, FLANGE, ImageStatistics.of(FLANGE))
                .orElseThrow()
                .contains("100 x 20"));
        assertEquals(Optional.empty(), checks.problem(200, 200, FLANGE, ImageStatistics.of(FLANGE)));
    }

    @Test
    void aCheckThatIsSwitchedOffFindsNothing() {
        Image dark = changed(FLANGE, value -> value / 16);
        assertEquals(Optional.empty(), problem(dark, tiny, EnumSet.of(ImageCheck.SIZE)));
    }

    @Test
    void whatTheRecipeSaysOfItsGoodImagesCountsBeforeTheGoldenSet() {
        Image dark = changed(FLANGE, value -> value / 16);
        GoodTraits traits = GoodTraits.of(List.of(ImageStatistics.of(dark)));
        RecipeDescription taughtInTheDark = PlainDescription.of(
                tiny.name(),
                tiny.version(),
                tiny.profile(),
                tiny.inputSize(),
                tiny.regionOfInterest(),
                tiny.threshold(),
                tiny.score(),
                tiny.golden(),
                Optional.of(traits),
                tiny.provenance());
        Set<ImageCheck> brightness = EnumSet.of(ImageCheck.BRIGHTNESS);
        assertEquals(Optional.empty(), problem(dark, taughtInTheDark, brightness));
        assertTrue(problem(FLANGE, taughtInTheDark, brightness).isPresent());
    }

    @Test
    void whereLightChangesADarkerImageCanBeJudgedAndOneInTheDarkOrOfOtherColoursCannot() {
        RecipeDescription changing = inChangingLight();
        Image darker = changed(FLANGE, value -> 2 * value / 5);
        Image dark = changed(FLANGE, value -> value / 16);
        int size = FLANGE.width();
        Image blurred = new Resize(size, size).apply(new Resize(size / 16, size / 16).apply(darker));
        Image other = changed(FLANGE, value -> value < 128 ? 255 : 0);
        Set<ImageCheck> all = EnumSet.allOf(ImageCheck.class);

        assertProblem("too dark", darker);
        assertEquals(Optional.empty(), problem(darker, changing, all));
        assertTrue(ColourShares.of(FLANGE).common(ColourShares.of(darker)) < 0.6);
        assertTrue(ColourShares.evened(FLANGE).common(ColourShares.evened(darker)) > 0.9);
        assertTrue(problem(changed(FLANGE, value -> 255 - value / 16), changing, EnumSet.of(ImageCheck.BRIGHTNESS))
                .orElseThrow()
                .contains("too bright"));
        assertTrue(problem(dark, changing, all).orElseThrow().contains("too dark"));
        assertTrue(problem(blurred, changing, EnumSet.of(ImageCheck.SHARPNESS))
                .orElseThrow()
                .contains("out of focus"));
        assertTrue(problem(other, changing, EnumSet.of(ImageCheck.LIKENESS))
                .orElseThrow()
                .contains("unlike"));
    }

    private RecipeDescription inChangingLight() {
        Provenance before = tiny.provenance();
        Provenance provenance = new Provenance(
                before.data(),
                before.seed(),
                before.steps(),
                new TreeMap<>(Map.of(Light.SETTING, Light.CHANGING.label())),
                before.metrics(),
                before.toolVersion(),
                before.parent(),
                before.teacher(),
                before.created());
        return PlainDescription.of(
                tiny.name(),
                tiny.version(),
                InstantModel.PROFILE,
                tiny.inputSize(),
                tiny.regionOfInterest(),
                tiny.threshold(),
                tiny.score(),
                tiny.golden(),
                tiny.goodTraits(),
                provenance);
    }

    @Test
    void aStationThatSendsAFrameTwiceIsNoticedUnlessItIsTheSamePart() {
        FrameMemory frames = new FrameMemory();
        byte[] frame = {1, 2, 3};
        assertFalse(frames.repeats("a", frame, Optional.of("1")));
        assertFalse(frames.repeats("b", frame, Optional.of("2")));
        assertFalse(frames.repeats("a", frame, Optional.of("1")));
        assertTrue(frames.repeats("a", frame, Optional.of("2")));
        assertFalse(frames.repeats("a", new byte[] {4}, Optional.empty()));
        assertTrue(frames.repeats("a", new byte[] {4}, Optional.empty()));
    }

    private void assertProblem(String expected, Image image) {
        String problem = problem(image).orElse("none");
        assertTrue(problem.contains(expected), problem);
    }

    private Optional<String> problem(Image image) {
        return problem(image, tiny, EnumSet.allOf(ImageCheck.class));
    }

    private static Optional<String> problem(Image image, RecipeDescription recipe, Set<ImageCheck> wanted) {
        List<Image> golden = IntStream.range(0, TAUGHT)
                .mapToObj(i -> DemoProduct.FLANGE.good(1, i))
                .toList();
        return new ImageChecks(recipe, view(image), golden, wanted)
                .problem(image.width(), image.height(), image, ImageStatistics.of(image));
    }

    private static View view(Image image) {
        return View.whole(RegionOfInterest.ALL, image.width(), image.height());
    }

    private static Image changed(Image image, IntUnaryOperator change) {
        byte[] rgb = new byte[image.rgb().length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) change.applyAsInt(image.rgb()[i] & 0xFF);
        }
        return new Image(image.width(), image.height(), rgb);
    }
}
