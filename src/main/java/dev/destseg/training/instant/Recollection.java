package dev.destseg.training.instant;

import dev.destseg.network.InstantModel;
import dev.destseg.network.InstantModel.Level;
import dev.destseg.network.Parameters;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * What a set of good images leaves behind: moments and a sample of features for each level. Two can be added. Not safe
 * between threads.
 */
final class Recollection {
    private final List<FeatureMoments> moments;
    private final List<FeatureSample> samples;

    Recollection(List<FeatureMoments> moments, List<FeatureSample> samples) {
        this.moments = moments;
        this.samples = samples;
    }

    /** @param perImage features that are taken of each image for the memory banks */
    static Recollection empty(InstantModel model, int perImage) {
        return new Recollection(
                model.levels().stream()
                        .filter(Level::placed)
                        .map(FeatureMoments::new)
                        .toList(),
                model.levels().stream()
                        .filter(Level::banked)
                        .map(level -> new FeatureSample(level, perImage))
                        .toList());
    }

    /**
     * Adds an image.
     *
     * @param features outputs of {@link InstantModel#features} for a batch
     * @param index of the image within the batch
     * @param origin the number of the image, or of the one that it is a piece of
     */
    void add(Map<String, Tensor> features, int index, int origin, SplittableRandom random) {
        for (FeatureMoments each : moments) {
            float[] data = data(features, each.level());
            each.add(data, index * size(each.level()));
        }
        for (FeatureSample each : samples) {
            float[] data = data(features, each.level());
            each.add(data, index * size(each.level()), origin, random);
        }
    }

    private static int size(Level level) {
        return level.side() * level.side() * level.channels();
    }

    private static float[] data(Map<String, Tensor> features, Level level) {
        if (features.get(level.features()) instanceof FloatTensor tensor) {
            return tensor.data();
        }
        throw new IllegalStateException("The graph gives no features named " + level.features());
    }

    List<FeatureMoments> moments() {
        return moments;
    }

    List<FeatureSample> samples() {
        return samples;
    }

    int images() {
        return moments.get(0).images();
    }

    Recollection plus(Recollection others) {
        List<FeatureMoments> bothMoments = new ArrayList<>();
        for (int i = 0; i < moments.size(); i++) {
            bothMoments.add(moments.get(i).plus(others.moments.get(i)));
        }
        List<FeatureSample> bothSamples = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            bothSamples.add(samples.get(i).plus(others.samples.get(i)));
        }
        return new Recollection(bothMoments, bothSamples);
    }

    /** Gaussians and memory banks, these on all cores: to choose them is most of what learning takes. */
    Parameters memory(int bankSize, SplittableRandom random) {
        Map<String, FloatTensor> memory = new LinkedHashMap<>();
        moments.forEach(each -> memory.putAll(Gaussians.fit(each)));
        List<Supplier<Map<String, FloatTensor>>> banks = samples.stream()
                .map(each -> MemoryBank.fit(each, bankSize, random))
                .toList();
        banks.parallelStream().map(Supplier::get).forEachOrdered(memory::putAll);
        return new Parameters(memory);
    }
}
