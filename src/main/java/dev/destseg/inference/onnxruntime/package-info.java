/**
 * ONNX Runtime through its C++ classes: inference, and training steps with weights bound in place.
 */
@NullMarked
package dev.destseg.inference.onnxruntime;

import org.jspecify.annotations.NullMarked;
