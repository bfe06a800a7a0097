package dev.destseg.inference.tensorrt;

import dev.destseg.inference.nvidia.CudaFailure;
import java.util.Optional;
import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.tensorrt.global.nvinfer;

/**
 * The first GPU and the libraries for it.
 *
 * @param gpu name and compute capability
 * @param tensorRt version of the library
 * @param driver version of CUDA that the driver is for
 */
record InstalledTensorRt(String gpu, int tensorRt, int driver) {
    private static final int MAJOR = 10_000;
    private static final int MINOR = 100;

    /** Why what is installed cannot be used; its files are there. */
    static Optional<String> obstacle() {
        try {
            InstalledTensorRt installed = here();
            if (installed.tensorRt < nvinfer.NV_TENSORRT_VERSION) {
                return Optional.of("TensorRT " + name(installed.tensorRt) + " is installed, and this build wants "
                        + name(nvinfer.NV_TENSORRT_VERSION) + " or a later 10; update TensorRT");
            }
            return Optional.empty();
        } catch (CudaFailure | LinkageError e) {
            return Optional.of("TensorRT cannot be used: " + e.getMessage());
        }
    }

    /** @throws CudaFailure when there is no GPU that can be used */
    static InstalledTensorRt here() {
        int[] count = new int[1];
        CudaFailure.check(cudart.cudaGetDeviceCount(count), "looking for GPUs");
        int[] driver = new int[1];
        CudaFailure.check(cudart.cudaDriverGetVersion(driver), "asking the driver for its version");
        try (cudaDeviceProp first = new cudaDeviceProp()) {
            CudaFailure.check(cudart.cudaGetDeviceProperties(first, 0), "asking the GPU what it is");
            String gpu = first.name().getString() + " " + first.major() + "." + first.minor();
            return new InstalledTensorRt(gpu, nvinfer.getInferLibVersion(), driver[0]);
        }
    }

    private static String name(int version) {
        return version / MAJOR + "." + version % MAJOR / MINOR + "." + version % MINOR;
    }
}
