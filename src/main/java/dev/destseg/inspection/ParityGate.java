package dev.destseg.inspection;

import dev.destseg.evaluation.AnomalyScore;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.ImageReader;
import dev.destseg.image.ImageTensors;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.recipe.GoldenImage;
import dev.destseg.recipe.InputSize;
import dev.destseg.recipe.RecipeDescription;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.InputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Keeps a recipe from judging on a box whose engine gives other results than the one that made it: the golden images,
 * which are what the networks see, must give the expected score, map and verdict.
 *
 * @param scoreTolerance how far a score may be off
 * @param mapTolerance how far any value of a map may be off
 */
public record ParityGate(double scoreTolerance, double mapTolerance) {
    /** Other processors round otherwise, which is a hundred times less; other kernels or a broken driver are more. */
    public static final ParityGate DEFAULT = new ParityGate(1e-3, 1e-2);

    /** @throws IllegalArgumentException unless both are positive */
    public ParityGate {
        if (!(scoreTolerance > 0) || !(mapTolerance > 0)) {
            throw new IllegalArgumentException("The tolerances of scores and maps are positive");
        }
    }

    /**
     * Loads the recipe for the check alone.
     *
     * @param threads threads that one inspection may use, at least 1
     */
    public ParityReport check(StoredRecipe candidate, InferenceRuntime runtime, int threads) {
        try (Inspector inspector = Inspector.open(candidate, runtime, threads)) {
            return check(candidate, inspector);
        } catch (InputException e) {
            return new ParityReport(candidate.recipe().digest(), 0, List.of(e.getMessage()));
        }
    }

    /**
     * @param candidate the recipe
     * @param inspector opened with it, which is to judge if there is parity; stays the caller's
     */
    public ParityReport check(StoredRecipe candidate, Inspector inspector) {
        List<GoldenImage> golden = candidate.recipe().description().golden();
        List<String> disagreements = new ArrayList<>();
        if (golden.isEmpty()) {
            disagreements.add("it has no golden set, so nothing shows that this box judges rightly; learn it again");
        }
        for (GoldenImage image : golden) {
            try {
                compare(candidate, inspector, image, disagreements);
            } catch (InputException e) {
                disagreements.add(image.image() + ": " + e.getMessage());
            }
        }
        return new ParityReport(candidate.recipe().digest(), golden.size(), disagreements);
    }

    private void compare(StoredRecipe candidate, Inspector inspector, GoldenImage golden, List<String> disagreements) {
        RecipeDescription description = candidate.recipe().description();
        Image image = image(candidate, golden);
        AnomalyMap map = inspector.maps(ImageTensors.of(image)).get(0);
        double score = AnomalyScore.ofHighest(map, description.score().highest());
        if (!(Math.abs(score - golden.score()) <= scoreTolerance)) {
            disagreements.add(difference(golden, "the score", score, golden.score()));
        }
        double threshold = description.threshold().value();
        if (verdict(score, threshold) != verdict(golden.score(), threshold)) {
            disagreements.add(golden.image() + ": the verdict is " + verdict(score, threshold) + " instead of "
                    + verdict(golden.score(), threshold));
        }
        compareMaps(map.values(), expected(candidate, golden), golden, disagreements);
    }

    private static Image image(StoredRecipe candidate, GoldenImage golden) {
        InputSize size = candidate.recipe().description().inputSize();
        Image image = new ImageReader().read(candidate.bytes(golden.image()), golden.image());
        if (image.width() != size.width() || image.height() != size.height()) {
            throw new InputException("it has " + image.width() + " x " + image.height() + " pixels, where the networks"
                    + " take " + size.width() + " x " + size.height());
        }
        return image;
    }

    private static float[] expected(StoredRecipe candidate, GoldenImage golden) {
        byte[] bytes = candidate.bytes(golden.map());
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    private static Verdict verdict(double score, double threshold) {
        return score >= threshold ? Verdict.DEFECT : Verdict.OK;
    }

    private void compareMaps(float[] values, float[] expected, GoldenImage golden, List<String> disagreements) {
        if (values.length != expected.length) {
            disagreements.add(golden.map() + ": it has " + expected.length + " values, the map " + values.length);
            return;
        }
        int worst = 0;
        for (int i = 1; i < values.length; i++) {
            // NaN is the worst of all.
            if (Float.compare(Math.abs(values[i] - expected[i]), Math.abs(values[worst] - expected[worst])) > 0) {
                worst = i;
            }
        }
        if (!(Math.abs(values[worst] - expected[worst]) <= mapTolerance)) {
            disagreements.add(difference(
                    golden, "the map at its worst pixel, number " + worst + ",", values[worst], expected[worst]));
        }
    }

    private static String difference(GoldenImage golden, String what, double found, double expected) {
        return String.format(Locale.ROOT, "%s: %s is %.5f instead of %.5f", golden.image(), what, found, expected);
    }
}
