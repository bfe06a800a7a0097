package dev.destseg.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How often the machine has slowed itself down since it was switched on: {@code cpu*}{@code /thermal_throttle/*_count} of
 * PCs, {@code oc*_event_cnt} of Jetson, where too much current counts too.
 *
 * @param processors {@code /sys/devices/system/cpu}
 * @param sensors {@code /sys/class/hwmon}
 */
public record ThrottleCounters(Path processors, Path sensors) {
    /** The sum of all counters; absent where there is none. Cores that share a counter count as many times. */
    public OptionalLong events() {
        Sum sum = new Sum();
        sum.add(processors, "cpu[0-9]*", "thermal_throttle", "*_throttle_count");
        sum.add(sensors, "hwmon*", "", "oc*_event_cnt");
        return sum.counters == 0 ? OptionalLong.empty() : OptionalLong.of(sum.events);
    }

    private static final class Sum {
        private long events;
        private int counters;

        void add(Path directory, String devices, String folder, String files) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, devices)) {
                for (Path device : found) {
                    add(device.resolve(folder), files);
                }
            } catch (IOException untold) {
                // Most machines have one of the two kinds at most.
            }
        }

        private void add(Path device, String files) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(device, files)) {
                for (Path counter : found) {
                    events += Long.parseLong(Files.readString(counter).strip());
                    counters++;
                }
            } catch (IOException | NumberFormatException untold) {
                // A device without counters.
            }
        }
    }
}
