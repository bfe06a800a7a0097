/**
 * Graphs to and from ONNX bytes. The only user of protobuf.
 */
@NullMarked
package dev.destseg.onnx;

import org.jspecify.annotations.NullMarked;
