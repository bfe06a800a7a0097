package dev.destseg.inspection.engines;

/** What the networks are run on. */
public enum Device {
    /**
     * An NVIDIA GPU through ONNX Runtime where that can use one, else the processor; on arm64, for which there is no ONNX
     * Runtime with CUDA, through TensorRT.
     */
    AUTO("auto"),
    /** The processor. */
    CPU("cpu"),
    /** An NVIDIA GPU through ONNX Runtime; the processor, with a warning, where that cannot be. */
    CUDA("cuda"),
    /** An NVIDIA GPU through TensorRT; as {@link #CUDA} until its engine is built, and where that cannot be. */
    TENSORRT("tensorrt"),
    /** The processor through OpenVINO, where that was added; as {@link #CPU} until it is ready, and where that cannot be. */
    OPENVINO("openvino");

    private final String label;

    Device(String label) {
        this.label = label;
    }

    /** The name on the command line and in the configuration. */
    public String label() {
        return label;
    }
}
