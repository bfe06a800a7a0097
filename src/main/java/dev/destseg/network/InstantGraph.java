package dev.destseg.network;

import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.graph.Window;
import dev.destseg.network.InstantModel.Level;
import dev.destseg.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * From images as one memory sees them to features, distances and maps, as {@link InstantModel} says what they are. Used by one
 * thread.
 */
final class InstantGraph {
    private static final float HALF = 3;
    private static final float HALF_OF_COLOURS = 0.5f;
    /** What is like a shown defect in everything counts one and ten times as much. */
    private static final float KNOWN_GAIN = 10;
    /** 28 x 28 pixels: a little more than a position of the coarsest level. */
    private static final Window PEAK = Window.same(2 * InstantModel.PEAK_REACH + 1);
    /** Keeps 0 / 0 away, and is far below any distance that counts. */
    private static final float LEAST = 1e-6f;

    private final InstantModel model;
    private final Operators ops;
    private final Exposure exposure;
    private final Value image;
    private final int finest;
    private final Map<Level, Value> features;
    private final Map<Level, Value> searching = new LinkedHashMap<>();

    /** @param image N x 3 x H x W, as the teacher wants it */
    private InstantGraph(
            InstantModel model, Operators ops, Exposure exposure, Value image, Map<Level, Value> features) {
        this.model = model;
        this.ops = ops;
        this.exposure = exposure;
        this.image = image;
        this.finest = model.inputSize() / 4;
        this.features = features;
    }

    /**
     * One for each exposure, in their order. The teacher looks at all of them together, as at a larger batch, so that its weights
     * are there once.
     *
     * @param images N x 3 x H x W, 0 to 255
     */
    static List<InstantGraph> of(InstantModel model, Operators ops, Value images, List<Exposure> exposures) {
        List<Value> seen = exposures.stream()
                .map(exposure -> model.teacher().normalize(ops, exposure.of(ops, images)))
                .toList();
        List<Map<Level, Value>> features = features(model, ops, seen);
        return IntStream.range(0, exposures.size())
                .mapToObj(i -> new InstantGraph(model, ops, exposures.get(i), seen.get(i), features.get(i)))
                .toList();
    }

    private static List<Map<Level, Value>> features(InstantModel model, Operators ops, List<Value> images) {
        int exposures = images.size();
        int side = model.inputSize();
        Value batch = exposures == 1
                ? images.get(0)
                : ops.reshape(ops.concatenate(1, images), -1, InstantModel.RGB, side, side);
        List<Value> seen = model.teacher().build(ops, "teacher.", batch);
        List<Map<Level, Value>> features = new ArrayList<>();
        images.forEach(image -> features.add(new LinkedHashMap<>()));
        for (int i = 0; i < seen.size(); i++) {
            Level level = model.fused().get(i);
            Value mean = ops.averagePool(seen.get(i), Window.same(level.neighbourhood()));
            int channels = level.channels();
            Value together = exposures == 1
                    ? mean
                    : ops.reshape(mean, -1, (long) exposures * channels, level.side(), level.side());
            for (int e = 0; e < exposures; e++) {
                Value own = exposures == 1
                        ? mean
                        : ops.slice(together, 1, (long) e * channels, (long) (e + 1) * channels, 1);
                features.get(e).put(level, own);
            }
        }
        return features;
    }

    Exposure exposure() {
        return exposure;
    }

    /** N x C x side x side for each level that is fused. */
    Map<Level, Value> features() {
        return features;
    }

    /** N x 3 x H/2 x W/2: the mean of 2 x 2 pixels, for the resized pixels lie in the middle of them. */
    Value colours() {
        int side = model.colours().side();
        return ops.resize(image, side, side);
    }

    /** N x 1 x side x side, for each distance that is fused. */
    Map<String, Value> distances(Parameters memory) {
        MemoryDistances from = from(memory);
        Map<String, Value> distances = new LinkedHashMap<>();
        for (Level level : model.fused()) {
            Value feature = Objects.requireNonNull(features.get(level));
            if (level.placed()) {
                distances.put(level.gaussian(), from.mahalanobis(level, feature));
            }
            if (level.banked()) {
                searching.put(level, from.searching(level, feature));
                distances.put(level.bank(), from.nearest(level, searching.get(level)));
            }
        }
        return distances;
    }

