package dev.destseg.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An ONNX model and its weights apart from it, so that several sessions may share them.
 *
 * @param graph ONNX bytes that name the weights as those of a file, which does not exist
 * @param weights in the order of the model
 */
public record DividedModel(byte[] graph, List<Weight> weights) {
    /**
     * A weight.
     *
     * @param type of its numbers, as ONNX counts them
     * @param numbers as they lie in the model, little-endian; a view of it
     */
    public record Weight(String name, int type, long[] extents, ByteBuffer numbers) {}

    /**
     * Divides a model.
     *
     * @param model any, also with operators that ONNX does not know; its weights are not copied, so that it may be in native
     *     memory, and has to stay as long as they are read
     * @param least smaller weights stay in the graph; in bytes
     * @throws IOException when it is no ONNX model
     */
    public static DividedModel of(ByteBuffer model, int least) throws IOException {
        CodedInputStream input = UnsafeByteOperations.unsafeWrap(model).newCodedInput();
        input.enableAliasing(true);
        ModelProto proto = ModelProto.parseFrom(input);
        GraphProto.Builder graph = proto.getGraph().toBuilder();
        List<Weight> weights = new ArrayList<>();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto tensor = graph.getInitializer(i);
            if (tensor.getRawData().size() >= least) {
                weights.add(weight(tensor));
                graph.setInitializer(i, elsewhere(tensor));
            }
        }
        return new DividedModel(proto.toBuilder().setGraph(graph).build().toByteArray(), weights);
    }

    private static Weight weight(TensorProto tensor) {
        long[] extents =
                tensor.getDimsList().stream().mapToLong(Long::longValue).toArray();
        return new Weight(
                tensor.getName(),
                tensor.getDataType(),
                extents,
                tensor.getRawData().asReadOnlyByteBuffer());
    }

    private static TensorProto elsewhere(TensorProto tensor) {
        return tensor.toBuilder()
                .clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", "weights"))
                .addExternalData(
                        entry("length", Integer.toString(tensor.getRawData().size())))
                .build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }
}
