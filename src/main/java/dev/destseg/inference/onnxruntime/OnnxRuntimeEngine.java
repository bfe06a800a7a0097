package dev.destseg.inference.onnxruntime;

import dev.destseg.inference.Engine;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.onnxruntime.IoBinding;
import org.bytedeco.onnxruntime.Value;
import org.bytedeco.onnxruntime.ValueVector;

/** Runs a loaded model once per call. */
final class OnnxRuntimeEngine implements Engine {
    private final LoadedModel model;
    private final String runtime;

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
        model.check(inputs.keySet());
        List<NativeTensor> bound = new ArrayList<>();
        try (IoBinding binding = new IoBinding(model.session())) {
            inputs.forEach((name, tensor) -> {
                NativeTensor copy = NativeTensor.copyOf(tensor);
                bound.add(copy);
                binding.BindInput(name, copy.value());
            });
            model.outputs()
                    .forEach(name -> binding.BindOutput(name, NativeTensor.cpu().asOrtMemoryInfo()));
            run(binding);
            return outputs(binding);
        } finally {
            bound.forEach(NativeTensor::close);
        }
    }

    private void run(IoBinding binding) {
        try {
            model.session().Run(model.runOptions(), binding);
        } catch (RuntimeException e) {
            throw new InputException("The graph did not run: " + Cuda.reason(e.getMessage()), e);
        }
    }

    private Map<String, Tensor> outputs(IoBinding binding) {
        Map<String, Tensor> results = new LinkedHashMap<>();
        try (ValueVector values = binding.GetOutputValues()) {
            int i = 0;
            for (String name : model.outputs()) {
                try (Value value = values.get(i++)) {
                    results.put(name, NativeTensor.read(value));
                }
            }
        }
        return results;
    }

    @Override
    public void close() {
        model.close();
    }
}
