package dev.destseg.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.destseg.graph.Attribute;
import dev.destseg.graph.Graph;
import dev.destseg.graph.Node;
import dev.destseg.graph.OnnxType;
import dev.destseg.graph.Value;
import dev.destseg.tensor.ByteTensor;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.LongTensor;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.SignedByteTensor;
import dev.destseg.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.TreeMap;

/** Writes graphs as ONNX models (IR version 8, opset 17). The same graph gives the same bytes. */
public final class OnnxWriter {
    static final int IR_VERSION = 8;
    static final int OPSET = 17;
    private static final String BATCH = "N";

    private OnnxWriter() {}

    public static byte[] write(Graph graph) {
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("destseg-edge")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET));
        if (graph.nodes().stream().anyMatch(node -> node.domain().equals(Node.MICROSOFT))) {
            model.addOpsetImport(
                    OperatorSetIdProto.newBuilder().setDomain(Node.MICROSOFT).setVersion(1));
        }
        new TreeMap<>(graph.notes())
                .forEach((key, text) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(text)));
        return model.setGraph(graph(graph)).build().toByteArray();
    }

    private static GraphProto graph(Graph graph) {
        GraphProto.Builder proto = GraphProto.newBuilder().setName(graph.name());
        graph.inputs().forEach(input -> proto.addInput(value(input)));
        graph.outputs().forEach(output -> proto.addOutput(value(output)));
        graph.constants().forEach((name, tensor) -> proto.addInitializer(tensor(name, tensor)));
        graph.values().stream()
                .filter(made -> !graph.outputs().contains(made))
                .forEach(made -> proto.addValueInfo(value(made)));
        graph.nodes().forEach(node -> proto.addNode(node(node)));
        return proto.build();
    }

    private static ValueInfoProto value(Value value) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int extent : value.shape().extents()) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(extent == Shape.FREE ? dimension.setDimParam(BATCH) : dimension.setDimValue(extent));
        }
        TypeProto.Tensor tensor = TypeProto.Tensor.newBuilder()
                .setElemType(OnnxType.number(value.type()))
                .setShape(shape)
                .build();
        return ValueInfoProto.newBuilder()
                .setName(value.name())
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private static NodeProto node(Node node) {
        NodeProto.Builder proto = NodeProto.newBuilder()
                .setOpType(node.operator())
                .setDomain(node.domain())
                .addAllInput(node.inputs())
                .addAllOutput(node.outputs());
        node.outputs().stream().filter(name -> !name.isEmpty()).findFirst().ifPresent(proto::setName);
        new TreeMap<>(node.attributes()).forEach((name, attribute) -> proto.addAttribute(attribute(name, attribute)));
        return proto.build();
    }

    private static AttributeProto attribute(String name, Attribute attribute) {
        AttributeProto.Builder proto = AttributeProto.newBuilder().setName(name);
        if (attribute instanceof Attribute.Whole whole) {
            return proto.setType(AttributeProto.AttributeType.INT)
                    .setI(whole.value())
                    .build();
        }
        if (attribute instanceof Attribute.Wholes wholes) {
            return proto.setType(AttributeProto.AttributeType.INTS)
                    .addAllInts(wholes.values())
                    .build();
        }
        if (attribute instanceof Attribute.Real real) {
            return proto.setType(AttributeProto.AttributeType.FLOAT)
                    .setF(real.value())
                    .build();
        }
        if (attribute instanceof Attribute.Text text) {
            return proto.setType(AttributeProto.AttributeType.STRING)
                    .setS(ByteString.copyFromUtf8(text.value()))
                    .build();
        }
        Attribute.Constant constant = (Attribute.Constant) attribute;
        return proto.setType(AttributeProto.AttributeType.TENSOR)
                .setT(tensor("", constant.value()))
                .build();
    }

    private static TensorProto tensor(String name, Tensor tensor) {
        TensorProto.Builder proto = TensorProto.newBuilder().setName(name).setDataType(OnnxType.number(tensor.type()));
        for (int extent : tensor.shape().extents()) {
            proto.addDims(extent);
        }
        return proto.setRawData(raw(tensor)).build();
    }

    private static ByteString raw(Tensor tensor) {
        if (tensor instanceof ByteTensor bytes) {
            return ByteString.copyFrom(bytes.data());
        }
        if (tensor instanceof SignedByteTensor bytes) {
            return ByteString.copyFrom(bytes.data());
        }
        if (tensor instanceof FloatTensor floats) {
            ByteBuffer buffer = ByteBuffer.allocate(4 * floats.data().length).order(ByteOrder.LITTLE_ENDIAN);
            buffer.asFloatBuffer().put(floats.data());
            return ByteString.copyFrom(buffer);
        }
        LongTensor longs = (LongTensor) tensor;
        ByteBuffer buffer = ByteBuffer.allocate(8 * longs.data().length).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asLongBuffer().put(longs.data());
        return ByteString.copyFrom(buffer);
    }
}
