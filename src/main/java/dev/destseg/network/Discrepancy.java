package dev.destseg.network;

import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * Where student and teacher disagree (DeSTSeg, equations 1 to 3). Features come as three levels, stride 4, 8 and 16, each
 * N x C x h x w.
 */
final class Discrepancy {
    private static final float EPSILON = 1e-12f;

    private final Operators ops;

    Discrepancy(Operators ops) {
        this.ops = ops;
    }

    /** x / (sqrt(sum over channels of x^2) + 1e-12), level by level. */
    List<Value> normalize(List<Value> features) {
        return features.stream().map(this::normalize).toList();
    }

    private Value normalize(Value x) {
        Value length = ops.sqrt(ops.sum(ops.multiply(x, x), true, 1));
        return ops.divide(x, ops.add(length, ops.scalar(EPSILON)));
    }

    /** 1 - cosine for each level, N x 1 x h x w, of normalised features. */
    List<Value> distances(List<Value> teacher, List<Value> student) {
        List<Value> distances = new ArrayList<>();
        for (int level = 0; level < teacher.size(); level++) {
            Value cosine = ops.sum(ops.multiply(teacher.get(level), student.get(level)), true, 1);
            distances.add(ops.subtract(ops.scalar(1), cosine));
        }
        return distances;
    }

    /** The DeST map: the product of the distances at stride 4. */
    Value destMap(List<Value> distances) {
        Value product = distances.get(0);
        for (Value distance : distances.subList(1, distances.size())) {
            product = ops.multiply(product, atStride4(distance, distances));
        }
        return product;
    }

    /** What the segmentation network reads: - teacher * student, all levels at stride 4, one after the other. */
    Value similarities(List<Value> teacher, List<Value> student) {
        List<Value> parts = new ArrayList<>();
        for (int level = 0; level < teacher.size(); level++) {
            Value product = ops.multiply(ops.negate(teacher.get(level)), student.get(level));
            parts.add(atStride4(product, teacher));
        }
        return ops.concatenate(1, parts);
    }

    private Value atStride4(Value x, List<Value> levels) {
        Value finest = levels.get(0);
        return ops.resize(x, finest.shape().extent(2), finest.shape().extent(3));
    }
}
