package dev.destseg.network;

import dev.destseg.graph.Graph;
import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.graph.Window;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The day-zero model, profile {@code instant}: nothing is trained, the teacher's features of good images are remembered.
 * Each feature is the mean of its neighbourhood, 5 x 5 at stride 16 and else 3 x 3. Distances from what is remembered:
 *
 * <ul>
 *   <li>stride 4, 8 and 16: Mahalanobis distance from a Gaussian at each position (PaDiM, Defard et al. 2020), the
 *       moments taken over the 3 x 3 positions around it: what belongs where;
 *   <li>stride 8, 16 and 32: Euclidean distance of the standardised feature from the nearest in a memory bank (PatchCore, Roth
 *       et al. 2022), each remembered feature measuring in its own width: what belongs anywhere.
 * </ul>
 *
 * <p>Each distance d becomes z = max(0, d - mean) * scale with a mean and a scale for each position, see {@link
 * #calibrationMean}: borders, where the teacher's zero padding makes good images look odd, are odd in good images too,
 * and count as little as they tell. A scale is such that the highest z of a good image is 1 on average. Let
 * u be the weighted mean of the z at stride 4; what each distance counts is the product's own, see {@link #fusionWeight}.
 *
 * <p>A defect shows in u with a halo as wide as the teacher's view, and the halo of a strong defect is higher than a weak
 * defect. So u counts by its share of the highest u within 7 x 7: v = u * u / max u, which leaves a peak as it is and lowers
 * what lies on its slopes. The memory map is v / (v + 3).
 *
 * <p>Images are N x 3 x H x W, RGB, 0 to 255. Immutable and safe between threads.
 */
public final class InstantModel {
    /** The name of the profile in recipes and on the command line. */
    public static final String PROFILE = "instant";
    /** Output of the inference graph: N x 1 x H x W in [0, 1). */
    public static final String MEMORY_MAP = "memory_map";

    private static final float HALF = 3;
    /** 28 x 28 pixels: a little more than a position of the coarsest level. */
    private static final Window PEAK = Window.same(7);
    /** Keeps 0 / 0 away, and is far below any distance that counts. */
    private static final float LEAST = 1e-6f;

    private final Teacher teacher;
    private final int inputSize;

    /**
     * @param inputSize height and width, a multiple of 32
     * @throws IllegalArgumentException for another size
     */
    public InstantModel(Teacher teacher, int inputSize) {
        if (inputSize < 32 || inputSize % 32 != 0) {
            throw new IllegalArgumentException("An input size is a multiple of 32, not " + inputSize);
        }
        this.teacher = teacher;
        this.inputSize = inputSize;
    }

    public int inputSize() {
        return inputSize;
    }

    /** The levels of the teacher's features, the finest first. */
    public List<Level> levels() {
        List<Integer> channels = teacher.architecture().channels();
        List<Level> levels = new ArrayList<>(List.of(
                new Level(4, inputSize / 4, channels.get(0), 3, true, false),
                new Level(8, inputSize / 8, channels.get(1), 3, true, true),
                new Level(16, inputSize / 16, channels.get(2), 5, true, true)));
        if (channels.size() > levels.size()) {
            levels.add(new Level(32, inputSize / 32, channels.get(3), 3, false, true));
        }
        return List.copyOf(levels);
    }

    /**
     * A level of features.
     *
     * @param stride pixels of the image between two positions
     * @param side positions along each side
     * @param channels numbers of a feature
     * @param neighbourhood height and width of the window that a feature is the mean of
     * @param placed whether there is a Gaussian at each position
     * @param banked whether there is a memory bank
     */
    public record Level(int stride, int side, int channels, int neighbourhood, boolean placed, boolean banked) {
        /** The output of {@link InstantModel#features}. */
        public String features() {
            return "stride" + stride;
        }

        /** The output of {@link InstantModel#distances}: distance from the Gaussian at each position. */
        public String gaussian() {
            return "gaussian" + stride;
        }

        /** The output of {@link InstantModel#distances}: distance from the nearest feature of the bank, in its widths. */
        public String bank() {
            return "bank" + stride;
        }

        /** The distance maps of this level. */
        public List<String> distances() {
            List<String> distances = new ArrayList<>();
            if (placed) {
                distances.add(gaussian());
            }
            if (banked) {
                distances.add(bank());
            }
            return distances;
        }
    }

    /** The parameter with the mean of the Gaussians: side x side x 1 x C. */
    public static String gaussianMean(Level level) {
        return level.gaussian() + ".mean";
    }

    /** The parameter W with W W^T the inverse covariances of the Gaussians: side x side x C x C. */
    public static String gaussianWhitening(Level level) {
        return level.gaussian() + ".whitening";
    }

    /** The parameter with the mean of all features: C. */
    public static String bankMean(Level level) {
        return level.bank() + ".mean";
    }

    /** The parameter with one over the deviation of all features: C. */
    public static String bankScale(Level level) {
        return level.bank() + ".scale";
    }

    /** The parameter with the standardised features remembered: M x C. */
    public static String bankVectors(Level level) {
        return level.bank() + ".vectors";
    }

    /** The parameter with the widths of the features remembered: M, positive; distances from them count by these. */
    public static String bankWidths(Level level) {
        return level.bank() + ".widths";
    }

    /** The parameter with the distances that good images have: 1 x 1 x side x side. */
    public static String calibrationMean(String distance) {
        return distance + ".calibration.mean";
    }

    /** The parameter that distances beyond that mean are multiplied by: 1 x 1 x side x side. */
    public static String calibrationScale(String distance) {
        return distance + ".calibration.scale";
    }

    /** The parameter with what a distance counts in the memory map: one number; all add up to 1. */
    public static String fusionWeight(String distance) {
        return distance + ".weight";
    }

    /** The names of all distances, the finest level first. */
    public List<String> distances() {
        return levels().stream().flatMap(level -> level.distances().stream()).toList();
    }

    /** The graph from images to features, N x side x side x C for each level. */
    public Graph features() {
        Operators ops = new Operators(new GraphBuilder("instant-features"));
        List<Value> features = features(ops);
        for (int i = 0; i < features.size(); i++) {
            ops.builder().output(levels().get(i).features(), ops.transpose(features.get(i), 0, 2, 3, 1));
        }
        return ops.builder().build();
    }

    /**
     * The graph from images to distances, N x 1 x side x side each.
     *
     * @param memory Gaussians and banks
     * @throws dev.destseg.tensor.InputException when a parameter is missing or has another shape
     */
    public Graph distances(Parameters memory) {
        Operators ops = new Operators(new GraphBuilder("instant-distances"));
        distances(ops, memory).forEach(ops.builder()::output);
        return ops.builder().build();
    }

    /**
     * The graph from images to calibrated distances at stride 4, N x 1 x H/4 x W/4 each, under the names of the distances.
     *
     * @param parameters Gaussians, banks and their calibration
     * @throws dev.destseg.tensor.InputException when a parameter is missing or has another shape
     */
    public Graph calibratedDistances(Parameters parameters) {
        Operators ops = new Operators(new GraphBuilder("instant-calibrated-distances"));
        calibrated(ops, parameters).forEach(ops.builder()::output);
        return ops.builder().build();
    }

    /**
     * The graph that judges, with the output {@link #MEMORY_MAP}.
     *
     * @param parameters Gaussians, banks, their calibration and weights
     * @throws dev.destseg.tensor.InputException when a parameter is missing or has another shape
     */
    public Graph inference(Parameters parameters) {
        Operators ops = new Operators(new GraphBuilder("destseg-" + PROFILE));
        Value u = ops.scalar(0);
        for (Map.Entry<String, Value> z : calibrated(ops, parameters).entrySet()) {
            Value weight = constant(ops, parameters, fusionWeight(z.getKey()), Shape.of(1));
            u = ops.add(ops.multiply(z.getValue(), weight), u);
        }
        Value v = ops.multiply(u, ops.divide(u, ops.add(ops.maxPool(u, PEAK), ops.scalar(LEAST))));
        Value map = ops.divide(v, ops.add(v, ops.scalar(HALF)));
        ops.builder().output(MEMORY_MAP, ops.resize(map, inputSize, inputSize));
        return ops.builder().build();
    }

    /** max(0, d - mean) * scale at stride 4, by distance. */
    private Map<String, Value> calibrated(Operators ops, Parameters parameters) {
        Map<String, Value> calibrated = new LinkedHashMap<>();
        int finest = inputSize / 4;
        distances(ops, parameters).forEach((distance, d) -> {
            Value z = calibrated(ops, parameters, distance, d);
            calibrated.put(distance, ops.resize(z, finest, finest));
        });
        return calibrated;
    }

    /** max(0, d - mean) * scale. */
    private static Value calibrated(Operators ops, Parameters parameters, String distance, Value d) {
        Shape shape = d.shape().with(0, 1);
        Value mean = constant(ops, parameters, calibrationMean(distance), shape);
        Value scale = constant(ops, parameters, calibrationScale(distance), shape);
        return ops.relu(ops.multiply(ops.subtract(d, mean), scale));
    }

    /** N x C x side x side for each level. */
    private List<Value> features(Operators ops) {
        Value images =
                ops.builder().input(DeStSeg.IMAGE, ElementType.UINT8, Shape.of(Shape.FREE, 3, inputSize, inputSize));
        List<Value> features = teacher.build(ops, "teacher.", teacher.normalize(ops, images));
        List<Value> means = new ArrayList<>();
        for (Level level : levels()) {
            means.add(ops.averagePool(features.get(means.size()), Window.same(level.neighbourhood())));
        }
        return means;
    }

    private Map<String, Value> distances(Operators ops, Parameters memory) {
        Map<String, Value> distances = new LinkedHashMap<>();
        List<Value> features = features(ops);
        for (int i = 0; i < features.size(); i++) {
            Level level = levels().get(i);
            if (level.placed()) {
                distances.put(level.gaussian(), MemoryDistances.mahalanobis(ops, memory, level, features.get(i)));
            }
            if (level.banked()) {
                distances.put(level.bank(), MemoryDistances.nearest(ops, memory, level, features.get(i)));
            }
        }
        return distances;
    }

    private static Value constant(Operators ops, Parameters parameters, String name, Shape shape) {
        return ops.builder().constant(name, parameters.get(name, shape));
    }
}
