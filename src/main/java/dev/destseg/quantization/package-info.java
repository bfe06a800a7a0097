/**
 * Graphs that compute with bytes: which part of a graph, with which ranges, written as QDQ.
 *
 * <p>Activations are unsigned bytes with a zero point, weights signed bytes with a scale for each channel (U8S8). ONNX
 * Runtime 1.24 fuses all of that. Signed activations, which TensorRT wants, were tried: on x86 half of the convolutions
 * stayed in float and the graph took 2.6 times as long. Biases stay in float, which ONNX Runtime rounds itself; written
 * as DequantizeLinear of 32-bit integers they gave the same fused graph.
 *
 * <p>Tried, and not done: a zero point of 1 for weights, by which ONNX Runtime takes its products of matrices, which know AMX, in place of its
 * convolutions, which do not. On two cores with AMX 3 x 3 convolutions of 256 channels took 0.69 to 0.84 of the time, so that the profile
 * paper would gain about 13 percent; those of 64 channels took twice as long, and processors without AMX gain nothing. OpenVINO's
 * plugin gains more.
 *
 * <p>U8S8 needs a processor that adds products of bytes without saturation (AVX-512 VNNI, AVX-VNNI, AMX, Arm's dot
 * products); others may saturate sums of two products, see {@link dev.destseg.machine.Processor}.
 */
@NullMarked
package dev.destseg.quantization;

import org.jspecify.annotations.NullMarked;
