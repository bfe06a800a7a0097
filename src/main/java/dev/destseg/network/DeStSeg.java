package dev.destseg.network;

import dev.destseg.graph.Graph;
import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole model: teacher, student, segmentation network (Zhang et al., CVPR 2023). Builds the graph that judges and the
 * parts of the graphs that learn. Images are N x 3 x H x W, RGB, 0 to 255.
 */
public final class DeStSeg {
    /** The image input of the inference graph, unsigned bytes. */
    public static final String IMAGE = "image";
    /** Output of the inference graph: N x 1 x H x W in [0, 1], what verdicts use. */
    public static final String ANOMALY_MAP = "anomaly_map";
    /** Output of the inference graph: N x 1 x H x W, an eighth of the product of the cosine distances, in [0, 1]. */
    public static final String DEST_MAP = "dest_map";
    /** Stride of the maps before the last upsampling, and of the masks that they are compared with. */
    public static final int MAP_STRIDE = 4;

    private static final float EPSILON = 1e-5f;

    private final Profile profile;
    private final Teacher teacher;

    /** @throws InputException when the teacher is not of the profile's architecture */
    public DeStSeg(Profile profile, Teacher teacher) {
        if (teacher.architecture() != profile.teacher()) {
            throw new InputException("The profile " + profile.name() + " needs a teacher of architecture "
                    + profile.teacher().label() + ", not "
                    + teacher.architecture().label()
                    + ": import one with 'destseg teacher import'");
        }
        this.profile = profile;
        this.teacher = teacher;
    }

    public Teacher teacher() {
        return teacher;
    }

    public Profile profile() {
        return profile;
    }

    /** The first weights of student and segmentation network. */
    public Parameters initial(long seed) {
        Operators ops = new Operators(new GraphBuilder("initial"));
        InitialLayers layers = new InitialLayers(ops, seed);
        int size = profile.inputSize();
        Value images = ops.builder().input(IMAGE, ElementType.FLOAT32, Shape.of(1, 3, size, size));
        new Student(layers, profile).build(images);
        if (profile.segmentation()) {
            int channels = teacher.architecture().taughtChannels().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            int small = size / MAP_STRIDE;
            Value similarities =
                    ops.builder().input("similarities", ElementType.FLOAT32, Shape.of(1, channels, small, small));
            new SegmentationNetwork(layers, profile).build(similarities);
        }
        return layers.drawn();
    }

    /**
     * The graph that judges: normalisation, teacher, student, segmentation network and upsampling, batch normalisation
     * folded. Its batch is free.
     *
     * @throws InputException when a weight is missing or has another shape
     */
    public Graph inference(Parameters parameters) {
        Operators ops = new Operators(new GraphBuilder("destseg-" + profile.name()));
        int size = profile.inputSize();
        Value images = ops.builder().input(IMAGE, ElementType.UINT8, Shape.of(Shape.FREE, 3, size, size));
        Value x = teacher.normalize(ops, images);
        Maps maps = maps(ops, parameters, x);
        // Each of the three distances lies in [0, 2], but for rounding: an eighth of the product is a map in [0, 1]
        // without
        // the ties that cutting it off at 1 would make.
        Value destMap = ops.clip(ops.multiply(ops.resize(maps.destMap(), size, size), 1 / 8f), 0, 1);
        Value anomalyMap = profile.segmentation() ? ops.resize(maps.segmentationMap(), size, size) : destMap;
        ops.builder().output(ANOMALY_MAP, anomalyMap);
        ops.builder().output(DEST_MAP, destMap);
        return ops.builder().build();
    }

    /**
     * @param segmentationMap at stride 4; the DeST map where there is no segmentation network
     * @param destMap at stride 4
     */
    record Maps(Value segmentationMap, Value destMap) {}

    /** The maps of images that are normalised already. */
    Maps maps(Operators ops, Parameters parameters, Value x) {
        FrozenLayers layers = new FrozenLayers(ops, parameters, EPSILON);
        Discrepancy discrepancy = new Discrepancy(ops);
        List<Value> taught = discrepancy.normalize(teacher.taught(ops, "teacher.", x));
        List<Value> learned = discrepancy.normalize(new Student(layers, profile).build(x));
        Value destMap = discrepancy.destMap(discrepancy.distances(taught, learned));
        if (!profile.segmentation()) {
            return new Maps(destMap, destMap);
        }
        Value similarities = discrepancy.similarities(taught, learned);
        Value logits = new SegmentationNetwork(layers, profile).build(similarities);
        return new Maps(ops.sigmoid(logits), destMap);
    }

