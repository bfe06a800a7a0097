package dev.destseg.training.instant;

import dev.destseg.dataset.ImageCache;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.network.Exposure;
import dev.destseg.network.InstantModel;
import dev.destseg.network.Light;
import dev.destseg.network.Memories;
import dev.destseg.network.Parameters;
import dev.destseg.training.KnownImages;
import dev.destseg.training.TrainingListener;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * From good images to the memories that judge together. In steady light one of images as they were taken and, where the budget leaves
 * time, one of evened images; in changing light one of evened images. Used by one thread.
 */
final class InstantLearning {
    /** Times what the first memory took: as much for the second, and the rest for what both remember and judge after that. */
    private static final double NEEDED = 2.5;
    /** Bytes of the heap that two memories of 256 x 256 take while they are learned, of any number of images. */
    private static final double HEAP = 900e6;

    private static final double AT_SIDE = 256;

    private final Function<Exposure, MemoryLearning> begin;
    private final Light light;
    /** Bytes that there are, and that two memories take. */
    private final double heap;

    private final double needed;
    private final TimeLimit limit;
    private final TrainingListener listener;
    private final Map<Exposure, MemoryLearning> learned = new EnumMap<>(Exposure.class);

    /** @param heap bytes that there are for all that Java holds */
    InstantLearning(
            InstantModel model,
            InstantSettings settings,
            ImageCache images,
            InferenceRuntime runtime,
            int threads,
            long heap,
            TimeLimit limit,
            TrainingListener listener) {
        // More synthetic defects gain less than a second memory does, and must leave it its time.
        TimeLimit first = limit.within(1 / (1 + NEEDED));
        this.begin = exposure -> new MemoryLearning(
                model,
                exposure,
                settings,
                images,
                runtime,
                threads,
                exposure == Exposure.AS_TAKEN ? first : limit,
                listener);
        this.light = settings.light();
        this.needed = HEAP * Math.pow(model.inputSize() / AT_SIDE, 2);
        this.heap = heap;
        this.limit = limit;
        this.listener = listener;
    }

    /** @throws dev.destseg.tensor.InputException when there are fewer than four images */
    Memories learn() {
        double begun = limit.seconds();
        Map<Exposure, Parameters> memories = new EnumMap<>(Exposure.class);
        memories.put(light.remembered(), learn(light.remembered()));
        if (light == Light.CHANGING || limit.budget().isEmpty()) {
            return new Memories(memories);
        }
        double seconds = NEEDED * (limit.seconds() - begun);
        if (!limit.allows(seconds)) {
            listener.said("There is no time for a second memory, of the same images made equally bright: it would take "
                    + Math.round(seconds) + " s more");
        } else if (heap < needed) {
            listener.said(
                    "There is too little working memory to learn a second memory, of the same images made equally bright: that takes "
                            + Math.round(needed / 1e6) + " MB of Java's heap");
        } else {
            listener.said(
                    "There is time for a second memory, of the same images made equally bright. Two find more where light"
                            + " changes, and take twice as long to judge a part as one does");
            memories.put(Exposure.EVENED, learn(Exposure.EVENED));
        }
        return new Memories(memories);
    }

    private Parameters learn(Exposure exposure) {
        MemoryLearning learning = begin.apply(exposure);
        learned.put(exposure, learning);
        return learning.learn();
    }

    /** As {@link MemoryLearning#remember}, in each memory. */
    Memories remember(ImageCache further) {
        Map<Exposure, Parameters> memories = new EnumMap<>(Exposure.class);
        learned.forEach((exposure, learning) -> memories.put(exposure, learning.remember(further)));
        return new Memories(memories);
    }

    /** What is remembered, to go on from; without scores yet. */
    MemoryState state() {
        Map<Exposure, Memory> memories = new EnumMap<>(Exposure.class);
        learned.forEach((exposure, learning) -> memories.put(exposure, learning.learned()));
        return new MemoryState(memories, KnownImages.NONE, List.of(), List.of());
    }

    /** What it came to, for provenance: memories, and quarters that the first was weighed by. */
    Map<String, Double> tried() {
        MemoryLearning first = Objects.requireNonNull(learned.get(light.remembered()));
        return Map.of(
                InstantTraining.MEMORIES, (double) learned.size(), "quarters_tried", (double) first.quartersTried());
    }
}
