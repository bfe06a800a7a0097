package dev.destseg.training.instant;

import dev.destseg.dataset.ImageCache;
import dev.destseg.network.InstantModel;
import dev.destseg.network.Parameters;
import dev.destseg.tensor.FloatTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Takes further good images into a memory. How distances are calibrated and weighed stays, so that scores can be compared
 * with those of the images before. Where at least as many are new as were known, they are calibrated again on the new ones, from
 * which alone the threshold is chosen then: of a larger memory all distances are smaller, and a defect would seem usual. Used by
 * one thread.
 */
final class MemoryGrowth {
    private final InstantModel model;
    private final InstantSettings settings;
    private final MemoryState before;
    private final GoodParts parts;
    private final SplittableRandom random;

    MemoryGrowth(InstantModel model, InstantSettings settings, MemoryState before, GoodParts parts) {
        this.model = model;
        this.settings = settings;
        this.before = before;
        this.parts = parts;
        this.random = new SplittableRandom(settings.seed());
    }

    /**
     * @param unaware parameters of memories for judging the even and the odd of the further images, neither of which has
     *     seen those
     * @param parameters of the memory of all images
     */
    record Grown(List<Parameters> unaware, Parameters parameters, MemoryState state) {}

    Grown grow(ImageCache further) {
        int perImage = Math.max(1, settings.sampleSize() / InstantSettings.QUARTERS / further.size());
        List<Recollection> halves = List.of(Recollection.empty(model, perImage), Recollection.empty(model, perImage));
        parts.remember(further, halves, random, "Looking at further good parts");
        Recollection even = halves.get(0);
        Recollection odd = halves.get(1);
        Parameters withOdd = memory(before.seen().plus(odd));
        Parameters withEven = memory(before.seen().plus(even));
        Recollection all = before.seen().plus(even).plus(odd);
        Parameters memory = memory(all);
        boolean anew = all.images() - before.images() >= before.images()
                && further.samples().size() > 1;
        Map<String, FloatTensor> calibration = new LinkedHashMap<>(before.calibration());
        if (anew) {
            calibration.putAll(parts.calibrate(further, withEven, withOdd, settings.calibrationImages()));
        }
        return new Grown(
                List.of(withOdd.with(calibration), withEven.with(calibration)),
                memory.with(calibration),
                new MemoryState(
                        all,
                        before.known(),
                        calibration,
                        anew ? List.of() : before.scores(),
                        anew ? List.of() : before.looks()));
    }

    private Parameters memory(Recollection recollection) {
        return recollection.memory(settings.bankSize(), random);
    }
}
