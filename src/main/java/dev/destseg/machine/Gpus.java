package dev.destseg.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The NVIDIA GPUs that the driver of this machine has.
 *
 * @param driver {@code /proc/driver/nvidia/gpus}: a directory for each, with what it is in {@code information}
 */
public record Gpus(Path driver) {
    private static final String MODEL = "Model:";

    /** Their models, in the order of their places on the bus; none where there is no driver. */
    public List<String> models() {
        try (Stream<Path> gpus = Files.list(driver)) {
            return gpus.sorted().map(Gpus::model).toList();
        } catch (IOException noDriver) {
            return List.of();
        }
    }

    private static String model(Path gpu) {
        try (Stream<String> lines = Files.lines(gpu.resolve("information"))) {
            return lines.filter(line -> line.startsWith(MODEL))
                    .map(line -> line.substring(MODEL.length()).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException untold) {
            return "unknown";
        }
    }
}
