package dev.destseg.network;

import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.network.InstantModel.Level;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Matched filters for kinds of defects that somebody has shown. At a position with mean m and covariance S of good features
 * x, a defect that adds d to them answers most to f = inverse(S) d: the response is (x - m) f, added up over the levels with
 * a Gaussian at each position. It becomes z = max(0, (response - mean) * scale - 1) with a calibration such that (response - mean)
 * * scale of a good image reaches 1 on average: what good parts answer counts nothing. The highest of the z of the kinds, each
 * times its weight, see {@link InstantModel#fusionWeight}, is added to the weighted mean of the distances.
 */
public final class DefectFilters {
    /** Kinds of a recipe, at most. */
    public static final int MOST_KINDS = 8;

    private DefectFilters() {}

    /** The response to a kind, as a name of an output and for {@link InstantModel#calibrationMean}. */
    public static String response(int kind) {
        return "defect" + kind;
    }

    /** The parameter with the filter at each position: side x side x C x 1. */
    public static String filter(int kind, Level level) {
        return response(kind) + "." + level.features();
    }

    /** How many kinds these parameters have filters for. */
    public static int kinds(Parameters parameters, List<Level> levels) {
        int kinds = 0;
        while (parameters.tensors().containsKey(filter(kinds, levels.get(0)))) {
            kinds++;
        }
        return kinds;
    }

    /**
     * Of each kind, N x 1 x size x size.
     *
     * @param features N x C x side x side for each level
     */
    static List<Value> responses(
            Operators ops, Parameters parameters, List<Level> levels, List<Value> features, int size) {
        List<Value> responses = new ArrayList<>();
        for (int kind = 0; kind < kinds(parameters, levels); kind++) {
            Value sum = ops.scalar(0);
            for (int i = 0; i < levels.size(); i++) {
                if (levels.get(i).placed()) {
                    Value response = response(ops, parameters, levels.get(i), features.get(i), kind);
                    sum = ops.add(ops.resize(response, size, size), sum);
                }
            }
            responses.add(sum);
        }
        return responses;
    }

    /** x f - m f. */
    private static Value response(Operators ops, Parameters parameters, Level level, Value features, int kind) {
        int side = level.side();
        int channels = level.channels();
        FloatTensor mean = parameters.get(InstantModel.gaussianMean(level), Shape.of(side, side, 1, channels));
        FloatTensor filter = parameters.get(filter(kind, level), Shape.of(side, side, channels, 1));
        float[] offset = new float[side * side];
        for (int i = 0; i < mean.data().length; i++) {
            offset[i / channels] += mean.data()[i] * filter.data()[i];
        }
        Value x = ops.transpose(features, 2, 3, 0, 1);
        Value products = ops.matMul(x, ops.builder().constant(filter(kind, level), filter));
        Value response = ops.subtract(products, ops.builder().constant(FloatTensor.of(offset, side, side, 1, 1)));
        return ops.transpose(response, 2, 3, 0, 1);
    }

    /** What the filters add, N x 1 x size x size. */
    static Value evidence(Operators ops, Parameters parameters, List<Value> responses, int size) {
        Value most = ops.scalar(0);
        for (int kind = 0; kind < responses.size(); kind++) {
            Shape map = Shape.of(1, 1, size, size);
            Value mean = constant(ops, parameters, InstantModel.calibrationMean(response(kind)), map);
            Value scale = constant(ops, parameters, InstantModel.calibrationScale(response(kind)), map);
            Value z = ops.multiply(ops.subtract(responses.get(kind), mean), scale);
            Value weight = constant(ops, parameters, InstantModel.fusionWeight(response(kind)), Shape.of(1));
            most = ops.max(ops.multiply(ops.subtract(z, ops.scalar(1)), weight), most);
        }
        return most;
    }

    private static Value constant(Operators ops, Parameters parameters, String name, Shape shape) {
        return ops.builder().constant(name, parameters.get(name, shape));
    }
}
