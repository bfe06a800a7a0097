package dev.destseg.training.instant;

import dev.destseg.dataset.Sight;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.network.Light;
import dev.destseg.recipe.RecipeDescription;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What decides what is remembered, apart from the data and the teacher.
 *
 * @param inputSize height and width of the images, a multiple of 32
 * @param sight what is seen of images, here and when parts are judged
 * @param light that parts are seen in
 * @param bankSize features in the memory bank of a level
 * @param sampleSize features that a bank is chosen from
 * @param calibrationImages images that distances are calibrated on, at most
 * @param weighingImages synthetic defects that distances are weighed by
 * @param validationShare the share of the good images held back for the threshold
 */
public record InstantSettings(
        int inputSize,
        Sight sight,
        Light light,
        int bankSize,
        int sampleSize,
        int calibrationImages,
        int weighingImages,
        double validationShare,
        long seed) {
    /** Parts that images are divided into: two calibrate the other two, three are tried on the fourth. */
    static final int QUARTERS = 4;

    /** Found by trial on one real and three generated products. */
    public static InstantSettings standard() {
        return new InstantSettings(256, Sight.ALL, Light.STEADY, 5000, 60_000, 400, 64, 0.15, 1);
    }

    /** At the size that a recipe to go on from has, of the same part of an image and for the same light. */
    InstantSettings of(RecipeDescription parent) {
        return new InstantSettings(
                parent.inputSize().width(),
                Sight.of(parent.regionOfInterest().orElse(RegionOfInterest.ALL)),
                parent.light(),
                bankSize,
                sampleSize,
                calibrationImages,
                weighingImages,
                validationShare,
                seed);
    }

    /** The settings as text by name, for provenance. */
    SortedMap<String, String> described() {
        SortedMap<String, String> described = new TreeMap<>();
        described.put("input_size", Integer.toString(inputSize));
        described.put(Light.SETTING, light.label());
        described.put("bank_size", Integer.toString(bankSize));
        described.put("sample_size", Integer.toString(sampleSize));
        described.put("calibration_images", Integer.toString(calibrationImages));
        described.put("weighing_images", Integer.toString(weighingImages));
        described.put("validation_share", Double.toString(validationShare));
        described.put("seed", Long.toString(seed));
        described.putAll(sight.described());
        return described;
    }
}
