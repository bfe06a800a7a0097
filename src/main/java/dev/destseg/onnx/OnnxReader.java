package dev.destseg.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.destseg.graph.Attribute;
import dev.destseg.graph.Graph;
import dev.destseg.graph.Node;
import dev.destseg.graph.OnnxType;
import dev.destseg.graph.Value;
import dev.destseg.tensor.ByteTensor;
import dev.destseg.tensor.ElementType;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.LongTensor;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.SignedByteTensor;
import dev.destseg.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads the ONNX models that {@link OnnxWriter} writes: raw little-endian tensors inside the file. */
public final class OnnxReader {
    private OnnxReader() {}

    /**
     * @param source what people call the model, for messages
     * @throws InputException when the bytes are not such a model
     */
    public static Graph read(byte[] model, String source) {
        try {
            ModelProto proto = ModelProto.parseFrom(model);
            Map<String, String> notes = new TreeMap<>();
            proto.getMetadataPropsList().forEach(entry -> notes.put(entry.getKey(), entry.getValue()));
            return graph(proto.getGraph()).withNotes(notes);
        } catch (InvalidProtocolBufferException
                | IllegalArgumentException
                | IllegalStateException
                | ArithmeticException e) {
            throw new InputException(
                    source + " is not an ONNX model that can be used here: " + e.getMessage() + ". Import it again", e);
        }
    }

    private static Graph graph(GraphProto proto) {
        if (proto.getNodeCount() == 0) {
            throw new IllegalArgumentException("it has no nodes");
        }
        Map<String, Tensor> constants = new LinkedHashMap<>();
        proto.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor(tensor)));
        return new Graph(
                proto.getName(),
                proto.getInputList().stream().map(OnnxReader::value).toList(),
                proto.getOutputList().stream().map(OnnxReader::value).toList(),
                constants,
                proto.getNodeList().stream().map(OnnxReader::node).toList(),
                proto.getValueInfoList().stream().map(OnnxReader::value).toList(),
                Map.of());
    }

    private static Value value(ValueInfoProto proto) {
        List<Dimension> dimensions = proto.getType().getTensorType().getShape().getDimList();
        int[] extents = dimensions.stream()
                .mapToInt(dimension -> dimension.hasDimValue() ? Math.toIntExact(dimension.getDimValue()) : Shape.FREE)
                .toArray();
        return new Value(
                proto.getName(), OnnxType.of(proto.getType().getTensorType().getElemType()), Shape.of(extents));
    }

    private static Node node(NodeProto proto) {
        Map<String, Attribute> attributes = proto.getAttributeList().stream()
                .collect(Collectors.toMap(AttributeProto::getName, OnnxReader::attribute));
        return new Node(proto.getOpType(), proto.getDomain(), proto.getInputList(), proto.getOutputList(), attributes);
    }

    private static Attribute attribute(AttributeProto proto) {
        return switch (proto.getType()) {
            case INT -> new Attribute.Whole(proto.getI());
            case INTS -> new Attribute.Wholes(proto.getIntsList());
            case FLOAT -> new Attribute.Real(proto.getF());
            case STRING -> new Attribute.Text(proto.getS().toStringUtf8());
            case TENSOR -> new Attribute.Constant(tensor(proto.getT()));
            default ->
                throw new IllegalArgumentException(
                        "the attribute " + proto.getName() + " has the kind " + proto.getType());
        };
    }

    private static Tensor tensor(TensorProto proto) {
        Shape shape =
                Shape.of(proto.getDimsList().stream().mapToInt(Math::toIntExact).toArray());
        if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            throw new IllegalArgumentException("the tensor " + proto.getName() + " lies outside the file");
        }
        ByteBuffer raw = proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        ElementType type = OnnxType.of(proto.getDataType());
        int elements = shape.elements();
        // Before any array is made: a few bytes must not be able to ask for gigabytes.
        if (raw.remaining() != (long) elements * bytesOf(type)) {
            throw new IllegalArgumentException(
                    "the tensor " + proto.getName() + " of shape " + shape + " has " + raw.remaining() + " bytes");
        }
        return switch (type) {
            case FLOAT32 -> {
                float[] data = new float[elements];
                raw.asFloatBuffer().get(data);
                yield new FloatTensor(shape, data);
            }
            case UINT8 -> {
                byte[] data = new byte[elements];
                raw.get(data);
                yield new ByteTensor(shape, data);
            }
            case INT8 -> {
                byte[] data = new byte[elements];
                raw.get(data);
                yield new SignedByteTensor(shape, data);
            }
            case INT64 -> {
                long[] data = new long[elements];
                raw.asLongBuffer().get(data);
                yield new LongTensor(shape, data);
            }
        };
    }

    private static int bytesOf(ElementType type) {
        return switch (type) {
            case FLOAT32 -> Float.BYTES;
            case UINT8, INT8 -> Byte.BYTES;
            case INT64 -> Long.BYTES;
        };
    }
}
