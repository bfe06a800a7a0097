package dev.destseg.training.instant;

import dev.destseg.image.ImageStatistics;
import dev.destseg.network.InstantModel;
import dev.destseg.network.InstantModel.Level;
import dev.destseg.network.InstantParameters;
import dev.destseg.network.Parameters;
import dev.destseg.network.weights.StateDictionaryReader;
import dev.destseg.recipe.Recipe;
import dev.destseg.recipe.StoredRecipe;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Shape;
import dev.destseg.training.GoodJudgement;
import dev.destseg.training.KnownImages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What a recipe carries so that its memory can take further images in: moments at each position, the banks, how distances
 * are calibrated and weighed, and the scores that good images got from a memory without them. As tensors of {@link
 * Recipe#CHECKPOINT}; 23 MB at 256 x 256, and 12 bytes for each image
 * that was remembered.
 *
 * @param seen all images so far
 * @param known which images those are
 * @param calibration what further images leave as it is, as {@link InstantParameters} names it: calibration, weights, features
 *     of shown defects
 * @param scores of good images held back, the latest at most
 * @param looks of the same images
 */
record MemoryState(
        Recollection seen,
        KnownImages known,
        Map<String, FloatTensor> calibration,
        List<Double> scores,
        List<ImageStatistics> looks) {
    /** Enough to support a bound on false rejects of one in a thousand. */
    private static final int MOST_SCORES = 4096;

    private static final String SCORES = "good.scores";
    private static final String LOOKS = "good.looks";
    private static final int TRAITS = 3;

    MemoryState {
        calibration = Map.copyOf(calibration);
        scores = latest(scores);
        looks = latest(looks);
    }

    private static <T> List<T> latest(List<T> all) {
        return List.copyOf(all.subList(Math.max(0, all.size() - MOST_SCORES), all.size()));
    }

    MemoryState with(GoodJudgement judgement) {
        return new MemoryState(seen, known, calibration, judgement.scores(), judgement.looks());
    }

    MemoryState with(KnownImages images) {
        return new MemoryState(seen, images, calibration, scores, looks);
    }

    /** With more of what stays. */
    MemoryState with(Map<String, FloatTensor> more) {
        Map<String, FloatTensor> all = new LinkedHashMap<>(calibration);
        all.putAll(more);
        return new MemoryState(seen, known, all, scores, looks);
    }

    int images() {
        return seen.images();
    }

    private static String imagesOf(Level level) {
        return level.gaussian() + ".images";
    }

    private static String momentsOf(Level level) {
        return level.gaussian() + ".moments";
    }

    private static String seenBy(Level level) {
        return level.bank() + ".seen";
    }

    /** @param parameters of the memory of what was seen; the banks are taken from there */
    Parameters tensors(Parameters parameters) {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>(calibration);
        for (FeatureMoments moments : seen.moments()) {
            Level level = moments.level();
            tensors.put(imagesOf(level), FloatTensor.of(new float[] {moments.images()}, 1));
            int side = level.side();
            tensors.put(
                    momentsOf(level), FloatTensor.of(moments.packed(), side, side, FeatureMoments.rowLength(level)));
        }
        for (FeatureSample sample : seen.samples()) {
            Level level = sample.level();
            tensors.put(seenBy(level), FloatTensor.of(new float[] {sample.seen()}, 1));
            parameters.startingWith(level.bank() + ".").tensors().forEach(tensors::putIfAbsent);
        }
        float[] values = new float[scores.size()];
        float[] traits = new float[TRAITS * looks.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = scores.get(i).floatValue();
            traits[TRAITS * i] = (float) looks.get(i).brightness();
            traits[TRAITS * i + 1] = (float) looks.get(i).contrast();
            traits[TRAITS * i + 2] = (float) looks.get(i).sharpness();
        }
        if (values.length > 0) {
            tensors.put(SCORES, FloatTensor.of(values, values.length));
            tensors.put(LOOKS, FloatTensor.of(traits, looks.size(), TRAITS));
        }
        return known.carriedBy(new Parameters(tensors));
    }

    /** @throws InputException when the recipe is of another profile, of another teacher, or carries too little */
    static MemoryState read(StoredRecipe recipe, InstantModel model) {
        Parameters carried = new Parameters(StateDictionaryReader.read(
                        recipe.bytes(Recipe.CHECKPOINT), Recipe.CHECKPOINT + " of " + recipe.directory())
                .tensors());
        Level first = model.levels().get(0);
        if (!carried.tensors().containsKey(momentsOf(first))) {
            throw new InputException(
                    "The recipe " + recipe.directory() + " was remembered by a version that did not keep"
                            + " what it takes to add images; learn again from all of them");
        }
        List<FeatureMoments> moments = new ArrayList<>();
        List<FeatureSample> samples = new ArrayList<>();
        for (Level level : model.levels()) {
            if (level.placed()) {
                int side = level.side();
                Shape rows = Shape.of(side, side, FeatureMoments.rowLength(level));
                int images = (int) carried.get(imagesOf(level), Shape.of(1)).data()[0];
                moments.add(FeatureMoments.restored(
                        level, images, carried.get(momentsOf(level), rows).data()));
            }
            if (level.banked()) {
                long seen = (long) carried.get(seenBy(level), Shape.of(1)).data()[0];
                samples.add(MemoryBank.restored(level, seen, carried));
            }
        }
        return new MemoryState(
                new Recollection(moments, samples),
                KnownImages.of(carried),
                calibration(carried, model),
                scores(carried),
                looks(carried));
    }

    private static Map<String, FloatTensor> calibration(Parameters carried, InstantModel model) {
        Map<String, FloatTensor> calibration = new LinkedHashMap<>();
        for (Level level : model.levels()) {
            Shape map = Shape.of(1, 1, level.side(), level.side());
            for (String distance : level.distances()) {
                String mean = InstantParameters.calibrationMean(distance);
                String scale = InstantParameters.calibrationScale(distance);
                calibration.put(mean, carried.get(mean, map));
                calibration.put(scale, carried.get(scale, map));
            }
        }
        for (String distance : model.distances()) {
            String weight = InstantParameters.fusionWeight(distance);
            calibration.put(weight, carried.get(weight, Shape.of(1)));
        }
        for (Level level : model.knownLevels()) {
            String name = InstantParameters.knownDefects(level);
            FloatTensor known = carried.tensors().get(name);
            if (known != null) {
                calibration.put(name, carried.get(name, Shape.of(known.shape().extent(0), level.channels())));
            }
        }
        calibration.put(InstantModel.REFINEMENT, carried.get(InstantModel.REFINEMENT, Shape.of(1)));
        return calibration;
    }

    private static List<Double> scores(Parameters carried) {
        return rows(carried, SCORES, i -> (double) carried.tensors().get(SCORES).data()[i]);
    }

    private static List<ImageStatistics> looks(Parameters carried) {
        return rows(carried, LOOKS, i -> {
            float[] data = carried.tensors().get(LOOKS).data();
            return new ImageStatistics(data[TRAITS * i], data[TRAITS * i + 1], data[TRAITS * i + 2]);
        });
    }

    private static <T> List<T> rows(Parameters carried, String name, IntFunction<T> row) {
        FloatTensor tensor = carried.tensors().get(name);
        List<T> rows = new ArrayList<>();
        for (int i = 0; tensor != null && i < tensor.shape().extent(0); i++) {
            rows.add(row.apply(i));
        }
        return rows;
    }
}
