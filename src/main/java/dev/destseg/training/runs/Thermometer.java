package dev.destseg.training.runs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * The temperature of the box, by the thermal zones of Linux.
 *
 * @param zones the folder that lists them
 */
record Thermometer(Path zones) {
    /** Degrees Celsius of the hottest zone; nothing where none can be read. */
    OptionalDouble hottest() {
        double hottest = Double.NEGATIVE_INFINITY;
        try (DirectoryStream<Path> found = Files.newDirectoryStream(zones, "thermal_zone*")) {
            for (Path zone : found) {
                hottest = Math.max(hottest, celsius(zone.resolve("temp")));
            }
        } catch (IOException untold) {
            return OptionalDouble.empty();
        }
        return Double.isInfinite(hottest) ? OptionalDouble.empty() : OptionalDouble.of(hottest);
    }

    private static double celsius(Path file) {
        try {
            return Long.parseLong(Files.readString(file).strip()) / 1000.0;
        } catch (IOException | NumberFormatException unreadable) {
            return Double.NEGATIVE_INFINITY;
        }
    }
}
