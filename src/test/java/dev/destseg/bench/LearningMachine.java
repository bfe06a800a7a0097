package dev.destseg.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.destseg.inference.TrainingRuntime;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inference.onnxruntime.OnnxRuntime.Device;
import dev.destseg.inference.onnxruntime.OnnxRuntime.Waiting;
import java.nio.file.Path;

/**
 * What recipes are learned by.
 *
 * @param work where folders of images and recipes lie
 * @param device of training steps, CPU or CUDA; parts are judged, and remembered, on the processor all the same
 * @param threads at least 1
 */
record LearningMachine(Path work, Device device, int threads) {
    /** @throws IllegalArgumentException when there is no such device, or it cannot be used here */
    LearningMachine {
        if (device == Device.CUDA) {
            OnnxRuntime.cudaObstacle().ifPresent(why -> {
                throw new IllegalArgumentException("--device cuda cannot be: " + why);
            });
        } else if (device != Device.CPU) {
            throw new IllegalArgumentException("--device is cpu or cuda, not " + device);
        }
    }

    TrainingRuntime steps(OnnxRuntime processor) {
        return device == Device.CPU ? processor : new OnnxRuntime(Waiting.SPINNING, device);
    }

    /** The figures of what was trained, and the device where that was not the processor. */
    ObjectNode told(ObjectNode figures) {
        return device == Device.CPU ? figures : figures.put("device", "cuda");
    }
}
