/**
 * Graphs that compute with bytes: which part of a graph, with which ranges, written as QDQ.
 *
 * <p>Activations are unsigned bytes with a zero point, weights signed bytes with a scale for each channel (U8S8). ONNX
 * Runtime 1.24 fuses all of that. Signed activations, which TensorRT wants, were tried for processors, too: on x86 half of the convolutions
 * stayed in float and the graph took 2.6 times as long; a hardly trained {@code edge} with 16 layers in float, three ways in turn on two threads of a loaded machine,
 * 40 images: floats 82 ms at best, unsigned 54, signed 115 (medians 113, 76, 162). One graph for both would cost processors all that
 * bytes gain. Ranges are the same, though: {@link dev.destseg.quantization.SymmetricBytes} makes signed bytes of unsigned ones when a
 * graph is loaded that wants them. There scores were off by 0.0009 on average and 0.0042 at most from those of floats, with unsigned
 * bytes by 0.0010 and 0.0029; maps by 0.0077 and 0.0069 at most. Biases stay in float, which ONNX Runtime rounds itself; written
 * as DequantizeLinear of 32-bit integers they gave the same fused graph.
 *
 * <p>Tried, and not done: a zero point of 1 for weights, by which ONNX Runtime takes its products of matrices, which know AMX, in place of its
 * convolutions, which do not. On two cores with AMX 3 x 3 convolutions of 256 channels took 0.69 to 0.84 of the time, so that the profile
 * paper would gain about 13 percent; those of 64 channels took twice as long, and processors without AMX gain nothing. OpenVINO's
 * plugin gains more.
 *
 * <p>Not done: fine-tuning with the rounding in the training graph. It would bring back what coarse steps lose, and steps are fine here:
 * weights have a scale for each channel, which ONNX Runtime, OpenVINO and TensorRT all take, and where bytes judge worse a few
 * layers stay in float, which costs seconds in place of minutes of training. No product needed more: the demo fabric 4 of 79 layers (image AUROC
 * 0.995 and 0.995), a hardly trained flange 16 (0.564 and 0.567 with bytes, of 88 verdicts none changed). With one scale for all weights of a layer
 * that flange failed its gate: 2 verdicts more were wrong with no layer in float, the AUROC fell to 0.559 with 4. Fine-tuning
 * itself was not tried.
 *
 * <p>U8S8 needs a processor that adds products of bytes without saturation (AVX-512 VNNI, AVX-VNNI, AMX, Arm's dot
 * products); others may saturate sums of two products, see {@link dev.destseg.machine.Processor}.
 */
@NullMarked
package dev.destseg.quantization;

import org.jspecify.annotations.NullMarked;
