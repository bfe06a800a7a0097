package dev.destseg.training.instant;

import dev.destseg.dataset.ImageCache;
import dev.destseg.network.Exposure;
import dev.destseg.network.InstantModel;
import dev.destseg.network.Memories;
import dev.destseg.network.Parameters;
import dev.destseg.tensor.FloatTensor;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Takes further good images into each memory. How distances are calibrated and weighed stays, so that scores can be compared
 * with those of the images before. Where at least as many are new as were known, they are calibrated again on the new ones, from
 * which alone the threshold is chosen then: of a larger memory all distances are smaller, and a defect would seem usual. Used by
 * one thread.
 */
final class MemoryGrowth {
    private final InstantModel model;
    private final InstantSettings settings;
    private final MemoryState before;
    private final GoodParts parts;

    MemoryGrowth(InstantModel model, InstantSettings settings, MemoryState before, GoodParts parts) {
        this.model = model;
        this.settings = settings;
        this.before = before;
        this.parts = parts;
    }

    /**
     * @param unaware memories for judging the even and the odd of the further images, neither of which has seen those
     * @param parameters of the memories of all images
     */
    record Grown(List<Memories> unaware, Memories parameters, MemoryState state) {}

    /** The same of one memory. */
    private record GrownMemory(Parameters withOdd, Parameters withEven, Parameters parameters, Memory memory) {}

    Grown grow(ImageCache further) {
        boolean anew = further.size() >= before.images() && further.samples().size() > 1;
        Map<Exposure, Parameters> withOdd = new EnumMap<>(Exposure.class);
        Map<Exposure, Parameters> withEven = new EnumMap<>(Exposure.class);
        Map<Exposure, Parameters> parameters = new EnumMap<>(Exposure.class);
        Map<Exposure, Memory> memories = new EnumMap<>(Exposure.class);
        before.memories().forEach((exposure, memory) -> {
            GrownMemory grown = grow(exposure, memory, further, anew);
            withOdd.put(exposure, grown.withOdd());
            withEven.put(exposure, grown.withEven());
            parameters.put(exposure, grown.parameters());
            memories.put(exposure, grown.memory());
        });
        return new Grown(
                List.of(new Memories(withOdd), new Memories(withEven)),
                new Memories(parameters),
                new MemoryState(
                        memories,
                        before.known(),
                        anew ? List.of() : before.scores(),
                        anew ? List.of() : before.looks()));
    }

    private GrownMemory grow(Exposure exposure, Memory known, ImageCache further, boolean anew) {
        SplittableRandom random = new SplittableRandom(settings.seed());
        int perImage = Math.max(1, settings.sampleSize() / InstantSettings.QUARTERS / further.size());
        List<Recollection> halves = List.of(Recollection.empty(model, perImage), Recollection.empty(model, perImage));
        parts.remember(exposure, further, halves, random, "Looking at further good parts");
        Recollection even = halves.get(0);
        Recollection odd = halves.get(1);
        Parameters withOdd = memory(known.seen().plus(odd), random);
        Parameters withEven = memory(known.seen().plus(even), random);
        Recollection all = known.seen().plus(even).plus(odd);
        Parameters memory = memory(all, random);
        Map<String, FloatTensor> calibration = new LinkedHashMap<>(known.calibration());
        if (anew) {
            calibration.putAll(parts.calibrate(exposure, further, withEven, withOdd, settings.calibrationImages()));
        }
        return new GrownMemory(
                withOdd.with(calibration),
                withEven.with(calibration),
                memory.with(calibration),
                new Memory(all, calibration));
    }

    private Parameters memory(Recollection recollection, SplittableRandom random) {
        return recollection.memory(settings.bankSize(), random);
    }
}
