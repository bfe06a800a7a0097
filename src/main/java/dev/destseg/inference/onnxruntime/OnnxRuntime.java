package dev.destseg.inference.onnxruntime;

import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inference.Model;
import dev.destseg.inference.StepEngine;
import dev.destseg.inference.TrainingRuntime;
import dev.destseg.inference.onnxruntime.SessionSettings.Tensors;
import dev.destseg.inference.onnxruntime.SessionSettings.Work;
import dev.destseg.tensor.FloatTensor;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.onnxruntime.global.onnxruntime;

/** ONNX Runtime, with its inference and its training kernels, on the processor or on an NVIDIA GPU. */
public final class OnnxRuntime implements InferenceRuntime, TrainingRuntime {
    /** What the threads of a model do between two pieces of work. */
    public enum Waiting {
        /** They look for the next piece without a pause until the run has ended: fastest, but the cores are taken. */
        SPINNING,
        /** They sleep, and leave the cores to others. */
        SLEEPING
    }

    /** Where graphs are computed. */
    public enum Device {
        CPU("onnxruntime-cpu"),
        /** The first NVIDIA GPU. What has no kernel there, such as the gradient of a maximum, is computed on the processor. */
        CUDA("onnxruntime-cuda"),
        /** The processor by the kernels of OpenVINO, in floats of 16 bits where it has products of them. Judges only. */
        OPENVINO("openvino"),
        /** The same in floats of 32 bits. */
        OPENVINO_FLOAT32("openvino-float32");

        private final String label;

        Device(String label) {
            this.label = label;
        }
    }

    private final Waiting waiting;
    private final Device device;

    public OnnxRuntime() {
        this(Waiting.SPINNING);
    }

    public OnnxRuntime(Waiting waiting) {
        this(waiting, Device.CPU);
    }

    /** @param device the GPU only where {@link #cudaObstacle} is empty; graphs are refused otherwise */
    public OnnxRuntime(Waiting waiting, Device device) {
        this.waiting = waiting;
        this.device = device;
    }

    /** Why {@link Device#CUDA} cannot be used here, and what to do about it; empty when it can. */
    public static Optional<String> cudaObstacle() {
        return Cuda.obstacle();
    }

    /** Why {@link Device#OPENVINO} cannot be used here, and what to do about it; empty when it can. */
    public static Optional<String> openVinoObstacle() {
        return OpenVino.obstacle();
    }

    /** Whether this machine has NVIDIA's driver, so that somebody may expect its GPU to be used. */
    public static boolean expectsCuda() {
        return Cuda.isExpected();
    }

    /** Whether there is a build of ONNX Runtime with {@link Device#CUDA} for machines of this kind; for arm64 there is none. */
    public static boolean isMadeWithCuda() {
        return Cuda.isMadeFor(Loader.getPlatform());
    }

    /** Loads ONNX Runtime; otherwise the first model waits for it. */
    public static void load() {
        Loader.load(onnxruntime.class);
        LoadedModel.environment();
    }

    @Override
    public String name() {
        return device.label;
    }

    @Override
    public boolean gainsFromBatches() {
        return device == Device.CUDA;
    }

    @Override
    public boolean gainsFromBytes() {
        return device != Device.CUDA;
    }

    @Override
    public Engine load(byte[] model, int threads) {
        return load(Model.of(model), threads);
    }

    @Override
    public Engine load(Model model, int threads) {
        return new OnnxRuntimeEngine(
                LoadedModel.of(
                        model, settings(threads, device == Device.CPU ? Tensors.SHARED : Tensors.OWN, Work.JUDGING)),
                this);
    }

    @Override
    public StepEngine loadStep(
            byte[] model, Map<String, FloatTensor> state, Map<String, String> successors, int threads) {
        LoadedModel loaded = LoadedModel.of(Model.of(model), settings(threads, Tensors.OWN, Work.TRAINING));
        return device == Device.CUDA
                ? CudaStep.of(loaded, state, successors)
                : new OnnxRuntimeStep(loaded, state, successors);
    }

    @Override
    public boolean leavesTheProcessor() {
        return device == Device.CUDA;
    }

    private SessionSettings settings(int threads, Tensors tensors, Work work) {
        return new SessionSettings(threads, waiting, device, tensors, work);
    }
}