    /** N x 1 x H/2 x W/2. */
    Value colourDistance(Parameters memory) {
        return from(memory).mahalanobis(model.colours(), colours());
    }

    /** (d - mean) * scale at stride 4, by distance. */
    Map<String, Value> calibrated(Parameters parameters, Map<String, Value> distances) {
        Map<String, Value> calibrated = new LinkedHashMap<>();
        distances.forEach((distance, d) ->
                calibrated.put(distance, ops.resize(calibrated(parameters, distance, d), finest, finest)));
        return calibrated;
    }

    /** (d - mean) * scale. */
    private Value calibrated(Parameters parameters, String distance, Value d) {
        Shape shape = d.shape().with(0, 1);
        Value mean = constant(parameters, InstantParameters.calibrationMean(distance), shape);
        Value scale = constant(parameters, InstantParameters.calibrationScale(distance), shape);
        return ops.multiply(ops.subtract(d, mean), scale);
    }

    /** v, N x 1 x H/4 x W/4. */
    Value peaks(Parameters parameters, Map<String, Value> distances) {
        Value sum = ops.scalar(0);
        for (Map.Entry<String, Value> z : calibrated(parameters, distances).entrySet()) {
            Value weight = constant(parameters, InstantParameters.fusionWeight(z.getKey()), Shape.of(1));
            sum = ops.add(ops.multiply(z.getValue(), weight), sum);
        }
        Value u = ops.relu(sum);
        return ops.multiply(u, ops.divide(u, ops.add(ops.maxPool(u, PEAK), ops.scalar(LEAST))));
    }

    /**
     * v (1 + 10 s), N x 1 x H/4 x W/4.
     *
     * @param distances of this graph
     */
    Value raised(Parameters parameters, Map<String, Value> distances, Value v) {
        Value sum = ops.scalar(0);
        for (Level level : model.knownLevels()) {
            Value good = Objects.requireNonNull(distances.get(level.bank()));
            Value known = from(parameters).nearestKnown(level, Objects.requireNonNull(searching.get(level)));
            Value both = ops.add(ops.add(good, known), ops.scalar(LEAST));
            Value alike = ops.relu(ops.divide(ops.subtract(good, known), both));
            sum = ops.add(ops.resize(alike, finest, finest), sum);
        }
        float gain = KNOWN_GAIN / model.knownLevels().size();
        return ops.multiply(v, ops.add(ops.multiply(sum, ops.scalar(gain)), ops.scalar(1)));
    }

    /** What refinement leaves of a map, N x 1 x H x W; nothing where the product has none, so that it costs nothing. */
    Optional<Value> refinement(Parameters parameters) {
        float refinement = parameters.get(InstantModel.REFINEMENT, Shape.of(1)).data()[0];
        if (refinement == 0) {
            return Optional.empty();
        }
        Value z = ops.relu(calibrated(parameters, model.colours().gaussian(), colourDistance(parameters)));
        Value unusual = ops.divide(z, ops.add(z, ops.scalar(HALF_OF_COLOURS)));
        Value left = ops.add(ops.multiply(unusual, ops.scalar(refinement)), ops.scalar(1 - refinement));
        return Optional.of(ops.resize(left, model.inputSize(), model.inputSize()));
    }

    /** The map of v, N x 1 x H x W in [0, 1), and what refinement leaves of it. */
    Value map(Value v, Optional<Value> left) {
        Value map = ops.resize(ops.divide(v, ops.add(v, ops.scalar(HALF))), model.inputSize(), model.inputSize());
        return left.map(share -> ops.multiply(map, share)).orElse(map);
    }

    private Value constant(Parameters parameters, String name, Shape shape) {
        return from(parameters).constant(name, shape);
    }

    private MemoryDistances from(Parameters memory) {
        return new MemoryDistances(ops, exposure, memory);
    }
}
