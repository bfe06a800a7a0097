package dev.destseg.inference.tensorrt;

import dev.destseg.inference.Engine;
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
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.global.nvinfer.DataType;
import org.bytedeco.tensorrt.global.nvinfer.TensorIOMode;
import org.bytedeco.tensorrt.nvinfer.Dims64;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;

/** Runs a plan, one run at a time, on a stream of its own. */
final class TensorRtEngine implements Engine {
    private final LoadedPlans plans;
    private final PlanKey key;
    private final ICudaEngine plan;
    private final List<String> inputs;
    private final List<String> outputs;
    private final IExecutionContext context;
    private final CUstream_st stream = new CUstream_st();
    private final Map<String, TransferBuffer> buffers = new HashMap<>();

    /** @param key of a plan that is loaded */
    TensorRtEngine(LoadedPlans plans, PlanKey key) {
        this.plans = plans;
        this.key = key;
        plan = plans.plan(key);
        inputs = names(TensorIOMode.kINPUT);
        outputs = names(TensorIOMode.kOUTPUT);
        CudaFailure.check(cudart.cudaStreamCreate(stream), "making a stream");
        context = plans.borrow(key);
    }

    private List<String> names(TensorIOMode mode) {
        return IntStream.range(0, plan.getNbIOTensors())
                .mapToObj(plan::getIOTensorName)
                .filter(name -> plan.getTensorIOMode(name).intern() == mode)
                .toList();
    }

    /** Whether the first axis of all that goes in and comes out is the batch. */
    boolean takesBatches() {
        return Stream.concat(inputs.stream(), outputs.stream())
                .map(name -> shape(plan.getTensorShape(name)))
                .allMatch(shape -> shape.rank() > 0 && shape.extent(0) == Shape.FREE);
    }

    @Override
    public boolean gainsFromBatches() {
        return takesBatches();
    }

    @Override
    public String runtime() {
        return key.numbers().runtime();
    }

    @Override
    public synchronized Map<String, Tensor> run(Map<String, Tensor> given) {
        if (!given.keySet().equals(Set.copyOf(inputs))) {
            throw new InputException("The graph takes the inputs " + inputs + ", not " + given.keySet());
        }
        given.forEach(this::upload);
        Map<String, Shape> shapes = new LinkedHashMap<>();
        outputs.forEach(name -> shapes.put(name, bindOutput(name)));
        if (!context.enqueueV3(stream)) {
            throw new InputException("The graph did not run on the GPU");
        }
        shapes.forEach((name, shape) -> buffer(name).download(bytes(name, shape), stream));
        CudaFailure.check(cudart.cudaStreamSynchronize(stream), "running the graph");
        Map<String, Tensor> results = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> results.put(name, read(name, shape)));
        return results;
    }

    private void upload(String name, Tensor tensor) {
        DataType wanted = plan.getTensorDataType(name).intern();
        try (Dims64 shape = dims(tensor.shape())) {
            if (type(tensor) != wanted || !fits(name, tensor.shape()) || !context.setInputShape(name, shape)) {
                throw new InputException("The graph takes no "
                        + tensor.getClass().getSimpleName() + " of "
                        + tensor.shape() + " for " + name + "; batches have at most " + PlanBuilder.MOST_IN_BATCH
                        + " images");
            }
        }
        TransferBuffer buffer = buffer(name);
        long length = bytes(name, tensor.shape());
        buffer.require(length);
        write(tensor, buffer.pinned());
        buffer.upload(length, stream);
        context.setTensorAddress(name, buffer.onGpu());
    }

    private Shape bindOutput(String name) {
        Shape shape = shape(context.getTensorShape(name));
        TransferBuffer buffer = buffer(name);
        buffer.require(bytes(name, shape));
        context.setTensorAddress(name, buffer.onGpu());
        return shape;
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

    private static Shape shape(Dims64 dims) {
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
    public synchronized void close() {
        buffers.values().forEach(TransferBuffer::close);
        buffers.clear();
        cudart.cudaStreamDestroy(stream);
        plans.giveBack(key, context);
    }
}
