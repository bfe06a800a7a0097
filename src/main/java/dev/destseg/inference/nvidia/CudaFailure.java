package dev.destseg.inference.nvidia;

import dev.destseg.tensor.InputException;
import org.bytedeco.cuda.global.cudart;

/** A call of CUDA that did not succeed. */
public final class CudaFailure extends InputException {
    private static final long serialVersionUID = 1;

    private CudaFailure(String message) {
        super(message);
    }

    /**
     * Throws unless the call succeeded.
     *
     * @param code what the call answered
     * @param doing what was done, for people, such as "copying the image"
     */
    public static void check(int code, String doing) {
        if (code != cudart.cudaSuccess) {
            throw new CudaFailure("CUDA error " + code + " while " + doing + ": "
                    + cudart.cudaGetErrorString(code).getString());
        }
    }
}
