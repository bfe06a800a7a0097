package dev.destseg.inference.tensorrt;

import org.bytedeco.tensorrt.nvinfer.ILogger;

/** Takes what TensorRT says and keeps its last complaint. Called by TensorRT's threads; lives as long as the process. */
final class BuildLog extends ILogger {
    static final BuildLog ONLY = new BuildLog();

    private volatile String complaint = "it gave no reason";

    private BuildLog() {}

    @Override
    public void log(Severity severity, String message) {
        if (severity == Severity.kERROR || severity == Severity.kINTERNAL_ERROR) {
            complaint = message;
        }
    }

    String complaint() {
        return complaint;
    }
}
