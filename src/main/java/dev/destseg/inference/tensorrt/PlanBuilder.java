package dev.destseg.inference.tensorrt;

import dev.destseg.tensor.InputException;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.global.nvinfer;
import org.bytedeco.tensorrt.global.nvinfer.BuilderFlag;
import org.bytedeco.tensorrt.global.nvinfer.MemoryPoolType;
import org.bytedeco.tensorrt.global.nvinfer.OptProfileSelector;
import org.bytedeco.tensorrt.global.nvonnxparser;
import org.bytedeco.tensorrt.nvinfer.Dims64;
import org.bytedeco.tensorrt.nvinfer.IBuilder;
import org.bytedeco.tensorrt.nvinfer.IBuilderConfig;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.bytedeco.tensorrt.nvinfer.IOptimizationProfile;
import org.bytedeco.tensorrt.nvinfer.ITensor;
import org.bytedeco.tensorrt.nvinfer.ITimingCache;
import org.bytedeco.tensorrt.nvonnxparser.IParser;
import org.jspecify.annotations.Nullable;

/** Makes plans of graphs: TensorRT tries kernels for each layer on the GPU, which takes seconds to many minutes. */
final class PlanBuilder {
    /** Counted up with every change of what is built here, such as flags, workspace or batches: plans from before are built anew. */
    static final int SETTINGS = 1;

    /** Images in one run. */
    static final int MOST_IN_BATCH = 32;

    private static final long LOWEST_ADDRESS = 4096;
    private static final long WORKSPACE = 1L << 30;

    /**
     * @param plan what is to be loaded
     * @param timings what kernels have taken, for the next build
     */
    record Built(byte[] plan, byte[] timings) {}

    /**
     * @param model ONNX bytes
     * @param timings of builds before
     * @throws InputException when TensorRT does not take the graph, or finds no way to run it
     */
    Built build(byte[] model, Numbers numbers, Optional<byte[]> timings) {
        IBuilder builder = made(nvinfer.createInferBuilder(BuildLog.only()));
        INetworkDefinition network = made(builder.createNetworkV2(0));
        IBuilderConfig config = made(builder.createBuilderConfig());
        // The network refers to the weights in these bytes until the plan is made.
        try (BytePointer bytes = new BytePointer(model)) {
            parse(bytes, model.length, network);
            config.setMemoryPoolLimit(MemoryPoolType.kWORKSPACE, WORKSPACE);
            permit(numbers, config);
            config.addOptimizationProfile(profile(builder, network));
            ITimingCache cache = timings(config, timings.orElse(new byte[0]));
            IHostMemory plan = made(builder.buildSerializedNetwork(network, config));
            return new Built(copy(plan), copy(made(cache.serialize())));
        }
    }

    /** Its successor, a network that is typed throughout, would need a graph of floats of 16 bits. */
    @SuppressWarnings("deprecation")
    private static void permit(Numbers numbers, IBuilderConfig config) {
        switch (numbers) {
            case INT8 -> {
                config.setFlag(BuilderFlag.kINT8);
                config.setFlag(BuilderFlag.kFP16);
            }
            case FLOAT16 -> config.setFlag(BuilderFlag.kFP16);
            case FLOAT32 -> config.clearFlag(BuilderFlag.kTF32);
        }
    }

    private static void parse(BytePointer model, long length, INetworkDefinition network) {
        IParser parser = made(nvonnxparser.createParser(network, BuildLog.only()));
        if (!parser.parse(model, length)) {
            String why = parser.getNbErrors() > 0
                    ? parser.getError(0).desc()
                    : BuildLog.only().complaint();
            throw new InputException("TensorRT does not take the model: " + why);
        }
    }

    private static IOptimizationProfile profile(IBuilder builder, INetworkDefinition network) {
        IOptimizationProfile profile = builder.createOptimizationProfile();
        for (int i = 0; i < network.getNbInputs(); i++) {
            ITensor input = network.getInput(i);
            set(profile, input, OptProfileSelector.kMIN, 1);
            set(profile, input, OptProfileSelector.kOPT, 1);
            set(profile, input, OptProfileSelector.kMAX, MOST_IN_BATCH);
        }
        return profile;
    }

    private static void set(IOptimizationProfile profile, ITensor input, OptProfileSelector which, int batch) {
        Dims64 shape = input.getDimensions();
        for (int axis = 0; axis < shape.nbDims(); axis++) {
            if (shape.d(axis) < 0) {
                shape.d(axis, batch);
            }
        }
        profile.setDimensions(input.getName(), which, shape);
    }

    private static ITimingCache timings(IBuilderConfig config, byte[] known) {
        try (BytePointer bytes = new BytePointer(known)) {
            ITimingCache cache = made(config.createTimingCache(bytes, known.length));
            config.setTimingCache(cache, false);
            return cache;
        }
    }

    /**
     * What TensorRT has made.
     *
     * @throws InputException when it has not, saying why
     */
    static <T extends Pointer> T made(@Nullable T pointer) {
        if (pointer == null || isMissing(pointer)) {
            throw new InputException(
                    "TensorRT cannot build an engine: " + BuildLog.only().complaint());
        }
        return pointer;
    }

    /** For a null pointer of a class with several bases the presets may give the offset of one of them. */
    static boolean isMissing(@Nullable Pointer pointer) {
        return pointer == null || pointer.address() < LOWEST_ADDRESS;
    }

    private static byte[] copy(IHostMemory memory) {
        byte[] bytes = new byte[Math.toIntExact(memory.size())];
        new BytePointer(memory.data()).get(bytes);
        return bytes;
    }
}
