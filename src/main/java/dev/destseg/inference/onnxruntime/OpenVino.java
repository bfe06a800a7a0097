package dev.destseg.inference.onnxruntime;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.onnxruntime.Env;
import org.bytedeco.onnxruntime.EpDeviceImpl;
import org.bytedeco.onnxruntime.OrtApi;
import org.bytedeco.onnxruntime.OrtEpDevice;
import org.bytedeco.onnxruntime.SessionOptions;
import org.bytedeco.onnxruntime.global.onnxruntime;

/**
 * Intel's OpenVINO, other kernels for processors, as a plugin of ONNX Runtime. It is no part of the appliance (165 MB): whoever wants it
 * unpacks the Python package onnxruntime-ep-openvino, and names the folder in LD_LIBRARY_PATH. ONNX Runtime speaks to
 * plugins by a versioned interface of C, so that they need not have been built with it.
 */
final class OpenVino {
    static final String LIBRARY = "libonnxruntime_providers_openvino_plugin.so";
    private static final String PROVIDER = "OpenVINOExecutionProvider";
    /** Registered with ONNX Runtime, once for the process, or why not. */
    private static final Optional<String> OBSTACLE = register(System.getProperty("java.library.path", ""));

    private OpenVino() {}

    /** Why it cannot be used here, and what to do about it; empty when it can. */
    static Optional<String> obstacle() {
        return OBSTACLE;
    }

    /** Where the plugin is looked for. */
    static Optional<Path> find(String folders) {
        return Arrays.stream(folders.split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder).resolve(LIBRARY))
                .filter(Files::isReadable)
                .findFirst();
    }

    /** Has ONNX Runtime know the plugin that is found first in the folders. */
    static Optional<String> register(String folders) {
        Optional<Path> library = find(folders);
        if (library.isEmpty()) {
            return Optional.of(
                    "OpenVINO's plugin for ONNX Runtime (" + LIBRARY + ") is missing; unpack the Python package"
                            + " onnxruntime-ep-openvino, and name its folder in LD_LIBRARY_PATH before the start");
        }
        try (BytePointer path = new BytePointer(library.get().toAbsolutePath().toString())) {
            OrtFailure.check(onnxruntime.GetApi()
                    .RegisterExecutionProviderLibrary(LoadedModel.environment().asOrtEnv(), "openvino", path));
            return processor(LoadedModel.environment()).isPresent()
                    ? Optional.empty()
                    : Optional.of(
                            "OpenVINO's plugin for ONNX Runtime (onnxruntime-ep-openvino) takes Intel's processors"
                                    + " alone, and knows none here; judge by ONNX Runtime's own kernels (cpu)");
        } catch (IllegalStateException refused) {
            return Optional.of(
                    "ONNX Runtime cannot use OpenVINO's plugin " + library.get() + ": " + refused.getMessage());
        }
    }

    /**
     * Has a session compute on the processor by OpenVINO what that can.
     *
     * @param isExact whether in floats of 32 bits, where OpenVINO would take 16 on a processor that has products of them
     */
    static void append(SessionOptions options, int threads, boolean isExact) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("INFERENCE_NUM_THREADS", Integer.toString(threads));
        settings.put("ENABLE_CPU_PINNING", "NO"); // Several engines would be pinned to the same cores.
        if (isExact) {
            settings.put("INFERENCE_PRECISION_HINT", "f32");
        }
        Env environment = LoadedModel.environment();
        try (PointerPointer<OrtEpDevice> one = new PointerPointer<>(1L);
                BytePointer key = new BytePointer("load_config");
                BytePointer value = new BytePointer(json(settings));
                PointerPointer<BytePointer> keys = new PointerPointer<>(1L);
                PointerPointer<BytePointer> values = new PointerPointer<>(1L)) {
            one.put(0, processor(environment).orElseThrow());
            keys.put(0, key);
            values.put(0, value);
            OrtFailure.check(onnxruntime.GetApi()
                    .SessionOptionsAppendExecutionProvider_V2(
                            options.asOrtSessionOptions(), environment.asOrtEnv(), one, 1, keys, values, 1));
        }
    }

    private static String json(Map<String, String> settings) {
        StringBuilder json = new StringBuilder();
        settings.forEach((name, value) -> json.append(json.isEmpty() ? "" : ",")
                .append('"')
                .append(name)
                .append("\":\"")
                .append(value)
                .append('"'));
        return "{\"CPU\":{" + json + "}}";
    }

    private static Optional<OrtEpDevice> processor(Env environment) {
        OrtApi api = onnxruntime.GetApi();
        try (SizeTPointer count = new SizeTPointer(1)) {
            // ONNX Runtime's own list afterwards, which is nobody's to free.
            PointerPointer<OrtEpDevice> devices = new PointerPointer<>(1L);
            OrtFailure.check(api.GetEpDevices(environment.asOrtEnv(), devices, count));
            for (long i = 0; i < count.get(); i++) {
                OrtEpDevice device = devices.get(OrtEpDevice.class, i);
                boolean isProcessor =
                        api.HardwareDevice_Type().call(api.EpDevice_Device().call(device))
                                == onnxruntime.OrtHardwareDeviceType_CPU;
                if (isProcessor
                        && new EpDeviceImpl(devices.getPointer(i))
                                .EpName().getString().equals(PROVIDER)) {
                    return Optional.of(device);
                }
            }
        }
        return Optional.empty();
    }
}
