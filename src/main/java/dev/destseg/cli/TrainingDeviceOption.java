package dev.destseg.cli;

import dev.destseg.inference.TrainingRuntime;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inference.onnxruntime.OnnxRuntime.Device;
import dev.destseg.inference.onnxruntime.OnnxRuntime.Waiting;
import dev.destseg.tensor.InputException;
import picocli.CommandLine.Option;

/** What computes training steps: {@code @Mixin TrainingDeviceOption device}. */
final class TrainingDeviceOption {
    @Option(
            names = "--device",
            paramLabel = "WHAT",
            description = "What computes the steps of edge and paper: cpu, or cuda (an NVIDIA GPU) (default: cpu).")
    private Device requested = Device.CPU;

    /**
     * The runtime for steps. Recipes are judged on the processor all the same, so that their golden sets hold everywhere.
     *
     * @throws InputException when a GPU was asked for that cannot be used
     */
    TrainingRuntime runtime(OnnxRuntime processor) {
        return switch (requested) {
            case CPU -> processor;
            case CUDA -> {
                OnnxRuntime.cudaObstacle().ifPresent(why -> {
                    throw new InputException("--device cuda cannot be: " + why);
                });
                yield new OnnxRuntime(Waiting.SPINNING, Device.CUDA);
            }
            case OPENVINO, OPENVINO_FLOAT32 ->
                throw new InputException(
                        "OpenVINO has no kernels for training; give --device cpu, and judge by OpenVINO");
        };
    }
}
