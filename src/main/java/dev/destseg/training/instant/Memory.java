package dev.destseg.training.instant;

import dev.destseg.network.InstantModel;
import dev.destseg.network.InstantModel.Level;
import dev.destseg.network.InstantParameters;
import dev.destseg.network.Parameters;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one memory keeps to take further images in.
 *
 * @param seen all images so far
 * @param calibration what further images leave as it is, as {@link InstantParameters} names it: calibration, weights, features
 *     of shown defects
 */
record Memory(Recollection seen, Map<String, FloatTensor> calibration) {
    Memory {
        calibration = Map.copyOf(calibration);
    }

    /** With more of what stays. */
    Memory with(Map<String, FloatTensor> more) {
        Map<String, FloatTensor> all = new LinkedHashMap<>(calibration);
        all.putAll(more);
        return new Memory(seen, all);
    }

    /** @param parameters of this memory; the banks are taken from there */
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
        return new Parameters(tensors);
    }

    /** Whether there is what {@link #read} needs; versions before memories grew did not keep it. */
    static boolean isIn(Parameters carried, InstantModel model) {
        return carried.tensors().containsKey(momentsOf(model.levels().get(0)));
    }

    /**
     * @param carried as {@link #tensors} makes it
     * @throws dev.destseg.tensor.InputException when a tensor is missing or has another shape
     */
    static Memory read(Parameters carried, InstantModel model) {
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
        return new Memory(new Recollection(moments, samples), calibration(carried, model));
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

    private static String imagesOf(Level level) {
        return level.gaussian() + ".images";
    }

    private static String momentsOf(Level level) {
        return level.gaussian() + ".moments";
    }

    private static String seenBy(Level level) {
        return level.bank() + ".seen";
    }
}
