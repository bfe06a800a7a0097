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
 * Each feature is the mean of its neighbourhood, 5 x 5 at stride 16 and else 3 x 3; colours are alone. Distances from what is remembered:
 *
 * <ul>
 *   <li>stride 4, 8 and 16: Mahalanobis distance from a Gaussian at each position (PaDiM, Defard et al. 2020), the
 *       moments taken over the 3 x 3 positions around it: what belongs where;
 *   <li>stride 8, 16 and 32: Euclidean distance of the standardised feature from the nearest in a memory bank (PatchCore, Roth
 *       et al. 2022), each remembered feature measuring in its own width: what belongs anywhere;
 *   <li>stride 2: Mahalanobis distance of the colour itself from a Gaussian at each position, where all good parts look alike.
 * </ul>
 *
 * <p>Each distance d becomes z = (d - mean) * scale with a mean and a scale for each position, see {@link
 * #calibrationMean}: borders, where the teacher's zero padding makes good images look odd, are odd in good images too,
 * and count as little as they tell. A scale is such that the highest z of a good image is 1 on average. Let
 * u be the weighted mean of the z at stride 4, or 0 where that is negative; what each distance counts is the product's own, see
 * {@link #fusionWeight}. A distance that is smaller than usual speaks against a defect: were each z cut at 0, their chance
 * deviations would no longer cancel.
 *
 * <p>A defect shows in u with a halo as wide as the teacher's view, and the halo of a strong defect is higher than a weak
 * defect. So u counts by its share of the highest u within 7 x 7: v = u * u / max u, which leaves a peak as it is and lowers
 * what lies on its slopes. The memory map is v / (v + 3).
 *
 * <p>Features say within some four pixels where a defect ends, colours within two. With z2 the calibrated distance of colours
 * and r the product's own {@link #REFINEMENT}, the memory map is multiplied by 1 - r + r z2 / (z2 + 1/2).
 *
 * <p>Images are N x 3 x H x W, RGB, 0 to 255. Immutable and safe between threads.
 */
public final class InstantModel {
    /** The name of the profile in recipes and on the command line. */
    public static final String PROFILE = "instant";
    /** Output of the inference graph: N x 1 x H x W in [0, 1). */
    public static final String MEMORY_MAP = "memory_map";

    /** The parameter with how far the memory map is lowered where colours are usual: one number from 0 to 1. */
    public static final String REFINEMENT = "refinement";
    /** Output of {@link #refinementTrial}: the memory map without refinement. */
    public static final String PLAIN_MAP = "plain_map";

    /** Positions at stride 4 to either side of a peak that are lowered. */
    public static final int PEAK_REACH = 3;

    private static final float HALF = 3;
    private static final float HALF_OF_COLOURS = 0.5f;
    private static final int RGB = 3;
    /** 28 x 28 pixels: a little more than a position of the coarsest level. */
    private static final Window PEAK = Window.same(2 * PEAK_REACH + 1);
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

    /** The colours at stride 2, and the levels of the teacher's features, the finest first. */
    public List<Level> levels() {
        List<Level> levels = new ArrayList<>(List.of(colours()));
        levels.addAll(fused());
        return List.copyOf(levels);
    }

    private Level colours() {
        return new Level(2, inputSize / 2, RGB, 1, true, false);
    }

    private List<Level> fused() {
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

    /** The names of the distances that are fused, the finest level first. */
    public List<String> distances() {
        return fused().stream().flatMap(level -> level.distances().stream()).toList();
    }

    /** The graph from images to features, N x side x side x C for each level. */
    public Graph features() {
        Operators ops = new Operators(new GraphBuilder("instant-features"));
        Value image = image(ops);
        ops.builder().output(colours().features(), ops.transpose(colours(ops, image), 0, 2, 3, 1));
        features(ops, image).forEach((level, feature) -> ops.builder()
                .output(level.features(), ops.transpose(feature, 0, 2, 3, 1)));
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
        Value image = image(ops);
        ops.builder().output(colours().gaussian(), distance(ops, memory, image));
        distances(ops, memory, image).forEach(ops.builder()::output);
        return ops.builder().build();
    }

    /**
     * The graph from images to the calibrated distances that are fused, N x 1 x H/4 x W/4 each, under their names; 0 where they
     * are less than usual.
     *
     * @param parameters Gaussians, banks and their calibration
     * @throws dev.destseg.tensor.InputException when a parameter is missing or has another shape
     */
    public Graph calibratedDistances(Parameters parameters) {
        Operators ops = new Operators(new GraphBuilder("instant-calibrated-distances"));
        calibrated(ops, parameters, image(ops))
                .forEach((distance, z) -> ops.builder().output(distance, ops.relu(z)));
        return ops.builder().build();
    }

    /**
     * The graph that judges, with the output {@link #MEMORY_MAP}.
     *
     * @param parameters Gaussians, banks, their calibration, weights and refinement
     * @throws dev.destseg.tensor.InputException when a parameter is missing or has another shape
     */
    public Graph inference(Parameters parameters) {
        Operators ops = new Operators(new GraphBuilder("destseg-" + PROFILE));
        Value image = image(ops);
        Value map = plainMap(ops, parameters, image);
        ops.builder().output(MEMORY_MAP, refined(ops, parameters, image, map));
        return ops.builder().build();
    }

    /** As {@link #inference}, with the output {@link #PLAIN_MAP} besides: what refinement makes of one of the other. */
    public Graph refinementTrial(Parameters parameters) {
        Operators ops = new Operators(new GraphBuilder("instant-refinement-trial"));
        Value image = image(ops);
        Value map = plainMap(ops, parameters, image);
        ops.builder().output(PLAIN_MAP, map);
        ops.builder().output(MEMORY_MAP, refined(ops, parameters, image, map));
        return ops.builder().build();
    }

    /** N x 1 x H x W. */
    private Value plainMap(Operators ops, Parameters parameters, Value image) {
        Value sum = ops.scalar(0);
        for (Map.Entry<String, Value> z : calibrated(ops, parameters, image).entrySet()) {
            Value weight = constant(ops, parameters, fusionWeight(z.getKey()), Shape.of(1));
            sum = ops.add(ops.multiply(z.getValue(), weight), sum);
        }
        Value u = ops.relu(sum);
        Value v = ops.multiply(u, ops.divide(u, ops.add(ops.maxPool(u, PEAK), ops.scalar(LEAST))));
        return ops.resize(ops.divide(v, ops.add(v, ops.scalar(HALF))), inputSize, inputSize);
    }

    /** The map itself, at no cost, where the product has no refinement. */
    private Value refined(Operators ops, Parameters parameters, Value image, Value map) {
        float refinement = parameters.get(REFINEMENT, Shape.of(1)).data()[0];
        if (refinement == 0) {
            return map;
        }
        Value z = ops.relu(calibrated(ops, parameters, colours().gaussian(), distance(ops, parameters, image)));
        Value unusual = ops.divide(z, ops.add(z, ops.scalar(HALF_OF_COLOURS)));
        Value share = ops.add(ops.multiply(unusual, ops.scalar(refinement)), ops.scalar(1 - refinement));
        return ops.multiply(map, ops.resize(share, inputSize, inputSize));
    }

    /** (d - mean) * scale at stride 4, by distance. */
    private Map<String, Value> calibrated(Operators ops, Parameters parameters, Value image) {
        Map<String, Value> calibrated = new LinkedHashMap<>();
        int finest = inputSize / 4;
        distances(ops, parameters, image).forEach((distance, d) -> {
            Value z = calibrated(ops, parameters, distance, d);
            calibrated.put(distance, ops.resize(z, finest, finest));
        });
        return calibrated;
    }

    /** (d - mean) * scale. */
    private static Value calibrated(Operators ops, Parameters parameters, String distance, Value d) {
        Shape shape = d.shape().with(0, 1);
        Value mean = constant(ops, parameters, calibrationMean(distance), shape);
        Value scale = constant(ops, parameters, calibrationScale(distance), shape);
        return ops.multiply(ops.subtract(d, mean), scale);
    }

    /** N x 3 x H x W, as the teacher wants it. */
    private Value image(Operators ops) {
        Value images =
                ops.builder().input(DeStSeg.IMAGE, ElementType.UINT8, Shape.of(Shape.FREE, RGB, inputSize, inputSize));
        return teacher.normalize(ops, images);
    }

    /** N x 3 x H/2 x W/2: the mean of 2 x 2 pixels, for the resized pixels lie in the middle of them. */
    private Value colours(Operators ops, Value image) {
        return ops.resize(image, colours().side(), colours().side());
    }

    /** N x C x side x side for each level of the teacher's features. */
    private Map<Level, Value> features(Operators ops, Value image) {
        Map<Level, Value> means = new LinkedHashMap<>();
        List<Value> features = teacher.build(ops, "teacher.", image);
        for (Level level : fused()) {
            means.put(level, ops.averagePool(features.get(means.size()), Window.same(level.neighbourhood())));
        }
        return means;
    }

    /** Of colours. */
    private Value distance(Operators ops, Parameters memory, Value image) {
        return MemoryDistances.mahalanobis(ops, memory, colours(), colours(ops, image));
    }

    /** Those that are fused. */
    private Map<String, Value> distances(Operators ops, Parameters memory, Value image) {
        Map<String, Value> distances = new LinkedHashMap<>();
        features(ops, image).forEach((level, feature) -> {
            if (level.placed()) {
                distances.put(level.gaussian(), MemoryDistances.mahalanobis(ops, memory, level, feature));
            }
            if (level.banked()) {
                distances.put(level.bank(), MemoryDistances.nearest(ops, memory, level, feature));
            }
        });
        return distances;
    }

    private static Value constant(Operators ops, Parameters parameters, String name, Shape shape) {
        return ops.builder().constant(name, parameters.get(name, shape));
    }
}
