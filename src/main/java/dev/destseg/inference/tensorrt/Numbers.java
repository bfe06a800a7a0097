package dev.destseg.inference.tensorrt;

/** What an engine may compute with. */
public enum Numbers {
    /** Signed bytes where the graph has them, floats of 16 bits for the rest. */
    INT8("tensorrt-int8"),
    /** Floats of 16 bits wherever that is faster, else of 32. */
    FLOAT16("tensorrt-fp16"),
    /** Floats of 32 bits, not shortened for tensor cores. */
    FLOAT32("tensorrt-fp32");

    private final String runtime;

    Numbers(String runtime) {
        this.runtime = runtime;
    }

    String runtime() {
        return runtime;
    }
}
