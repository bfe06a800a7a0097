package dev.destseg.inference.onnxruntime;

import org.bytedeco.onnxruntime.OrtStatus;
import org.bytedeco.onnxruntime.global.onnxruntime;
import org.jspecify.annotations.Nullable;

/** A call of ONNX Runtime's interface of C that did not succeed; its C++ classes throw by themselves. */
final class OrtFailure extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private OrtFailure(String message) {
        super(message);
    }

    /** @param status that a call answered; freed */
    static void check(@Nullable OrtStatus status) {
        if (status == null || status.isNull()) {
            return;
        }
        String message = onnxruntime.GetApi().GetErrorMessage().call(status).getString();
        onnxruntime.GetApi().ReleaseStatus(status);
        throw new OrtFailure(message);
    }
}
