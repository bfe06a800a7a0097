package dev.destseg.inference.onnxruntime;

import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inference.InferenceRuntimeContract;
import dev.destseg.inference.onnxruntime.OnnxRuntime.Waiting;

/** With threads that sleep while they wait. */
class SleepingOnnxRuntimeTest extends InferenceRuntimeContract {
    @Override
    protected InferenceRuntime runtime() {
        return new OnnxRuntime(Waiting.SLEEPING);
    }
}
