package dev.destseg.inference.tensorrt;

import dev.destseg.Gpu;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inference.InferenceRuntimeContract;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract on an NVIDIA GPU, with floats of 32 bits, and with signed bytes. */
class TensorRtTest extends InferenceRuntimeContract {
    @BeforeEach
    void needAGpu() {
        Gpu.require(TensorRtSoftware.obstacle());
    }

    @Override
    protected InferenceRuntime runtime() {
        return new TensorRt(Numbers.FLOAT32, new ForgetfulPlans());
    }

    @Override
    protected InferenceRuntime runtimeForSignedBytes() {
        return new TensorRt(Numbers.INT8, new ForgetfulPlans());
    }

    @Test
    @Override
    protected void computesWithBytes() {
        Assumptions.abort("Not run: TensorRT takes no unsigned bytes, and is given signed ones instead");
    }
}
