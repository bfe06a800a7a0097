package dev.destseg.configuration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** From where on something is wrong: keys that begin with {@code destseg.health}. */
@ConfigMapping(prefix = "destseg.health")
public interface HealthSettings {
    /** How old the last judgement of a golden image may be for the appliance to count as ready. */
    @WithDefault("60s")
    Duration goldenAge();

    /** How long one inspection may be worked on before a restart is the only help left. */
    @WithDefault("120s")
    Duration stuckAfter();

    /** The largest share of the queue that may be taken, in [0, 1]. */
    @WithDefault("0.8")
    double queueShare();

    /** The file system that is watched. */
    @WithDefault("${destseg.data-directory}")
    Path disk();

    /** The fewest bytes that should be free there. */
    @WithDefault("1000000000")
    long diskFree();

    /** The smallest share of the machine's memory that should be available, in [0, 1]. */
    @WithDefault("0.05")
    double memoryShare();

    /** Where Linux tells how much memory there is. */
    @WithDefault("/proc/meminfo")
    Path memory();

    /** Where Linux lists thermal zones. */
    @WithDefault("/sys/class/thermal")
    Path thermal();

    /** The highest temperature that a zone should have, in degrees Celsius. */
    @WithDefault("90")
    double temperature();

    /** Where Linux counts how often processors slowed themselves down. */
    @WithDefault("/sys/devices/system/cpu")
    Path processors();

    /** Where Linux lists sensors, which count that on Jetson. */
    @WithDefault("/sys/class/hwmon")
    Path sensors();

    /** Where the driver lists NVIDIA GPUs. */
    @WithDefault("/proc/driver/nvidia/gpus")
    Path gpus();

    /** For how long a processor that slowed itself down is worth a warning. */
    @WithDefault("10m")
    Duration throttledFor();
}
