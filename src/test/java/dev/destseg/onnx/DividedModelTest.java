package dev.destseg.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class DividedModelTest {
    private static final int FLOAT = 1;

    @Test
    void takesLargeWeightsOutAndLeavesSmallOnes() throws Exception {
        byte[] large = new byte[2048];
        large[5] = 7;
        ModelProto model = ModelProto.newBuilder()
                .setGraph(GraphProto.newBuilder()
                        .addInitializer(weight("small", new byte[8]))
                        .addInitializer(weight("large", large)))
                .build();
        DividedModel divided = DividedModel.of(ByteBuffer.wrap(model.toByteArray()), 1024);

        GraphProto graph = ModelProto.parseFrom(divided.graph()).getGraph();
        assertEquals(model.getGraph().getInitializer(0), graph.getInitializer(0));
        TensorProto elsewhere = graph.getInitializer(1);
        assertEquals("large", elsewhere.getName());
        assertEquals(TensorProto.DataLocation.EXTERNAL, elsewhere.getDataLocation());
        assertEquals(0, elsewhere.getRawData().size());

        assertEquals(1, divided.weights().size());
        DividedModel.Weight weight = divided.weights().get(0);
        assertEquals("large", weight.name());
        assertEquals(FLOAT, weight.type());
        assertArrayEquals(new long[] {512}, weight.extents());
        byte[] numbers = new byte[weight.numbers().remaining()];
        weight.numbers().get(numbers);
        assertArrayEquals(large, numbers);
    }

    @Test
    void refusesWhatIsNoModel() {
        assertThrows(IOException.class, () -> DividedModel.of(ByteBuffer.wrap("no model".getBytes()), 1024));
    }

    private static TensorProto weight(String name, byte[] numbers) {
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(FLOAT)
                .addDims(numbers.length / Float.BYTES)
                .setRawData(ByteString.copyFrom(numbers))
                .build();
    }
}
