package org.bytedeco.dnnl.presets;

/**
 * Stands in for the class of this name in the JavaCPP preset of oneDNN, and loads nothing. The preset of ONNX Runtime names it
 * as what it inherits from, for a provider that is not used here; the libraries behind it would take 27 MB in the package, 90 MB
 * unpacked, and 29 MB of memory. ONNX Runtime's own libraries do not need them.
 */
public final class dnnl {
    private dnnl() {}
}
