package dev.destseg.inference.onnxruntime;

import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inference.InferenceRuntimeContract;

class OnnxRuntimeTest extends InferenceRuntimeContract {
    @Override
    protected InferenceRuntime runtime() {
        return new OnnxRuntime();
    }
}
