package dev.destseg.inference.tensorrt;

import org.bytedeco.tensorrt.nvinfer.ILogger;

/** Takes what TensorRT says and keeps its first complaint, of which others follow. Called by TensorRT's threads; lives as long as the process. */
final class BuildLog extends ILogger {
    private static final BuildLog ONLY = new BuildLog();

    private static final String NONE = "it gave no reason";
    /** What it says when its libraries of kernels for the GPU are not found, which are looked for when the first plan is built. */
    private static final String MISSING = "Unable to load library";

    private volatile String complaint = NONE;

    private BuildLog() {}

    static BuildLog only() {
        return ONLY;
    }

    @Override
    public void log(Severity severity, String message) {
        // What comes from native code is equal to a constant without being it.
        Severity known = severity.intern();
        boolean complains = known == Severity.kERROR || known == Severity.kINTERNAL_ERROR;
        if (complains && complaint.equals(NONE)) {
            complaint = message;
        }
    }

    /** Before something is begun, so that its own complaint is kept. */
    void forget() {
        complaint = NONE;
    }

    String complaint() {
        return complaint.contains(MISSING)
                ? complaint
                        + "; install all of TensorRT: its libraries of builder resources are one for each kind of GPU"
                : complaint;
    }
}
