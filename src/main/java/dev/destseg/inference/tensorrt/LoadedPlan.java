package dev.destseg.inference.tensorrt;

import dev.destseg.tensor.InputException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.global.nvinfer.TensorIOMode;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;

/** A plan on the GPU and what runs it, lent to one engine at a time and used again. Safe between threads. */
final class LoadedPlan {
    private final ICudaEngine engine;
    private final Deque<IExecutionContext> idle = new ArrayDeque<>();

    LoadedPlan(ICudaEngine engine) {
        this.engine = engine;
    }

    ICudaEngine engine() {
        return engine;
    }

    List<String> names(TensorIOMode mode) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < engine.getNbIOTensors(); i++) {
            String name = engine.getIOTensorName(i);
            if (engine.getTensorIOMode(name) == mode) {
                names.add(name);
            }
        }
        return names;
    }

    synchronized IExecutionContext borrow() {
        IExecutionContext context = idle.isEmpty() ? engine.createExecutionContext() : idle.pop();
        if (Pointer.isNull(context)) {
            throw new InputException("The GPU has no memory left for another engine");
        }
        return context;
    }

    synchronized void giveBack(IExecutionContext context) {
        idle.push(context);
    }
}
