package dev.destseg.inference.nvidia;

import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** What lies on the first NVIDIA GPU. Only in builds for machines with a GPU. */
public final class GpuMemory {
    private GpuMemory() {}

    /**
     * Numbers that were computed, in the Java heap.
     *
     * @param onGpu where they begin; what computes them has ended
     * @throws CudaFailure when the GPU was lost
     */
    public static float[] floats(Pointer onGpu, int count) {
        float[] numbers = new float[count];
        try (FloatPointer copy = new FloatPointer(count)) {
            CudaFailure.check(
                    cudart.cudaMemcpy(copy, onGpu, (long) count * Float.BYTES, cudart.cudaMemcpyDeviceToHost),
                    "copying from the GPU");
            copy.get(numbers);
        }
        return numbers;
    }
}
