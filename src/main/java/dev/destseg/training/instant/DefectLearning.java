package dev.destseg.training.instant;

import dev.destseg.dataset.ImageCache;
import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Image;
import dev.destseg.image.ImageTensors;
import dev.destseg.image.Mask;
import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.DefectFilters;
import dev.destseg.network.InstantModel;
import dev.destseg.network.InstantModel.Level;
import dev.destseg.network.Parameters;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Tensor;
import dev.destseg.training.TrainingListener;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Learns filters for kinds of defects from a few examples. What a filter counts grows with the examples of its kind, from
 * hardly anything for a single one; how strongly good parts answer to it is seen on images that the memory at hand does not know.
 * Used by one thread.
 */
final class DefectLearning {
    /** Of a filter of very many examples; with twice as much, some defects are found worse by more than 0.005. */
    private static final double MOST_WEIGHT = 0.05;
    /** A filter of so many examples has half of that weight. */
    private static final double HALF_WEIGHT_EXAMPLES = 2;
    /** A level's position belongs to a defect that covers so much of it. */
    private static final double COVERED = 0.5;

    private final InstantModel model;
    private final InstantSettings settings;
    private final ImageCache good;
    private final InferenceRuntime runtime;
    private final int threads;
    private final TrainingListener listener;

    DefectLearning(
            InstantModel model,
            InstantSettings settings,
            ImageCache good,
            InferenceRuntime runtime,
            int threads,
            TrainingListener listener) {
        this.model = model;
        this.settings = settings;
        this.good = good;
        this.runtime = runtime;
        this.threads = threads;
        this.listener = listener;
    }

    /**
     * @param memory parameters of the memory of all good images
     * @param halves Gaussians of the memories of the even and of the odd good images
     * @param examples at least one
     */
    DefectKnowledge learn(Parameters memory, List<Parameters> halves, List<KnownDefect> examples) {
        Map<String, List<KnownDefect>> kinds =
                examples.stream().collect(Collectors.groupingBy(KnownDefect::kind, TreeMap::new, Collectors.toList()));
        if (kinds.size() > DefectFilters.MOST_KINDS) {
            kinds.keySet()
                    .retainAll(kinds.keySet().stream()
                            .limit(DefectFilters.MOST_KINDS)
                            .toList());
            listener.said("Only so many kinds of defects are learned from: " + String.join(", ", kinds.keySet()));
        }
        List<List<KnownDefect>> marked = mark(memory, kinds.values());
        DefectTraits traits = traits(memory, marked);
        Map<String, FloatTensor> calibration = new LinkedHashMap<>(calibrated(traits, halves));
        for (int kind = 0; kind < marked.size(); kind++) {
            int count = marked.get(kind).size();
            float weight = (float) (MOST_WEIGHT * count / (count + HALF_WEIGHT_EXAMPLES));
            calibration.put(
                    InstantModel.fusionWeight(DefectFilters.response(kind)), FloatTensor.of(new float[] {weight}, 1));
        }
        return new DefectKnowledge(traits, calibration);
    }

    /** Gives those without a mask one: where the memory's map is at least half as high as at its peak. */
    private List<List<KnownDefect>> mark(Parameters memory, Collection<List<KnownDefect>> kinds) {
        try (Engine engine = runtime.load(OnnxWriter.write(model.inference(memory)), threads)) {
            return kinds.stream()
                    .map(kind -> kind.stream().map(each -> mark(engine, each)).toList())
                    .toList();
        }
    }

