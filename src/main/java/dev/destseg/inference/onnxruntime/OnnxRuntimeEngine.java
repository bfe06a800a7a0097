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
    private final String runtime;
    private LoadedModel model;

    OnnxRuntimeEngine(LoadedModel model, String runtime) {
        this.model = model;
        this.runtime = runtime;
    }

    @Override
    public String runtime() {
        return runtime;
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
                binding.BindInput(name, copy.value());
            });
            outputs.forEach(name -> binding.BindOutput(name, NativeTensor.cpu().asOrtMemoryInfo()));
            run(model, binding);
            return read(binding, outputs);
        } finally {
            bound.forEach(NativeTensor::close);
        }
    }

    private static void run(LoadedModel model, IoBinding binding) {
        try {
            model.session().Run(model.runOptions(), binding);
        } catch (RuntimeException e) {
            throw new InputException("The graph did not run: " + Cuda.reason(e.getMessage()), e);
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
        if (settings.device() == Device.CUDA) {
            return Optional.empty();
        }
        Optional<OptimizedModel> optimized = OptimizedModel.of(onnx, settings);
        return optimized.map(shared -> {
            try {
                return sharing(shared, settings, threads, check);
            } finally {
                shared.release();
            }
        });
    }

    private Engine sharing(OptimizedModel shared, SessionSettings settings, int threads, Consumer<Engine> check) {
        Engine other = new OnnxRuntimeEngine(LoadedModel.of(shared, settings.with(threads)), runtime);
        try {
            LoadedModel successor = LoadedModel.of(shared, settings);
            try {
                check.accept(new OnnxRuntimeEngine(successor, runtime));
            } catch (RuntimeException e) {
                successor.close();
                throw e;
            }
            replace(successor);
            return other;
        } catch (RuntimeException e) {
            other.close();
            throw e;
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
