package dev.destseg.inference.onnxruntime;

import dev.destseg.inference.StepEngine;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.bytedeco.onnxruntime.IoBinding;
import org.bytedeco.onnxruntime.Value;
import org.bytedeco.onnxruntime.ValueVector;

/**
 * A step whose state lies in two sets of native buffers: a step reads one set and writes the other, and the next step
 * goes the other way, so that no state is copied. For the processor; see {@link CudaStep}.
 */
final class OnnxRuntimeStep implements StepEngine {
    private final LoadedModel model;
    private final Set<String> results;
    private final Map<String, NativeTensor> even = new LinkedHashMap<>();
    private final Map<String, NativeTensor> odd = new LinkedHashMap<>();
    private final Map<String, NativeTensor> inputs = new HashMap<>();
    private final IoBinding evenToOdd;
    private final IoBinding oddToEven;
    private boolean atEven = true;

    OnnxRuntimeStep(LoadedModel model, Map<String, FloatTensor> state, Map<String, String> successors) {
        this.model = model;
        results = new LinkedHashSet<>(model.outputs());
        results.removeAll(successors.values());
        state.forEach((name, tensor) -> {
            even.put(name, NativeTensor.copyOf(tensor));
            odd.put(name, NativeTensor.copyOf(tensor));
        });
        evenToOdd = bind(even, odd, successors);
        oddToEven = bind(odd, even, successors);
    }

    private IoBinding bind(
            Map<String, NativeTensor> from, Map<String, NativeTensor> to, Map<String, String> successors) {
        IoBinding binding = new IoBinding(model.session());
        from.forEach((name, tensor) -> binding.BindInput(name, tensor.value()));
        // ONNX Runtime gives outputs in the order in which they were bound: results first, state after.
        results.forEach(name -> binding.BindOutput(name, NativeTensor.cpu().asOrtMemoryInfo()));
        successors.forEach(
                (name, output) -> binding.BindOutput(output, to.get(name).value()));
        return binding;
    }

    @Override
    public Map<String, Tensor> step(Map<String, Tensor> given) {
        Set<String> all = new HashSet<>(even.keySet());
        all.addAll(given.keySet());
        model.check(all);
        IoBinding binding = atEven ? evenToOdd : oddToEven;
        try {
            given.forEach(this::put);
            model.session().Run(model.runOptions(), binding);
        } catch (RuntimeException e) {
            throw new InputException(
                    "The training step did not run: " + Cuda.reason(String.valueOf(e.getMessage())), e);
        }
        atEven = !atEven;
        return read(binding);
    }

    private void put(String name, Tensor tensor) {
        NativeTensor known = inputs.get(name);
        if (known != null && tensor instanceof FloatTensor floats) {
            known.set(floats);
            return;
        }
        NativeTensor copy = NativeTensor.copyOf(tensor);
        evenToOdd.BindInput(name, copy.value());
        oddToEven.BindInput(name, copy.value());
        NativeTensor replaced = inputs.put(name, copy);
        if (replaced != null) {
            replaced.close();
        }
    }

    private Map<String, Tensor> read(IoBinding binding) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        try (ValueVector values = binding.GetOutputValues()) {
            int i = 0;
            for (String name : results) {
                try (Value value = values.get(i++)) {
                    tensors.put(name, NativeTensor.read(value));
                }
            }
        }
        return tensors;
    }

    @Override
    public Map<String, FloatTensor> state() {
        Map<String, FloatTensor> copy = new LinkedHashMap<>();
        (atEven ? even : odd).forEach((name, tensor) -> copy.put(name, tensor.toFloatTensor()));
        return copy;
    }

    @Override
    public void close() {
        evenToOdd.close();
        oddToEven.close();
        inputs.values().forEach(NativeTensor::close);
        even.values().forEach(NativeTensor::close);
        odd.values().forEach(NativeTensor::close);
        model.close();
    }
}
