package dev.destseg.onnx;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.destseg.tensor.InputException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is wrong with a model is said, whatever it is; nothing else happens. */
class OnnxReaderTest {
    private static final byte[] SMALL = OnnxWriter.write(OnnxRoundTripTest.small());

    @Test
    void refusesWhatIsNoModelAndNamesIt() {
        assertRefused("no nodes", new byte[0]);
        assertRefused("not an ONNX model", "this is no model".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void refusesAModelCutShort() {
        // The last field is a note: without it whole, and only without it whole, the rest is a model.
        for (int length = 1; length < SMALL.length - 40; length++) {
            assertRefused("", Arrays.copyOf(SMALL, length));
        }
    }

    @Test
    void readsOrRefusesAModelWithAnyByteChanged() {
        Random random = new Random(1);
        for (int position = 0; position < SMALL.length; position++) {
            for (int trial = 0; trial < 8; trial++) {
                byte[] changed = SMALL.clone();
                changed[position] = (byte) random.nextInt(256);
                readOrRefuse(changed);
            }
        }
    }

    private static void readOrRefuse(byte[] model) {
        try {
            OnnxReader.read(model, "the model");
        } catch (InputException refused) {
            assertTrue(refused.getMessage().startsWith("the model"), refused.getMessage());
        }
    }

    @Test
    void refusesATensorThatLiesInAnotherFile() {
        assertRefused("the tensor offset lies outside the file", withTensor(tensor -> tensor.setDataLocation(
                        TensorProto.DataLocation.EXTERNAL)
                .addExternalData(
                        StringStringEntryProto.newBuilder().setKey("location").setValue("../../etc/passwd"))
                .clearRawData()));
    }

    @Test
    void refusesATensorWhoseBytesDoNotFitItsShape() {
        assertRefused("the tensor offset of shape [3] has 8 bytes", withTensor(tensor -> tensor.setDims(0, 3)));
        assertRefused("the tensor offset of shape [1] has 8 bytes", withTensor(tensor -> tensor.setDims(0, 1)));
        assertRefused("has 8 bytes", withTensor(tensor -> tensor.setDims(0, Integer.MAX_VALUE)));
        assertRefused("", withTensor(tensor -> tensor.setDims(0, Long.MAX_VALUE)));
        assertRefused("", withTensor(tensor -> tensor.setDims(0, 1L << 20).addDims(1L << 20)));
        assertRefused("", withTensor(tensor -> tensor.setDims(0, -1)));
        assertRefused("", withTensor(tensor -> tensor.setDims(0, -2)));
    }

    @Test
    void refusesKindsOfTensorsAndAttributesThatAreNotUsedHere() {
        assertRefused("type 10", withTensor(tensor -> tensor.setDataType(TensorProto.DataType.FLOAT16_VALUE)));
        AttributeProto graphs = AttributeProto.newBuilder()
                .setName("body")
                .setType(AttributeProto.AttributeType.GRAPH)
                .build();
        assertRefused(
                "body", with(model -> model.getGraphBuilder().getNodeBuilder(0).addAttribute(graphs)));
    }

    @Test
    void refusesAnAttributeGivenTwice() {
        AttributeProto axis = AttributeProto.newBuilder()
                .setName("axis")
                .setType(AttributeProto.AttributeType.INT)
                .setI(1)
                .build();
        assertRefused("axis", with(model -> model.getGraphBuilder()
                .getNodeBuilder(0)
                .addAttribute(axis)
                .addAttribute(axis)));
    }

    private static byte[] withTensor(Consumer<TensorProto.Builder> change) {
        return with(model -> change.accept(model.getGraphBuilder().getInitializerBuilder(0)));
    }

    private static byte[] with(Consumer<ModelProto.Builder> change) {
        try {
            ModelProto.Builder model = ModelProto.parseFrom(SMALL).toBuilder();
            change.accept(model);
            return model.build().toByteArray();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRefused(String reason, byte[] model) {
        InputException refusal = assertThrows(InputException.class, () -> OnnxReader.read(model, "small.onnx"));
        assertTrue(refusal.getMessage().startsWith("small.onnx"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
    }
}
