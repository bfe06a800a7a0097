package dev.destseg.inference.onnxruntime;

import dev.destseg.inference.StepEngine;
import dev.destseg.inference.nvidia.GpuMemory;
import dev.destseg.tensor.FloatTensor;
import dev.destseg.tensor.InputException;
import dev.destseg.tensor.Shape;
import dev.destseg.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.onnxruntime.IoBinding;
import org.bytedeco.onnxruntime.MemoryInfo;
import org.bytedeco.onnxruntime.Value;
import org.bytedeco.onnxruntime.ValueVector;
import org.bytedeco.onnxruntime.global.onnxruntime;

/**
 * A step whose state stays on the NVIDIA GPU. There are two sets of it, as {@link OnnxRuntimeStep} has them: what a step has written
 * is what the next one reads, and it writes over what that one had read.
 */
final class CudaStep implements StepEngine {
    private static final MemoryInfo GPU =
            new MemoryInfo("Cuda", onnxruntime.OrtDeviceAllocator, 0, onnxruntime.OrtMemTypeDefault);

    private final LoadedModel model;
    private final List<String> results;
    private final List<String> names;
    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final List<NativeTensor> first = new ArrayList<>();
    private final IoBinding evenToOdd;
    private final IoBinding oddToEven;
    private boolean atEven = true;
    /** The state that the last step has made, by {@link #names}; empty while there has been none. */
    private List<Value> present = List.of();

    private CudaStep(LoadedModel model, Map<String, FloatTensor> state, Map<String, String> successors) {
        this.model = model;
        Set<String> others = new LinkedHashSet<>(model.outputs());
        others.removeAll(successors.values());
        results = List.copyOf(others);
        names = List.copyOf(successors.keySet());
        evenToOdd = bound(successors);
        oddToEven = bound(successors);
        names.forEach(name -> {
            first.add(NativeTensor.copyOf(state.get(name)));
            shapes.put(name, state.get(name).shape());
        });
    }

    /**
     * Copies the state to the GPU.
     *
     * @param model taken over; closed also when there is no room
     * @throws InputException when the GPU has no room for the state
     */
    static CudaStep of(LoadedModel model, Map<String, FloatTensor> state, Map<String, String> successors) {
        CudaStep step = new CudaStep(model, state, successors);
        try {
            for (int i = 0; i < step.names.size(); i++) {
                step.evenToOdd.BindInput(step.names.get(i), step.first.get(i).value());
            }
            return step;
        } catch (RuntimeException e) {
            step.close();
            throw new InputException(
                    "The training does not fit on the GPU: " + Cuda.reason(String.valueOf(e.getMessage())), e);
        }
    }

    /** Gives results where the processor reads them, and the state where it was computed, in this order. */
    private IoBinding bound(Map<String, String> successors) {
        IoBinding binding = new IoBinding(model.session());
        results.forEach(name -> binding.BindOutput(name, NativeTensor.cpu().asOrtMemoryInfo()));
        names.forEach(name -> binding.BindOutput(successors.get(name), GPU.asOrtMemoryInfo()));
        return binding;
    }

    @Override
    public Map<String, Tensor> step(Map<String, Tensor> given) {
        Set<String> all = new HashSet<>(names);
        all.addAll(given.keySet());
        model.check(all);
        IoBinding binding = atEven ? evenToOdd : oddToEven;
        IoBinding next = atEven ? oddToEven : evenToOdd;
        // What is computed on the processor is not copied when it is bound: it has to stay until the end of the run.
        List<NativeTensor> inputs = new ArrayList<>();
        try {
            given.forEach((name, tensor) -> {
                NativeTensor copy = NativeTensor.copyOf(tensor);
                inputs.add(copy);
                binding.BindInput(name, copy.value());
            });
            model.session().Run(model.runOptions(), binding);
            Map<String, Tensor> outputs = take(binding);
            for (int i = 0; i < names.size(); i++) {
                next.BindInput(names.get(i), present.get(i));
            }
            atEven = !atEven;
            return outputs;
        } catch (RuntimeException e) {
            throw new InputException(
                    "The training step did not run: " + Cuda.reason(String.valueOf(e.getMessage())), e);
        } finally {
            inputs.forEach(NativeTensor::close);
        }
    }

    /** Reads the results, and keeps the state. What is got of the vector is moved out of it, and is there no more. */
    private Map<String, Tensor> take(IoBinding binding) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        List<Value> made = new ArrayList<>();
        try (ValueVector values = binding.GetOutputValues()) {
            for (int i = 0; i < results.size(); i++) {
                try (Value value = values.get(i)) {
                    tensors.put(results.get(i), NativeTensor.read(value));
                }
            }
            for (int i = 0; i < names.size(); i++) {
                made.add(values.get((long) results.size() + i));
            }
        }
        present.forEach(Value::close);
        present = made;
        return tensors;
    }

    @Override
    public Map<String, FloatTensor> state() {
        Map<String, FloatTensor> copy = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            copy.put(
                    name,
                    present.isEmpty() ? first.get(i).toFloatTensor() : downloaded(present.get(i), shapes.get(name)));
        }
        return copy;
    }

    private static FloatTensor downloaded(Value value, Shape shape) {
        return new FloatTensor(shape, GpuMemory.floats(value.GetTensorMutableRawData(), shape.elements()));
    }

    @Override
    public void close() {
        present.forEach(Value::close);
        evenToOdd.close();
        oddToEven.close();
        first.forEach(NativeTensor::close);
        model.close();
    }
}
