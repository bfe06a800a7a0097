package dev.destseg.bench;

import dev.destseg.inference.Engine;
import dev.destseg.inference.StepEngine;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.network.DeStSeg;
import dev.destseg.network.Profile;
import dev.destseg.onnx.OnnxWriter;
import dev.destseg.tensor.ByteTensor;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import java.util.Map;
import java.util.Random;

/** The graphs as they are deployed, run by ONNX Runtime. */
record Ours(Runnable work, Runnable free) implements Contender {
    static Ours training(Profile profile, BenchmarkSteps.Phase phase, int batch, int threads) {
        BenchmarkSteps steps = BenchmarkSteps.of(profile, phase, batch);
        StepEngine engine = new OnnxRuntime()
                .loadStep(
                        OnnxWriter.write(steps.step().graph()),
                        steps.step().initialState(steps.first()),
                        steps.step().successors(),
                        threads);
        return new Ours(() -> engine.step(steps.inputs()), engine::close);
    }

    static Ours inference(Profile profile, int batch, int threads) {
        DeStSeg model = BenchmarkNetworks.of(profile);
        byte[] pixels = new byte[batch * 3 * profile.inputSize() * profile.inputSize()];
        new Random(2).nextBytes(pixels);
        Shape shape = Shape.of(batch, 3, profile.inputSize(), profile.inputSize());
        Map<String, Tensor> image = Map.of(DeStSeg.IMAGE, new ByteTensor(shape, pixels));
        Engine engine = new OnnxRuntime().load(OnnxWriter.write(model.inference(model.initial(1))), threads);
        return new Ours(() -> engine.run(image), engine::close);
    }

    @Override
    public String name() {
        return "ours";
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