    private static KnownDefect mark(Engine engine, KnownDefect defect) {
        if (defect.mask().isPresent()) {
            return defect;
        }
        float[] map = map(engine, defect.image()).values();
        float highest = 0;
        for (float value : map) {
            highest = Math.max(highest, value);
        }
        byte[] mask = new byte[map.length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) (map[i] >= highest / 2 ? 1 : 0);
        }
        Image image = defect.image();
        return new KnownDefect(defect.kind(), image, Optional.of(new Mask(image.width(), image.height(), mask)));
    }

    private static AnomalyMap map(Engine engine, Image image) {
        Map<String, Tensor> maps = engine.run(Map.of(DeStSeg.IMAGE, ImageTensors.of(image)));
        return new AnomalyMap(image.width(), image.height(), data(maps, InstantModel.MEMORY_MAP));
    }

    private static float[] data(Map<String, Tensor> given, String name) {
        if (given.get(name) instanceof FloatTensor tensor) {
            return tensor.data();
        }
        throw new IllegalStateException("The graph gives nothing named " + name);
    }

    private DefectTraits traits(Parameters memory, List<List<KnownDefect>> kinds) {
        try (Engine engine = runtime.load(OnnxWriter.write(model.features()), threads)) {
            return new DefectTraits(
                    kinds.stream().map(kind -> traits(engine, memory, kind)).toList());
        }
    }

    private Map<String, float[]> traits(Engine engine, Parameters memory, List<KnownDefect> kind) {
        Map<String, float[]> added = new LinkedHashMap<>();
        for (KnownDefect defect : kind) {
            Map<String, Tensor> features = engine.run(Map.of(DeStSeg.IMAGE, ImageTensors.of(defect.image())));
            for (Level level : model.levels()) {
                if (level.placed()) {
                    float[] sum = added.computeIfAbsent(level.features(), name -> new float[level.channels()]);
                    float[] own = added(
                            level,
                            memory,
                            data(features, level.features()),
                            defect.mask().orElseThrow());
                    for (int c = 0; c < sum.length; c++) {
                        sum[c] += own[c] / kind.size();
                    }
                }
            }
        }
        return added;
    }

    /** The mean of x - m over the positions of a defect. */
    private static float[] added(Level level, Parameters memory, float[] features, Mask mask) {
        float[] means = memory.tensors().get(InstantModel.gaussianMean(level)).data();
        double[] shares = shares(level, mask);
        double most = 0;
        for (double share : shares) {
            most = Math.max(most, share);
        }
        float[] sum = new float[level.channels()];
        int count = 0;
        for (int position = 0; position < shares.length; position++) {
            if (most > 0 && shares[position] >= Math.min(COVERED, most)) {
                for (int c = 0; c < sum.length; c++) {
                    sum[c] += features[position * sum.length + c] - means[position * sum.length + c];
                }
                count++;
            }
        }
        for (int c = 0; c < sum.length; c++) {
            sum[c] /= Math.max(1, count);
        }
        return sum;
    }

    /** How much of each position is defective. */
    private static double[] shares(Level level, Mask mask) {
        double[] shares = new double[level.side() * level.side()];
        int stride = level.stride();
        for (int i = 0; i < mask.data().length; i++) {
            int position = i / mask.width() / stride * level.side() + i % mask.width() / stride;
            shares[position] += mask.data()[i] / (double) (stride * stride);
        }
        return shares;
    }

    private Map<String, FloatTensor> calibrated(DefectTraits traits, List<Parameters> halves) {
        int side = model.inputSize() / 4;
        int kinds = traits.kinds().size();
        List<DistanceCalibration> calibrations = IntStream.range(0, kinds)
                .mapToObj(kind -> new DistanceCalibration(DefectFilters.response(kind), side))
                .toList();
        int all = Math.min(good.size(), settings.calibrationImages());
        int done = 0;
        for (int half = 0; half < halves.size(); half++) {
            Parameters other = halves.get(1 - half);
            byte[] graph = OnnxWriter.write(model.defectResponses(other.with(traits.filters(model, other))));
            try (Engine engine = runtime.load(graph, threads)) {
                for (int i = half; i < all; i += 2) {
                    Map<String, Tensor> responses = GoodParts.run(engine, good, IntStream.of(i));
                    for (int kind = 0; kind < kinds; kind++) {
                        calibrations.get(kind).add(data(responses, DefectFilters.response(kind)));
                    }
                    listener.advanced("Looking for the shown defects on good parts", ++done, all);
                }
            }
        }
        Map<String, FloatTensor> calibrated = new LinkedHashMap<>();
        calibrations.forEach(calibration -> calibrated.putAll(calibration.fit()));
        return calibrated;
    }
}
