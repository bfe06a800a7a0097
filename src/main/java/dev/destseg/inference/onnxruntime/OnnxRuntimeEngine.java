package dev.destseg.inference.onnxruntime;

import dev.destseg.inference.Engine;
import dev.destseg.inference.Model;
import dev.destseg.inference.onnxruntime.OnnxRuntime.Device;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.bytedeco.onnxruntime.IoBinding;
import org.bytedeco.onnxruntime.Value;
import org.bytedeco.onnxruntime.ValueVector;

/** Runs a loaded model once per call. */
final class OnnxRuntimeEngine implements Engine {
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private final OnnxRuntime runtime;
    private LoadedModel model;

    OnnxRuntimeEngine(LoadedModel model, OnnxRuntime runtime) {
        this.model = model;
        this.runtime = runtime;
    }

    @Override
    public String runtime() {
        return runtime.name();
    }

    @Override
    public boolean gainsFromBatches() {
        return runtime.gainsFromBatches();
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs) {
        return run(inputs, model().outputs());
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs, Set<String> outputs) {
        use.readLock().lock();
        try {
            return run(model, inputs, outputs);
        } finally {
            use.readLock().unlock();
        }
    }

    private static Map<String, Tensor> run(LoadedModel model, Map<String, Tensor> inputs, Set<String> outputs) {
        model.check(inputs.keySet());
        model.checkOutputs(outputs);
        List<NativeTensor> bound = new ArrayList<>();
        try (IoBinding binding = new IoBinding(model.session())) {
            inputs.forEach((name, tensor) -> {
                NativeTensor copy = NativeTensor.copyOf(tensor);
                bound.add(copy);
                // For a GPU this copies, which fails like the run itself where the GPU is lost.
                binding.BindInput(name, copy.value());
            });
            outputs.forEach(name -> binding.BindOutput(name, NativeTensor.cpu().asOrtMemoryInfo()));
            model.session().Run(model.runOptions(), binding);
            return read(binding, outputs);
        } catch (RuntimeException e) {
            throw new InputException("The graph did not run: " + Cuda.reason(String.valueOf(e.getMessage())), e);
        } finally {
            bound.forEach(NativeTensor::close);
        }
    }

    private static Map<String, Tensor> read(IoBinding binding, Set<String> outputs) {
        Map<String, Tensor> results = new LinkedHashMap<>();
        try (ValueVector values = binding.GetOutputValues()) {
            int i = 0;
            for (String name : outputs) {
                try (Value value = values.get(i++)) {
                    results.put(name, NativeTensor.read(value));
                }
            }
        }
        return results;
    }

    private LoadedModel model() {
        use.readLock().lock();
        try {
            return model;
        } finally {
            use.readLock().unlock();
        }
    }

    /** Both run what ONNX Runtime makes of the graph for this processor, which is then not kept twice. */
    @Override
    public Optional<Engine> sharing(Model onnx, int threads, Consumer<Engine> check) {
        SessionSettings settings = model().settings();
        if (settings.device() != Device.CPU) {
            return Optional.empty();
        }
        Optional<OptimizedModel> optimized = OptimizedModel.of(onnx, settings);
        return optimized.flatMap(shared -> {
            try {
                return sharing(shared, settings, threads, check);
            } finally {
                shared.release();
            }
        });
    }

    private Optional<Engine> sharing(
            OptimizedModel shared, SessionSettings settings, int threads, Consumer<Engine> check) {
        Optional<LoadedModel> successor = loaded(shared, settings);
        Optional<LoadedModel> other = loaded(shared, settings.with(threads));
        try {
            if (successor.isPresent() && other.isPresent()) {
                check.accept(new OnnxRuntimeEngine(successor.get(), runtime));
                replace(successor.get());
                successor = Optional.empty();
                Engine engine = new OnnxRuntimeEngine(other.get(), runtime);
                other = Optional.empty();
                return Optional.of(engine);
            }
            return Optional.empty();
        } finally {
            // What was not taken over.
            successor.ifPresent(LoadedModel::close);
            other.ifPresent(LoadedModel::close);
        }
    }

    /** Nothing when ONNX Runtime does not take back what it has written. */
    private static Optional<LoadedModel> loaded(OptimizedModel shared, SessionSettings settings) {
        try {
            return Optional.of(LoadedModel.of(shared, settings));
        } catch (InputException unshared) {
            return Optional.empty();
        }
    }

    private void replace(LoadedModel successor) {
        LoadedModel before;
        use.writeLock().lock();
        try {
            before = model;
            model = successor;
        } finally {
            use.writeLock().unlock();
        }
        before.close();
    }

    @Override
    public void close() {
        model().close();
    }
}
