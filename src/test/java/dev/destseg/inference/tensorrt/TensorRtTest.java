package dev.destseg.inference.tensorrt;

import dev.destseg.Gpu;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inference.InferenceRuntimeContract;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract on an NVIDIA GPU, with floats of 32 bits, and with signed bytes. */
class TensorRtTest extends InferenceRuntimeContract {
    private static final PlanStore NOWHERE = new PlanStore() {
        @Override
        public Optional<byte[]> find(PlanKey key) {
            return Optional.empty();
        }

        @Override
        public void store(PlanKey key, byte[] plan) {}

        @Override
        public Optional<byte[]> findTimings(PlanKey key) {
            return Optional.empty();
        }

        @Override
        public void storeTimings(PlanKey key, byte[] timings) {}
    };

    @BeforeEach
    void needAGpu() {
        Gpu.require(TensorRtSoftware.obstacle());
    }

    @Override
    protected InferenceRuntime runtime() {
        return new TensorRt(Numbers.FLOAT32, NOWHERE);
    }

    @Override
    protected InferenceRuntime runtimeForSignedBytes() {
        return new TensorRt(Numbers.INT8, NOWHERE);
    }

    @Test
    @Override
    protected void computesWithBytes() {
        Assumptions.abort("Not run: TensorRT takes no unsigned bytes, and is given signed ones instead");
    }
}
