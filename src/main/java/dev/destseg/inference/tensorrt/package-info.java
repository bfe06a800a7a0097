/**
 * TensorRT through the JavaCPP presets. The libraries of NVIDIA are those of the machine, and the presets are only in builds
 * for machines with a GPU: whoever uses {@link dev.destseg.inference.tensorrt.TensorRt} asks {@link
 * dev.destseg.inference.tensorrt.TensorRtSoftware} first.
 *
 * <p>What the presets of TensorRT 10.15 do not have: destructors, so that engines and what built them live until the process
 * ends, for which reason engines are kept and used again; a progress monitor that Java can implement, so that a build tells
 * only that it is going on.
 *
 * <p>TensorRT computes with signed bytes that are symmetric about 0, and refuses the unsigned ones of graphs that {@code quantization} writes for
 * processors. {@link dev.destseg.inference.tensorrt.Numbers#INT8} is therefore given what {@code SymmetricBytes} makes of them. Like
 * all of this it has not run on a GPU yet.
 */
@NullMarked
package dev.destseg.inference.tensorrt;

import org.jspecify.annotations.NullMarked;
