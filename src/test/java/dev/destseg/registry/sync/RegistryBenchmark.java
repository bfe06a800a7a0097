package dev.destseg.registry.sync;

import dev.destseg.registry.RealRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What boxes make of a bad registry and of being killed: counts, not times. */
public final class RegistryBenchmark {
    private RegistryBenchmark() {}

    /** Arguments: seconds of a bad registry, number of boxes, number of kills. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "registry-bench");
        int kills = Integer.parseInt(arguments[2]);
        if (kills > 0) {
            try (RealRegistry registry = RealRegistry.start(folder.resolve("killed"))) {
                System.out.println(new KilledBox(registry, folder, 1).run(kills));
            }
        }
        BadRegistry bad = new BadRegistry(folder.resolve("bad"), Integer.parseInt(arguments[1]), 1);
        System.out.println(bad.run(Duration.ofSeconds(Long.parseLong(arguments[0]))));
    }
}
