package dev.destseg.inference.tensorrt;

import dev.destseg.inference.nvidia.NvidiaSoftware;
import dev.destseg.inference.nvidia.NvidiaSoftware.Library;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/** Whether TensorRT can be used on this machine by this build. */
public final class TensorRtSoftware {
    private static final NvidiaSoftware WANTED = NvidiaSoftware.here(List.of(
            new Library("libcudart.so.13", "CUDA 13"),
            new Library("libcublasLt.so.13", "cuBLAS of CUDA 13"),
            new Library("libcublas.so.13", "cuBLAS of CUDA 13"),
            new Library("libnvrtc.so.13", "NVRTC of CUDA 13"),
            new Library("libcudnn.so.9", "cuDNN 9 for CUDA 13"),
            new Library("libnvinfer.so.10", "TensorRT 10"),
            new Library("libnvinfer_plugin.so.10", "the plugins of TensorRT 10"),
            new Library("libnvonnxparser.so.10", "the ONNX parser of TensorRT 10")));

    private TensorRtSoftware() {}

    /** Why it cannot be used here, and what to do about it; empty when it can. */
    public static Optional<String> obstacle() {
        Optional<String> lack = WANTED.lack();
        if (lack.isPresent()) {
            return lack;
        }
        if (!isBuiltIn()) {
            return Optional.of("This build of the appliance has no TensorRT; take the one that './mvnw -P "
                    + Loader.getPlatform() + "-gpu package' makes");
        }
        return InstalledTensorRt.obstacle();
    }

    private static boolean isBuiltIn() {
        String natives = "org/bytedeco/tensorrt/" + Loader.getPlatform() + "/libjninvinfer.so";
        return TensorRtSoftware.class.getClassLoader().getResource(natives) != null;
    }
}
