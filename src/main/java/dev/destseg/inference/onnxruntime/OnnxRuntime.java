package dev.destseg.inference.onnxruntime;

import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inference.StepEngine;
import dev.destseg.inference.TrainingRuntime;
import dev.destseg.tensor.FloatTensor;
import java.util.Map;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.onnxruntime.global.onnxruntime;

/** ONNX Runtime on the CPU, with its inference and its training kernels. */
public final class OnnxRuntime implements InferenceRuntime, TrainingRuntime {
    /** What the threads of a model do between two pieces of work. */
    public enum Waiting {
        /** They look for the next piece without a pause: fastest, but the cores are taken. */
        SPINNING,
        /** They sleep, and leave the cores to others. */
        SLEEPING
    }

    private final Waiting waiting;

    public OnnxRuntime() {
        this(Waiting.SPINNING);
    }

    public OnnxRuntime(Waiting waiting) {
        this.waiting = waiting;
    }

    /** Loads ONNX Runtime; otherwise the first model waits for it. */
    public static void load() {
        Loader.load(onnxruntime.class);
    }

    @Override
    public String name() {
        return "onnxruntime-cpu";
    }

    @Override
    public Engine load(byte[] model, int threads) {
        return new OnnxRuntimeEngine(new LoadedModel(model, threads, waiting));
    }

    @Override
    public StepEngine loadStep(
            byte[] model, Map<String, FloatTensor> state, Map<String, String> successors, int threads) {
        return new OnnxRuntimeStep(new LoadedModel(model, threads, waiting), state, successors);
    }
}