    /**
     * Phase 1: the student learns to give the teacher's features of the clean image. The loss is, for each level, the sum
     * of 1 - cosine over images and pixels divided by the pixels of the level; levels are added, images not averaged.
     *
     * @param clean what the teacher sees, normalised
     * @param corrupted what the student sees, normalised; the clean images where denoising is off
     */
    public Learning denoising(Operators ops, Value clean, Value corrupted) {
        TrainableLayers layers = new TrainableLayers(ops);
        Discrepancy discrepancy = new Discrepancy(ops);
        List<Value> taught = discrepancy.normalize(teacher.taught(ops, "teacher.", clean));
        List<Value> learned = discrepancy.normalize(new Student(layers, profile).build(corrupted));
        Map<String, Value> terms = new LinkedHashMap<>();
        Value loss = null;
        int level = 1;
        for (Value distance : discrepancy.distances(taught, learned)) {
            int pixels = distance.shape().extent(2) * distance.shape().extent(3);
            Value term = ops.multiply(ops.sumOfAll(distance), 1f / pixels);
            terms.put("level" + level++, term);
            loss = loss == null ? term : ops.add(loss, term);
        }
        if (loss == null) {
            throw new IllegalStateException("A teacher without levels");
        }
        return new Learning(loss, terms, layers.weights(), layers.nextStatistics());
    }

    /**
     * Phase 2: the segmentation network learns where the corruption is; the student stands still. The loss is focal loss
     * with gamma 4 plus the absolute error, each a mean over pixels.
     *
     * @param frozen the student's parameters
     * @param corrupted normalised images
     * @param mask N x 1 x H / 4 x W / 4, 1 where the image was corrupted
     */
    public Learning segmentation(Operators ops, Parameters frozen, Value corrupted, Value mask) {
        FrozenLayers still = new FrozenLayers(ops, frozen, EPSILON);
        Discrepancy discrepancy = new Discrepancy(ops);
        List<Value> taught = discrepancy.normalize(teacher.taught(ops, "teacher.", corrupted));
        List<Value> learned = discrepancy.normalize(new Student(still, profile).build(corrupted));
        TrainableLayers layers = new TrainableLayers(ops);
        Value logits = new SegmentationNetwork(layers, profile).build(discrepancy.similarities(taught, learned));
        Value map = exactSigmoid(ops, logits);
        Value focal = focalLoss(ops, map, mask);
        Value absolute = ops.meanOfAll(ops.abs(ops.subtract(map, mask)));
        return new Learning(
                ops.add(focal, absolute),
                Map.of("focal", focal, "l1", absolute),
                layers.weights(),
                layers.nextStatistics());
    }

    /**
     * y = 1 / (1 + exp(-x)) with correct rounding, and the slope y (1 - y) of just this y. ONNX Runtime's Sigmoid reaches
     * 1 earlier, where the logarithm of the loss jumps to its bound, and the slope composed from the quotient is not zero
     * where y is rounded to 1; either changes what saturated pixels teach.
     */
    private static Value exactSigmoid(Operators ops, Value x) {
        Value one = ops.scalar(1);
        Value y = ops.detached(ops.divide(one, ops.add(one, ops.exp(ops.negate(x)))));
        Value slope = ops.multiply(y, ops.subtract(one, y));
        return ops.add(y, ops.multiply(ops.subtract(x, ops.detached(x)), slope));
    }

    /** Mean of -(1 - p_t)^4 log p_t, the logarithm held at -100 as PyTorch does (Lin et al. 2017, gamma 4). */
    private static Value focalLoss(Operators ops, Value map, Value mask) {
        Value one = ops.scalar(1);
        Value likelihood =
                ops.add(ops.multiply(map, mask), ops.multiply(ops.subtract(one, map), ops.subtract(one, mask)));
        Value logarithm = ops.clip(ops.log(likelihood), -100, 1);
        Value miss = ops.subtract(one, likelihood);
        Value square = ops.multiply(miss, miss);
        return ops.negate(ops.meanOfAll(ops.multiply(ops.multiply(square, square), logarithm)));
    }
}
