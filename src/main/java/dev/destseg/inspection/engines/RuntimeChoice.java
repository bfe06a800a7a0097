package dev.destseg.inspection.engines;

import dev.destseg.inference.AcceleratedRuntime;
import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inference.Takeover;
import dev.destseg.inference.onnxruntime.OnnxRuntime;
import dev.destseg.inference.onnxruntime.OnnxRuntime.Waiting;
import dev.destseg.inference.tensorrt.Numbers;
import dev.destseg.inference.tensorrt.PlanStore;
import dev.destseg.inference.tensorrt.TensorRt;
import dev.destseg.inference.tensorrt.TensorRtSoftware;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What the device that was asked for comes to on this machine.
 *
 * @param runtime to load recipes on
 * @param obstacle why it is not the device asked for, and what to do about it; empty when it is
 */
public record RuntimeChoice(InferenceRuntime runtime, Optional<String> obstacle) {
    private static final String UNTIL_THEN = ". Until then the processor judges";

    /**
     * @param plans where TensorRT's plans are kept
     * @param builder where engines for a GPU are made ready
     * @param listener told how far they have come
     */
    public static RuntimeChoice of(Device wanted, PlanStore plans, Executor builder, Takeover.Listener listener) {
        List<InferenceRuntime> faster = new ArrayList<>();
        Optional<String> obstacle = add(wanted, faster, plans);
        OnnxRuntime processor = new OnnxRuntime();
        return new RuntimeChoice(
                faster.isEmpty() ? processor : new AcceleratedRuntime(processor, faster, builder, listener), obstacle);
    }

    private static Optional<String> add(Device wanted, List<InferenceRuntime> faster, PlanStore plans) {
        return switch (wanted) {
            case CPU -> Optional.empty();
            case AUTO -> add(automatic(OnnxRuntime.expectsCuda(), OnnxRuntime.isMadeWithCuda()), faster, plans);
            case CUDA -> addCuda(faster);
            case TENSORRT -> addTensorRt(faster, plans);
            case OPENVINO -> addOpenVino(faster);
        };
    }

    /**
     * What is taken where nobody has said it: ONNX Runtime before TensorRT, whose engines take minutes to build.
     *
     * @param driver whether the machine has NVIDIA's
     * @param onnxRuntime whether ONNX Runtime can use a GPU on machines of its kind
     */
    static Device automatic(boolean driver, boolean onnxRuntime) {
        if (!driver) {
            return Device.CPU;
        }
        return onnxRuntime ? Device.CUDA : Device.TENSORRT;
    }

    /** What is more exact, and what needs less, come after what is faster. */
    private static Optional<String> addTensorRt(List<InferenceRuntime> faster, PlanStore plans) {
        Optional<String> obstacle = TensorRtSoftware.obstacle();
        if (obstacle.isEmpty()) {
            faster.add(new TensorRt(Numbers.INT8, plans));
            faster.add(new TensorRt(Numbers.FLOAT16, plans));
            faster.add(new TensorRt(Numbers.FLOAT32, plans));
        }
        boolean cuda = addCuda(faster).isEmpty();
        return obstacle.map(why -> why + (cuda ? ". Until then ONNX Runtime judges on the GPU" : UNTIL_THEN));
    }

    private static Optional<String> addOpenVino(List<InferenceRuntime> faster) {
        Optional<String> obstacle = OnnxRuntime.openVinoObstacle();
        if (obstacle.isEmpty()) {
            faster.add(new OnnxRuntime(Waiting.SPINNING, OnnxRuntime.Device.OPENVINO));
            faster.add(new OnnxRuntime(Waiting.SPINNING, OnnxRuntime.Device.OPENVINO_FLOAT32));
        }
        return obstacle.map(why -> why + UNTIL_THEN);
    }

    private static Optional<String> addCuda(List<InferenceRuntime> faster) {
        Optional<String> obstacle = OnnxRuntime.cudaObstacle();
        if (obstacle.isEmpty()) {
            faster.add(new OnnxRuntime(Waiting.SPINNING, OnnxRuntime.Device.CUDA));
        }
        return obstacle.map(why -> why + UNTIL_THEN);
    }
}
