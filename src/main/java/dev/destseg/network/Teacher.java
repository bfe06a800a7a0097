package dev.destseg.network;

import dev.destseg.graph.Graph;
import dev.destseg.graph.GraphBuilder;
import dev.destseg.graph.Operators;
import dev.destseg.graph.Value;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.Shape;
import java.util.List;
import java.util.Map;

/**
 * A frozen teacher: a graph from the normalised image, N x 3 x H x W, to features at stride 4, 8 and 16, and of some
 * architectures at stride 32, which only memories look at. It travels as ONNX, with its provenance in the notes.
 */
public record Teacher(Architecture architecture, Graph graph) {
    static final String INPUT = "image";
    static final List<String> OUTPUTS = List.of("stride4", "stride8", "stride16", "stride32");
    private static final String ARCHITECTURE_NOTE = "architecture";
    /** Levels that a student learns, the first of {@link #OUTPUTS}. */
    private static final int TAUGHT = 3;

    private static final int DRAWN_SIZE = 256;

    /** Which network, how its input is normalised, and how many channels its features have. */
    public enum Architecture {
        /** torchvision's ResNet-18, layers 1 to 3; the published teacher. */
        RESNET18("resnet18", List.of(64, 128, 256), List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f)),
        /** EfficientNet-Lite0 up to block 12. */
        EFFICIENTNET_LITE0(
                "efficientnet-lite0",
                List.of(24, 40, 112, 192),
                List.of(0.498f, 0.498f, 0.498f),
                List.of(0.502f, 0.502f, 0.502f));

        private final String label;
        private final List<Integer> channels;
        private final List<Float> mean;
        private final List<Float> deviation;

        Architecture(String label, List<Integer> channels, List<Float> mean, List<Float> deviation) {
            this.label = label;
            this.channels = channels;
            this.mean = mean;
            this.deviation = deviation;
        }

        /** The name on the command line and in provenance. */
        public String label() {
            return label;
        }

        /** Channels of the features at stride 4, 8, 16 and, where it has them, 32. */
        public List<Integer> channels() {
            return channels;
        }

        /** Channels of the features that a student learns: at stride 4, 8 and 16. */
        public List<Integer> taughtChannels() {
            return channels.subList(0, TAUGHT);
        }

        /** What is taken from x / 255, for red, green and blue. */
        List<Float> mean() {
            return mean;
        }

        /** What the rest is divided by. */
        List<Float> deviation() {
            return deviation;
        }

        /** @throws IllegalArgumentException for a name that is none of these */
        public static Architecture of(String label) {
            for (Architecture architecture : values()) {
                if (architecture.label.equals(label)) {
                    return architecture;
                }
            }
            throw new IllegalArgumentException("There is no teacher architecture named " + label);
        }
    }

    /**
     * Builds a teacher from imported weights.
     *
     * @param parameters with the names of the architecture's usual PyTorch implementation
     * @throws dev.destseg.tensor.InputException when a weight is missing or has another shape
     */
    public static Teacher of(Architecture architecture, Parameters parameters) {
        GraphBuilder builder = new GraphBuilder("teacher");
        Operators operators = new Operators(builder);
        Value image = builder.input(INPUT, ElementType.FLOAT32, Shape.of(Shape.FREE, 3, DRAWN_SIZE, DRAWN_SIZE));
        List<Value> features =
                switch (architecture) {
                    case RESNET18 -> new Resnet18(operators, parameters).build(image);
                    case EFFICIENTNET_LITE0 -> new EfficientNetLite0(operators, parameters).build(image);
                };
        for (int level = 0; level < features.size(); level++) {
            builder.output(OUTPUTS.get(level), features.get(level));
        }
        return new Teacher(architecture, builder.build().withNotes(Map.of(ARCHITECTURE_NOTE, architecture.label())));
    }

    /** @throws IllegalArgumentException when the graph does not say which architecture it is */
    public static Teacher of(Graph graph) {
        return new Teacher(Architecture.of(graph.notes().getOrDefault(ARCHITECTURE_NOTE, "(none)")), graph);
    }

    /** (x / 255 - mean) / deviation, channel by channel. */
    public Value normalize(Operators ops, Value images) {
        float[] scale = new float[3];
        float[] offset = new float[3];
        for (int c = 0; c < 3; c++) {
            float deviation = architecture.deviation().get(c);
            scale[c] = 1 / (255 * deviation);
            offset[c] = -architecture.mean().get(c) / deviation;
        }
        Value scaled = ops.multiply(ops.toFloat(images), ops.builder().constant(FloatTensor.of(scale, 1, 3, 1, 1)));
        return ops.add(scaled, ops.builder().constant(FloatTensor.of(offset, 1, 3, 1, 1)));
    }

    /** The features of normalised images that a student learns, as part of a larger graph: at stride 4, 8 and 16. */
    List<Value> taught(Operators operators, String prefix, Value images) {
        return build(operators, prefix, images).subList(0, TAUGHT);
    }

    /** All features of normalised images, as part of a larger graph. */
    List<Value> build(Operators operators, String prefix, Value images) {
        Map<String, Value> outputs = operators.builder().inline(prefix, graph, Map.of(INPUT, images));
        return OUTPUTS.stream()
                .limit(architecture.channels().size())
                .map(outputs::get)
                .toList();
    }
}
