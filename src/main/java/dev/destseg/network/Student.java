package dev.destseg.network;

import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.graph.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * The denoising student: from the corrupted image to the teacher's features of the clean one (DeSTSeg, section 3.2). A
 * ResNet encoder down to stride 32 and, unless the profile asks for the plain encoder, a decoder back to stride 4.
 */
final class Student {
    static final String PREFIX = "student_net.";

    private final Layers layers;
    private final Profile profile;

    Student(Layers layers, Profile profile) {
        this.layers = layers;
        this.profile = profile;
    }

    /**
     * @param x N x 3 x H x W, normalised; H and W multiples of 32
     * @return features at stride 4, 8 and 16, with the teacher's channels
     */
    List<Value> build(Value x) {
        List<Value> encoded = encode(x);
        List<Value> features = profile.encoderDecoder() ? decode(encoded) : encoded.subList(0, 3);
        if (!profile.outputHeads()) {
            return features;
        }
        List<Value> outputs = new ArrayList<>();
        for (int level = 0; level < features.size(); level++) {
            int channels = profile.teacher().channels().get(level);
            outputs.add(layers.linear(
                    PREFIX + "output_layer" + (level + 1), features.get(level), channels, Window.same(1)));
        }
        return outputs;
    }

    private List<Value> encode(Value x) {
        Operators ops = layers.operators();
        List<Integer> widths = profile.studentWidths();
        Value y = ops.relu(layers.normalized(
                PREFIX + "encoder.conv1",
                PREFIX + "encoder.bn1",
                x,
                widths.get(0),
                Window.same(7, 2, 1),
                Initialization.KAIMING_NORMAL));
        y = ops.maxPool(y, Window.same(3, 2, 1));
        ResidualStage stage = new ResidualStage(layers, Initialization.KAIMING_NORMAL_ZERO_SCALE);
        List<Value> levels = new ArrayList<>();
        int deepest = profile.encoderDecoder() ? widths.size() : widths.size() - 1;
        for (int level = 0; level < deepest; level++) {
            y = stage.build(PREFIX + "encoder.layer" + (level + 1), y, widths.get(level), level == 0 ? 1 : 2, 2);
            levels.add(y);
        }
        return levels;
    }

    private List<Value> decode(List<Value> encoded) {
        List<Integer> widths = profile.studentWidths();
        ResidualStage stage = new ResidualStage(layers, Initialization.KAIMING_NORMAL);
        int deepest = widths.size() - 1;
        Value y =
                stage.build(PREFIX + "decoder_layer" + (deepest + 1), encoded.get(deepest), widths.get(deepest), 1, 2);
        List<Value> features = new ArrayList<>();
        for (int level = deepest - 1; level >= 0; level--) {
            Value size = encoded.get(level);
            Value larger = layers.operators()
                    .resize(y, size.shape().extent(2), size.shape().extent(3));
            y = stage.build(PREFIX + "decoder_layer" + (level + 1), larger, widths.get(level), 1, 2);
            features.add(0, y);
        }
        return features;
    }
}
