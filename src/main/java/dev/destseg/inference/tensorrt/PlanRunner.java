package dev.destseg.inference.tensorrt;

import dev.destseg.inference.nvidia.CudaFailure;
import dev.destseg.tensor.ByteTensor;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.LongTensor;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.global.nvinfer.DataType;
import org.bytedeco.tensorrt.nvinfer.Dims64;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;

/**
 * What runs a plan: a context of TensorRT, a stream, and memory for what goes in and comes out. Not safe between threads; closing
 * frees all but the context.
 *
 * <p>What is run with the same shapes again and again is captured as a graph of CUDA, which starts the copies and all kernels by one call in
 * place of one each. TensorRT prepares itself in the first run of a shape, so that the second is captured.
 */
final class PlanRunner implements AutoCloseable {
    private final ICudaEngine plan;
    private final List<String> outputs;
    private final IExecutionContext context;
    private boolean captures;
    private final CUstream_st stream = new CUstream_st();
    private final Map<String, TransferBuffer> buffers = new HashMap<>();
    private Map<String, Shape> prepared = Map.of();
    private Optional<CapturedGraph> captured = Optional.empty();

    /**
     * @param context of the plan; lent until this is closed
     * @param captures whether all runs are of the same shapes
     */
    PlanRunner(ICudaEngine plan, List<String> outputs, IExecutionContext context, boolean captures) {
        this.plan = plan;
        this.outputs = outputs;
        this.context = context;
        this.captures = captures;
        CudaFailure.check(cudart.cudaStreamCreateWithFlags(stream, cudart.cudaStreamNonBlocking), "making a stream");
    }

    IExecutionContext context() {
        return context;
    }

    /** @param inputs a tensor for each input of the plan */
    Map<String, Tensor> run(Map<String, Tensor> inputs) {
        Map<String, Shape> given = new LinkedHashMap<>();
        inputs.forEach((name, tensor) -> given.put(name, tensor.shape()));
        boolean known = given.equals(prepared);
        if (!known) {
            forget();
            inputs.forEach(this::bindInput);
            outputs.forEach(this::bindOutput);
        }
        inputs.forEach((name, tensor) -> write(tensor, buffer(name).pinned()));
        start(given, known);
        CudaFailure.check(cudart.cudaStreamSynchronize(stream), "running the graph");
        prepared = given;
        Map<String, Tensor> results = new LinkedHashMap<>();
        outputs.forEach(name -> results.put(name, read(name, shape(context.getTensorShape(name)))));
        return results;
    }

    private void start(Map<String, Shape> given, boolean known) {
        if (known && captures && captured.isEmpty()) {
            capture(given);
        }
        captured.ifPresentOrElse(graph -> graph.launch(stream), () -> enqueue(given));
    }

    /** What cannot be captured is started piece by piece as before. */
    private void capture(Map<String, Shape> given) {
        try {
            captured = Optional.of(CapturedGraph.of(stream, () -> enqueue(given)));
        } catch (InputException cannotBeCaptured) {
            captures = false;
        }
    }

    private void enqueue(Map<String, Shape> given) {
        given.forEach((name, shape) -> buffer(name).upload(bytes(name, shape), stream));
        if (!context.enqueueV3(stream)) {
            throw new InputException("The graph did not run on the GPU");
        }
        outputs.forEach(name -> buffer(name).download(bytes(name, shape(context.getTensorShape(name))), stream));
    }

    private void forget() {
        prepared = Map.of();
        captured.ifPresent(CapturedGraph::close);
        captured = Optional.empty();
    }

    private void bindInput(String name, Tensor tensor) {
        DataType wanted = plan.getTensorDataType(name).intern();
        try (Dims64 shape = dims(tensor.shape())) {
            if (type(tensor) != wanted || !fits(name, tensor.shape()) || !context.setInputShape(name, shape)) {
                throw new InputException("The graph takes no "
                        + tensor.getClass().getSimpleName() + " of "
                        + tensor.shape() + " for " + name + "; batches have at most " + PlanBuilder.MOST_IN_BATCH
                        + " images");
            }
        }
        bind(name, tensor.shape());
    }

    private void bindOutput(String name) {
        bind(name, shape(context.getTensorShape(name)));
    }

    private void bind(String name, Shape shape) {
        TransferBuffer buffer = buffer(name);
        buffer.require(bytes(name, shape));
        context.setTensorAddress(name, buffer.onGpu());
    }

    private TransferBuffer buffer(String name) {
        return buffers.computeIfAbsent(name, tensor -> new TransferBuffer());
    }

    private long bytes(String name, Shape shape) {
        return (long) shape.elements() * plan.getTensorBytesPerComponent(name);
    }

    private boolean fits(String name, Shape given) {
        Shape wanted = shape(plan.getTensorShape(name));
        boolean fits = wanted.rank() == given.rank();
        for (int axis = 0; fits && axis < given.rank(); axis++) {
            fits = wanted.extent(axis) == Shape.FREE || wanted.extent(axis) == given.extent(axis);
        }
        return fits;
    }

    /** As TensorRT tells it. */
    static Shape shape(Dims64 dims) {
        int[] extents = new int[dims.nbDims()];
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = Math.toIntExact(dims.d(axis));
        }
        return Shape.of(extents);
    }

    private static Dims64 dims(Shape shape) {
        Dims64 dims = new Dims64();
        dims.nbDims(shape.rank());
        for (int axis = 0; axis < shape.rank(); axis++) {
            dims.d(axis, shape.extent(axis));
        }
        return dims;
    }

    private static DataType type(Tensor tensor) {
        if (tensor instanceof FloatTensor) {
            return DataType.kFLOAT;
        }
        if (tensor instanceof ByteTensor) {
            return DataType.kUINT8;
        }
        return tensor instanceof LongTensor ? DataType.kINT64 : DataType.kINT8;
    }

    private static void write(Tensor tensor, Pointer to) {
        if (tensor instanceof FloatTensor floats) {
            new FloatPointer(to).put(floats.data());
        } else if (tensor instanceof ByteTensor bytes) {
            new BytePointer(to).put(bytes.data());
        } else if (tensor instanceof LongTensor longs) {
            new LongPointer(to).put(longs.data());
        }
    }

    private Tensor read(String name, Shape shape) {
        Pointer from = buffer(name).pinned();
        DataType type = plan.getTensorDataType(name).intern();
        if (type == DataType.kFLOAT) {
            float[] values = new float[shape.elements()];
            new FloatPointer(from).get(values);
            return new FloatTensor(shape, values);
        }
        if (type == DataType.kUINT8) {
            byte[] values = new byte[shape.elements()];
            new BytePointer(from).get(values);
            return new ByteTensor(shape, values);
        }
        if (type == DataType.kINT64) {
            long[] values = new long[shape.elements()];
            new LongPointer(from).get(values);
            return new LongTensor(shape, values);
        }
        throw new IllegalStateException("The graph made a tensor of a type that is not supported: " + type);
    }

    @Override
    public void close() {
        forget();
        buffers.values().forEach(TransferBuffer::close);
        buffers.clear();
        cudart.cudaStreamDestroy(stream);
    }
}
