package dev.destseg.inference.tensorrt;

import dev.destseg.tensor.InputException;
import org.bytedeco.cuda.global.cudart;

/** A call of CUDA that did not succeed. */
final class CudaFailure extends InputException {
    private static final long serialVersionUID = 1;

    private CudaFailure(String message) {
        super(message);
    }

    /**
     * @param code what the call answered
     * @param doing what was done, for people, such as "copying the image"
     */
    static void check(int code, String doing) {
        if (code != cudart.cudaSuccess) {
            throw new CudaFailure("CUDA error " + code + " while " + doing + ": "
                    + cudart.cudaGetErrorString(code).getString());
        }
    }
}
