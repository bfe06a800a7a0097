package dev.destseg.inference.onnxruntime;

import dev.destseg.tensor.ByteTensor;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.LongTensor;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.SignedByteTensor;
import dev.destseg.tensor.Tensor;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.onnxruntime.LongVector;
import org.bytedeco.onnxruntime.MemoryInfo;
import org.bytedeco.onnxruntime.TensorTypeAndShapeInfo;
import org.bytedeco.onnxruntime.Value;
import org.bytedeco.onnxruntime.global.onnxruntime;

/** A tensor in native memory that it owns, and ONNX Runtime's view of it. */
final class NativeTensor implements AutoCloseable {
    private static final MemoryInfo CPU =
            MemoryInfo.CreateCpu(onnxruntime.OrtDeviceAllocator, onnxruntime.OrtMemTypeDefault);

    private final Pointer data;
    private final LongPointer extents;
    private final Value value;
    private final Shape shape;

    private NativeTensor(Pointer data, LongPointer extents, Value value, Shape shape) {
        this.data = data;
        this.extents = extents;
        this.value = value;
        this.shape = shape;
    }

    /** Where tensors in ordinary memory live; never freed. */
    static MemoryInfo cpu() {
        return CPU;
    }

    static NativeTensor copyOf(Tensor tensor) {
        int[] wide = tensor.shape().extents();
        LongPointer extents = new LongPointer(Arrays.stream(wide).asLongStream().toArray());
        if (tensor instanceof FloatTensor floats) {
            FloatPointer data = new FloatPointer(floats.data().length);
            data.put(floats.data());
            Value value =
                    Value.CreateTensorFloat(CPU.asOrtMemoryInfo(), data, floats.data().length, extents, wide.length);
            return new NativeTensor(data, extents, value, tensor.shape());
        }
        if (tensor instanceof ByteTensor bytes) {
            BytePointer data = new BytePointer(bytes.data());
            Value value =
                    Value.CreateTensorUByte(CPU.asOrtMemoryInfo(), data, bytes.data().length, extents, wide.length);
            return new NativeTensor(data, extents, value, tensor.shape());
        }
        if (tensor instanceof SignedByteTensor bytes) {
            BytePointer data = new BytePointer(bytes.data());
            Value value =
                    Value.CreateTensorByte(CPU.asOrtMemoryInfo(), data, bytes.data().length, extents, wide.length);
            return new NativeTensor(data, extents, value, tensor.shape());
        }
        LongTensor longs = (LongTensor) tensor;
        LongPointer data = new LongPointer(longs.data());
        Value value = Value.CreateTensorLong(CPU.asOrtMemoryInfo(), data, longs.data().length, extents, wide.length);
        return new NativeTensor(data, extents, value, tensor.shape());
    }

    Value value() {
        return value;
    }

    /** Overwrites the numbers. */
    void set(FloatTensor tensor) {
        ((FloatPointer) data).put(tensor.data());
    }

    FloatTensor toFloatTensor() {
        float[] copy = new float[shape.elements()];
        ((FloatPointer) data).get(copy);
        return new FloatTensor(shape, copy);
    }

    /** A copy of a tensor that ONNX Runtime made. */
    static Tensor read(Value value) {
        try (TensorTypeAndShapeInfo information = value.GetTensorTypeAndShapeInfo();
                LongVector extents = information.GetShape()) {
            Shape shape = Shape.of(
                    Arrays.stream(extents.get()).mapToInt(Math::toIntExact).toArray());
            int elements = shape.elements();
            return switch (information.GetElementType()) {
                case 1 -> {
                    float[] copy = new float[elements];
                    value.GetTensorMutableDataFloat().get(copy);
                    yield new FloatTensor(shape, copy);
                }
                case 2 -> {
                    byte[] copy = new byte[elements];
                    value.GetTensorMutableDataUByte().get(copy);
                    yield new ByteTensor(shape, copy);
                }
                case 7 -> {
                    long[] copy = new long[elements];
                    value.GetTensorMutableDataLong().get(copy);
                    yield new LongTensor(shape, copy);
                }
                default ->
                    throw new IllegalStateException("The graph made a tensor of an ONNX type that is not supported: "
                            + information.GetElementType());
            };
        }
    }

    @Override
    public void close() {
        value.close();
        extents.close();
        data.close();
    }
}
