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
 * processors. {@link dev.destseg.inference.tensorrt.Numbers#INT8} is therefore given what {@code SymmetricBytes} makes of them.
 *
 * <p>On a GPU (H200, compute capability 9.0) it was run as far as the build of a plan, for which the libraries at hand had no kernels of
 * that GPU. Tried in vain there: the library for GPUs without kernels of their own (PTX) in the name of the missing one, which is
 * refused for its size; plans for GPUs of several kinds, plans for several versions, and no tactic of CASK, each of which wants the same
 * library. What follows the build (contexts, captured graphs of CUDA, bytes) has not been run.
 */
@NullMarked
package dev.destseg.inference.tensorrt;

import org.jspecify.annotations.NullMarked;
