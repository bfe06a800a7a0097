package dev.destseg.inference.onnxruntime;

import dev.destseg.inference.nvidia.NvidiaSoftware;
import dev.destseg.inference.nvidia.NvidiaSoftware.Library;
import dev.destseg.inference.onnxruntime.SessionSettings.Work;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.onnxruntime.OrtApi;
import org.bytedeco.onnxruntime.OrtCUDAProviderOptionsV2;
import org.bytedeco.onnxruntime.SessionOptions;
import org.bytedeco.onnxruntime.StringVector;
import org.bytedeco.onnxruntime.global.onnxruntime;

/** ONNX Runtime's kernels for NVIDIA GPUs; the {@code -gpu} build of its natives has them. */
final class Cuda {
    /** What the provider of ONNX Runtime 1.24 is linked with. */
    private static final NvidiaSoftware WANTED = NvidiaSoftware.here(List.of(
            new Library("libcudart.so.13", "CUDA 13"),
            new Library("libcublasLt.so.13", "cuBLAS of CUDA 13"),
            new Library("libcublas.so.13", "cuBLAS of CUDA 13"),
            new Library("libcufft.so.12", "cuFFT of CUDA 13"),
            new Library("libcudnn.so.9", "cuDNN 9 for CUDA 13")));

    /** The only kind of machine that there is a build of ONNX Runtime with CUDA for. */
    private static final String MADE_FOR = "linux-x86_64";

    private static final Pattern FAILURE = Pattern.compile("CU[A-Z]+ failure \\d+: [^;]*[^; ]");

    private Cuda() {}

    /** Why it cannot be used here, and what to do about it; empty when it can. */
    static Optional<String> obstacle() {
        return obstacle(Loader.getPlatform());
    }

    /** @param platform as JavaCPP names it, such as linux-arm64 */
    static Optional<String> obstacle(String platform) {
        if (!isMadeFor(platform)) {
            return Optional.of("There is no ONNX Runtime with CUDA for " + platform
                    + "; judge by TensorRT on its GPU, and train on the processor");
        }
        Optional<String> lack = WANTED.lack();
        if (lack.isPresent()) {
            return lack;
        }
        if (!isBuiltIn()) {
            return Optional.of(
                    "This build of the appliance has ONNX Runtime for processors alone; for an NVIDIA GPU take"
                            + " the one that './mvnw -P linux-x86_64-gpu package' makes");
        }
        try (SessionOptions options = new SessionOptions()) {
            append(options, Work.JUDGING);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of("ONNX Runtime cannot use the GPU: " + reason(e.getMessage()));
        }
    }

    static boolean isMadeFor(String platform) {
        return platform.equals(MADE_FOR);
    }

    /**
     * Judging is done in floats of 32 bits, by kernels that are chosen by rules: batches come in several sizes, and to try all kernels
     * for each would stop the line. Training tries them all at its first step, as the others are like it, and shortens factors
     * to 19 bits (TF32), as PyTorch does.
     */
    static void append(SessionOptions options, Work work) {
        OrtApi api = onnxruntime.GetApi();
        boolean trains = work == Work.TRAINING;
        try (PointerPointer<OrtCUDAProviderOptionsV2> made = new PointerPointer<>(1L);
                PointerPointer<BytePointer> names = new PointerPointer<>("cudnn_conv_algo_search", "use_tf32");
                PointerPointer<BytePointer> values =
                        new PointerPointer<>(trains ? "EXHAUSTIVE" : "HEURISTIC", trains ? "1" : "0")) {
            OrtFailure.check(api.CreateCUDAProviderOptions(made));
            OrtCUDAProviderOptionsV2 first = made.get(OrtCUDAProviderOptionsV2.class);
            try {
                OrtFailure.check(api.UpdateCUDAProviderOptions(first, names, values, names.capacity()));
                options.AppendExecutionProvider_CUDA_V2(first);
            } finally {
                api.ReleaseCUDAProviderOptions().call(first);
            }
        }
    }

    /** What people need of a message of ONNX Runtime about CUDA, which names its sources at length. */
    static String reason(String message) {
        Matcher failure = FAILURE.matcher(message);
        return failure.find() ? failure.group() : message;
    }

    private static boolean isBuiltIn() {
        try (StringVector providers = onnxruntime.GetAvailableProviders()) {
            for (long i = 0; i < providers.size(); i++) {
                if (providers.get(i).getString().equals("CUDAExecutionProvider")) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Whether this machine has NVIDIA's driver, so that somebody may expect its GPU to be used. */
    static boolean isExpected() {
        return WANTED.hasDriver();
    }
}
