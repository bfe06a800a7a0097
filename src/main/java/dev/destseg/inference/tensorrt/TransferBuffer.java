package dev.destseg.inference.tensorrt;

import dev.destseg.inference.nvidia.CudaFailure;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.Pointer;

/**
 * Memory on the GPU, and as much beside the processor that is pinned, so that the GPU copies it by itself. Grows when it must.
 * Not safe between threads; closing frees both.
 */
final class TransferBuffer implements AutoCloseable {
    private Pointer onGpu = new Pointer();
    private Pointer pinned = new Pointer();
    private long bytes;

    /** Makes room; what was there is lost. */
    void require(long wanted) {
        if (wanted <= bytes) {
            return;
        }
        close();
        CudaFailure.check(cudart.cudaMalloc(onGpu, wanted), "reserving memory on the GPU");
        CudaFailure.check(cudart.cudaMallocHost(pinned, wanted), "pinning memory");
        bytes = wanted;
    }

    Pointer onGpu() {
        return onGpu;
    }

    Pointer pinned() {
        return pinned;
    }

    void upload(long length, CUstream_st stream) {
        CudaFailure.check(
                cudart.cudaMemcpyAsync(onGpu, pinned, length, cudart.cudaMemcpyHostToDevice, stream),
                "copying to the GPU");
    }

    void download(long length, CUstream_st stream) {
        CudaFailure.check(
                cudart.cudaMemcpyAsync(pinned, onGpu, length, cudart.cudaMemcpyDeviceToHost, stream),
                "copying from the GPU");
    }

    @Override
    public void close() {
        bytes = 0;
        if (!onGpu.isNull()) {
            cudart.cudaFree(onGpu);
            onGpu = new Pointer();
        }
        if (!pinned.isNull()) {
            cudart.cudaFreeHost(pinned);
            pinned = new Pointer();
        }
    }
}
