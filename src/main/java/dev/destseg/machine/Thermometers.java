package dev.destseg.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The thermal zones of Linux.
 *
 * @param directory {@code /sys/class/thermal}
 */
public record Thermometers(Path directory) {
    /** Degrees Celsius by zone; a zone that cannot be read is left out, and where there are none the map is empty. */
    public SortedMap<String, Double> celsius() {
        SortedMap<String, Double> zones = new TreeMap<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "thermal_zone*")) {
            for (Path zone : found) {
                String name = zone.getFileName().toString();
                celsius(name).ifPresent(value -> zones.put(name, value));
            }
        } catch (IOException untold) {
            return zones;
        }
        return zones;
    }

    /** @param zone as {@link #celsius()} names it */
    public OptionalDouble celsius(String zone) {
        try {
            String milli = Files.readString(directory.resolve(zone).resolve("temp"));
            return OptionalDouble.of(Long.parseLong(milli.strip()) / 1000.0);
        } catch (IOException | NumberFormatException unreadable) {
            return OptionalDouble.empty();
        }
    }
}
