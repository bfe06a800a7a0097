package dev.destseg.bench;

import dev.destseg.graph.Graph;
import dev.destseg.graph.Reductions;
import dev.destseg.inference.Engine;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inference.StepEngine;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inference.onnxruntime.OnnxRuntime.Device;
import dev.destseg.inference.onnxruntime.OnnxRuntime.Waiting;
import dev.destseg.inference.tensorrt.ForgetfulPlans;
import dev.destseg.inference.tensorrt.Numbers;
import dev.destseg.inference.tensorrt.TensorRt;
import dev.destseg.inference.tensorrt.TensorRtSoftware;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.Profile;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.quantization.Calibration;
import dev.destseg.quantization.QuantizationPlan;
import dev.destseg.quantization.Quantizer;
import dev.destseg.quantization.RangeMethod;
import dev.destseg.quantization.SymmetricBytes;
import dev.destseg.tensor.ByteTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The graphs as they are deployed, run by ONNX Runtime. */
record Ours(String name, Runnable work, Runnable free) implements Contender {
    private static final OnnxRuntime CUDA = new OnnxRuntime(Waiting.SPINNING, Device.CUDA);

    static Ours training(Profile profile, BenchmarkSteps.Phase phase, int batch, int threads) {
        return training("ours", new OnnxRuntime(), profile, phase, batch, threads);
    }

    private static Ours training(
            String name, OnnxRuntime runtime, Profile profile, BenchmarkSteps.Phase phase, int batch, int threads) {
        BenchmarkSteps steps = BenchmarkSteps.of(profile, phase, batch);
        StepEngine engine = runtime.loadStep(
                OnnxWriter.write(steps.step().graph()),
                steps.step().initialState(steps.first()),
                steps.step().successors(),
                threads);
        return new Ours(name, () -> engine.step(steps.inputs()), engine::close);
    }

    static Ours inference(Profile profile, int batch, int threads) {
        return running("ours", graph(profile), profile, batch, threads, new OnnxRuntime());
    }

    static Ours int8(Profile profile, int batch, int threads) {
        return running("ours, int8", quantized(profile, threads), profile, batch, threads, new OnnxRuntime());
    }

    /** The same graphs by the kernels of OpenVINO, where its plugin was added. */
    static List<Ours> openVino(Profile profile, int batch, int threads) {
        if (OnnxRuntime.openVinoObstacle().isPresent()) {
            return List.of();
        }
        OnnxRuntime runtime = new OnnxRuntime(Waiting.SPINNING, Device.OPENVINO);
        return List.of(
                running("ours, OpenVINO", graph(profile), profile, batch, threads, runtime),
                running("ours, OpenVINO, int8", quantized(profile, threads), profile, batch, threads, runtime));
    }

    /** The step on an NVIDIA GPU, where there is one. */
    static List<Ours> trainingOnGpu(Profile profile, BenchmarkSteps.Phase phase, int batch, int threads) {
        return OnnxRuntime.cudaObstacle().isPresent()
                ? List.of()
                : List.of(training("ours, CUDA", CUDA, profile, phase, batch, threads));
    }

    /** The graphs on an NVIDIA GPU, where there is one: by ONNX Runtime, and by TensorRT with each kind of numbers. */
    static List<Ours> inferenceOnGpu(Profile profile, int batch, int threads) {
        List<Ours> contenders = new ArrayList<>();
        if (OnnxRuntime.cudaObstacle().isEmpty()) {
            contenders.add(running("ours, CUDA", graph(profile), profile, batch, threads, CUDA));
        }
        if (TensorRtSoftware.obstacle().isEmpty()) {
            for (Numbers numbers : Numbers.values()) {
                InferenceRuntime runtime = new TensorRt(numbers, new ForgetfulPlans());
                Graph graph = numbers == Numbers.INT8 ? SymmetricBytes.of(quantized(profile, threads)) : graph(profile);
                try {
                    contenders.add(running("ours, " + runtime.name(), graph, profile, batch, threads, runtime));
                } catch (InputException noPlan) {
                    System.out.println(noPlan.getMessage());
                }
            }
        }
        return contenders;
    }

    /** With bytes where they may be, calibrated on noise: speed does not depend on what is seen. */
    static Graph quantized(Profile profile, int threads) {
        QuantizationPlan plan = QuantizationPlan.of(graph(profile), Set.of());
        Calibration calibration = new Calibration(plan);
        try (Engine engine = new OnnxRuntime().load(OnnxWriter.write(calibration.observed()), threads)) {
            calibration.observe(engine.run(noise(profile, 1)));
        }
        return Quantizer.quantize(plan, calibration, RangeMethod.MIN_MAX, false);
    }

    static Graph graph(Profile profile) {
        DeStSeg model = BenchmarkNetworks.of(profile);
        return Reductions.of(model.inference(model.initial(1)));
    }

    private static Ours running(
            String name, Graph graph, Profile profile, int batch, int threads, InferenceRuntime runtime) {
        Map<String, Tensor> image = noise(profile, batch);
        Engine engine = runtime.load(OnnxWriter.write(graph), threads);
        return new Ours(name, () -> engine.run(image), engine::close);
    }

    private static Map<String, Tensor> noise(Profile profile, int batch) {
        byte[] pixels = new byte[batch * 3 * profile.inputSize() * profile.inputSize()];
        new Random(2).nextBytes(pixels);
        Shape shape = Shape.of(batch, 3, profile.inputSize(), profile.inputSize());
        return Map.of(DeStSeg.IMAGE, new ByteTensor(shape, pixels));
    }

    Ours named(String other) {
        return new Ours(other, work, free);
    }

    @Override
    public double run() {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    @Override
    public void close() {
        free.run();
    }
}
