/**
 * TensorRT through the JavaCPP presets. The libraries of NVIDIA are those of the machine, and the presets are only in builds
 * for machines with a GPU: whoever uses {@link dev.destseg.inference.tensorrt.TensorRt} asks {@link
 * dev.destseg.inference.tensorrt.TensorRtSoftware} first.
 *
 * <p>What the presets of TensorRT 10.15 do not have: destructors, so that engines and what built them live until the process
 * ends, for which reason engines are kept and used again; a progress monitor that Java can implement, so that a build tells
 * only that it is going on. Graphs with unsigned bytes, as {@code quantization} writes them for processors, are refused by
 * TensorRT; floats of 16 bits are used instead.
 */
@NullMarked
package dev.destseg.inference.tensorrt;

import org.jspecify.annotations.NullMarked;
