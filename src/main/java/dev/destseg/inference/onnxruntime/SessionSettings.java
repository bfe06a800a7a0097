package dev.destseg.inference.onnxruntime;

import dev.destseg.inference.onnxruntime.OnnxRuntime.Device;
import dev.destseg.inference.onnxruntime.OnnxRuntime.Waiting;
import org.bytedeco.onnxruntime.SessionOptions;
import org.bytedeco.onnxruntime.global.onnxruntime;

/**
 * How a session runs its model.
 *
 * @param threads that one run may use, at least 1
 */
record SessionSettings(int threads, Waiting waiting, Device device, Tensors tensors, Work work) {
    /** What the model is run for. */
    enum Work {
        JUDGING,
        TRAINING
    }

    /** Where the tensors between the layers lie. */
    enum Tensors {
        /** In the arena that all such sessions of the process share: most wait for the cores while one runs. */
        SHARED,
        /** In an arena of the session's own. */
        OWN
    }

    SessionSettings with(int otherThreads) {
        return new SessionSettings(otherThreads, waiting, device, tensors, work);
    }

    /** Has a session compute on the device what has a kernel there. */
    void appendDevice(SessionOptions options) {
        switch (device) {
            case CPU -> {}
            case CUDA -> Cuda.append(options, work);
            case OPENVINO -> OpenVino.append(options, threads, false);
            case OPENVINO_FLOAT32 -> OpenVino.append(options, threads, true);
        }
    }

    /** The caller closes them after the session that is made with them. */
    SessionOptions options() {
        SessionOptions options = new SessionOptions();
        options.SetIntraOpNumThreads(threads);
        options.SetInterOpNumThreads(1);
        if (waiting == Waiting.SLEEPING) {
            options.AddConfigEntry("session.intra_op.allow_spinning", "0");
        } else {
            // Only while something runs: afterwards they would keep cores from whoever prepares the next image.
            options.AddConfigEntry("session.force_spinning_stop", "1");
        }
        if (tensors == Tensors.SHARED) {
            options.AddConfigEntry("session.use_env_allocators", "1");
        }
        options.SetExecutionMode(onnxruntime.ORT_SEQUENTIAL);
        options.SetGraphOptimizationLevel(onnxruntime.ORT_ENABLE_ALL);
        return options;
    }
}
