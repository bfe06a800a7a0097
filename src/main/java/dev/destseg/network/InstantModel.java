package dev.destseg.network;

import dev.destseg.graph.Graph;
import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
 * InstantParameters#calibrationMean}: borders, where the teacher's zero padding makes good images look odd, are odd in good images too,
 * and count as little as they tell. A scale is such that the highest z of a good image is 1 on average. Let
 * u be the weighted mean of the z at stride 4, or 0 where that is negative; what each distance counts is the product's own, see
 * {@link InstantParameters#fusionWeight}. A distance that is smaller than usual speaks against a defect: were each z cut at 0, their chance
 * deviations would no longer cancel.
 *
 * <p>A defect shows in u with a halo as wide as the teacher's view, and the halo of a strong defect is higher than a weak
 * defect. So u counts by its share of the highest u within 7 x 7: v = u * u / max u, which leaves a peak as it is and lowers
 * what lies on its slopes. The memory map is v / (v + 3).
 *
 * <p>Features say within some four pixels where a defect ends, colours within two. With z2 the calibrated distance of colours
 * and r the product's own {@link #REFINEMENT}, the memory map is multiplied by 1 - r + r z2 / (z2 + 1/2).
 *
 * <p>Where somebody has shown defects, their features at stride 16 and 32 are remembered too. With d the distance from the nearest
 * good feature and e that from the nearest of a shown defect, by the width of the good feature nearest to that one if below 1, the likeness s is
 * (d - e) / (d + e), or 0 where that is negative, and the mean of both levels; the map of known defects has v (1 + 10 s) in the place
 * of v. It gives the score alone: what it raises is as wide as a feature sees, so that the memory map says better where a defect ends.
 *
 * <p>A memory sees images as they were taken, or made equally bright, see {@link Exposure}. Where two judge together, each has parameters
 * of its own, and the maps are averaged.
 *
 * <p>Images are N x 3 x H x W, RGB, 0 to 255. Immutable and safe between threads.
 */
public final class InstantModel {
    /** The name of the profile in recipes and on the command line. */
    public static final String PROFILE = "instant";
    /** Output of the inference graph: N x 1 x H x W in [0, 1). */
    public static final String MEMORY_MAP = "memory_map";

    /** Output of the inference graph where somebody has shown defects: as {@link #MEMORY_MAP}, higher where it looks like one. */
    public static final String KNOWN_MAP = "known_map";

    /** The parameter with how far the memory map is lowered where colours are usual: one number from 0 to 1. */
    public static final String REFINEMENT = "refinement";
    /** Output of {@link #refinementTrial}: the memory map without refinement. */
    public static final String PLAIN_MAP = "plain_map";

    /** Positions at stride 4 to either side of a peak that are lowered. */
    public static final int PEAK_REACH = 3;

    static final int RGB = 3;
    private static final int FINEST_KNOWN_STRIDE = 16;

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

    Level colours() {
        return new Level(2, inputSize / 2, RGB, 1, true, false);
    }

    List<Level> fused() {
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

    /** The levels at which the features of shown defects are remembered. */
    public List<Level> knownLevels() {
        return fused().stream()
                .filter(level -> level.banked() && level.stride() >= FINEST_KNOWN_STRIDE)
                .toList();
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

    /** The names of the distances that are fused, the finest level first. */
    public List<String> distances() {
        return fused().stream().flatMap(level -> level.distances().stream()).toList();
    }

    /** The graph from images to the features that a memory sees, N x side x side x C for each level. */
    public Graph features(Exposure exposure) {
        Operators ops = new Operators(new GraphBuilder("instant-features"));
        InstantGraph graph = graph(ops, exposure);
        ops.builder().output(colours().features(), ops.transpose(graph.colours(), 0, 2, 3, 1));
        graph.features().forEach((level, feature) -> ops.builder()
                .output(level.features(), ops.transpose(feature, 0, 2, 3, 1)));
        return ops.builder().build();
    }

    /**
     * The graph from images to distances, N x 1 x side x side each.
     *
     * @param memory Gaussians and banks
     * @throws dev.destseg.tensor.InputException when a parameter is missing or has another shape
     */
    public Graph distances(Exposure exposure, Parameters memory) {
        Operators ops = new Operators(new GraphBuilder("instant-distances"));
        InstantGraph graph = graph(ops, exposure);
        ops.builder().output(colours().gaussian(), graph.colourDistance(memory));
        graph.distances(memory).forEach(ops.builder()::output);
        return ops.builder().build();
    }

    /**
     * The graph from images to the calibrated distances that are fused, N x 1 x H/4 x W/4 each, under their names; 0 where they
     * are less than usual.
     *
     * @param parameters Gaussians, banks and their calibration
     * @throws dev.destseg.tensor.InputException when a parameter is missing or has another shape
     */
    public Graph calibratedDistances(Exposure exposure, Parameters parameters) {
        Operators ops = new Operators(new GraphBuilder("instant-calibrated-distances"));
        InstantGraph graph = graph(ops, exposure);
        graph.calibrated(parameters, graph.distances(parameters))
                .forEach((distance, z) -> ops.builder().output(distance, ops.relu(z)));
        return ops.builder().build();
    }

    /**
     * The graph that judges, with the output {@link #MEMORY_MAP} and, where defects were shown, {@link #KNOWN_MAP}.
     *
     * @param memories of each Gaussians, banks, their calibration, weights, refinement and features of shown defects
     * @throws dev.destseg.tensor.InputException when a parameter is missing or has another shape
     */
    public Graph inference(Memories memories) {
        Operators ops = new Operators(new GraphBuilder("destseg-" + PROFILE));
        List<Value> maps = new ArrayList<>();
        List<Value> raised = new ArrayList<>();
        for (InstantGraph graph : InstantGraph.of(this, ops, images(ops), memories.exposures())) {
            Parameters parameters = memories.of(graph.exposure());
            Map<String, Value> distances = graph.distances(parameters);
            Value v = graph.peaks(parameters, distances);
            Optional<Value> left = graph.refinement(parameters);
            maps.add(graph.map(v, left));
            if (knows(memories)) {
                raised.add(graph.map(graph.raised(parameters, distances, v), left));
            }
        }
        ops.builder().output(MEMORY_MAP, mean(ops, maps));
        if (knows(memories)) {
            ops.builder().output(KNOWN_MAP, mean(ops, raised));
        }
        return ops.builder().build();
    }

    private static Value mean(Operators ops, List<Value> maps) {
        Value sum = maps.stream().reduce(ops::add).orElseThrow();
        return maps.size() == 1 ? sum : ops.multiply(sum, 1f / maps.size());
    }

    /** Whether there are features of shown defects among the parameters. */
    public boolean knows(Memories memories) {
        Parameters first = memories.of(memories.exposures().get(0));
        return knownLevels().stream()
                .anyMatch(level -> first.tensors().containsKey(InstantParameters.knownDefects(level)));
    }

    /** The graph with the outputs {@link #PLAIN_MAP} and {@link #MEMORY_MAP}: what refinement makes of one is the other. */
    public Graph refinementTrial(Exposure exposure, Parameters parameters) {
        Operators ops = new Operators(new GraphBuilder("instant-refinement-trial"));
        InstantGraph graph = graph(ops, exposure);
        Value v = graph.peaks(parameters, graph.distances(parameters));
        ops.builder().output(PLAIN_MAP, graph.map(v, Optional.empty()));
        ops.builder().output(MEMORY_MAP, graph.map(v, graph.refinement(parameters)));
        return ops.builder().build();
    }

    Teacher teacher() {
        return teacher;
    }

    private InstantGraph graph(Operators ops, Exposure exposure) {
        return InstantGraph.of(this, ops, images(ops), List.of(exposure)).get(0);
    }

    /** N x 3 x H x W, 0 to 255. */
    private Value images(Operators ops) {
        return ops.toFloat(
                ops.builder().input(DeStSeg.IMAGE, ElementType.UINT8, Shape.of(Shape.FREE, RGB, inputSize, inputSize)));
    }
}
