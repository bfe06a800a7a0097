package dev.destseg.cli;

import dev.destseg.inference.InferenceRuntime;
import dev.destseg.inference.Takeover;
import dev.destseg.inference.Takeover.Stage;
import dev.destseg.inspection.engines.Device;
import dev.destseg.inspection.engines.PlanDirectory;
import dev.destseg.inspection.engines.RuntimeChoice;
import dev.destseg.recipe.Sealing;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The {@code --device} option of commands that judge: {@code @Mixin DeviceOption device}. */
final class DeviceOption {
    @Option(
            names = "--device",
            paramLabel = "WHAT",
            description =
                    "What runs the networks: cpu, cuda or tensorrt (an NVIDIA GPU), openvino (the processor, where that was"
                            + " added), or auto: a GPU where there is one (default: auto). TensorRT builds an engine first, which is kept.")
    private Device requested = Device.AUTO;

    /** The runtime; what keeps it from the device asked for is said once. Engines are ready when a recipe is loaded. */
    InferenceRuntime runtime(Console console) {
        return runtime(console, Sealing.NONE);
    }

    /**
     * As {@link #runtime(Console)}.
     *
     * @param sealing of the recipes that are to be loaded
     */
    InferenceRuntime runtime(Console console, Sealing sealing) {
        RuntimeChoice choice = RuntimeChoice.of(
                requested, new PlanDirectory(cache(), sealing), Runnable::run, takeover -> tell(takeover, console));
        choice.obstacle().ifPresent(console::say);
        return choice.runtime();
    }

    private static Path cache() {
        String set = System.getenv("XDG_CACHE_HOME");
        Path caches = set == null || set.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(set);
        return caches.resolve("destseg").resolve("engines");
    }

    private static void tell(Takeover takeover, Console console) {
        if (takeover.stage() == Stage.FAILED) {
            console.say(
                    takeover.runtime() + " is not used: " + takeover.reason().orElse("unknown"));
        }
    }
}
