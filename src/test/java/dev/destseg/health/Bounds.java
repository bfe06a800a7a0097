package dev.destseg.health;

import dev.destseg.configuration.HealthSettings;
import java.nio.file.Path;
import java.time.Duration;

/** Bounds that did not come from a configuration; those that no test reaches are out of reach. */
record Bounds(
        Duration goldenAge, Duration stuckAfter, Path disk, long diskFree, Path memory, Path thermal, double queueShare)
        implements HealthSettings {
    static final Bounds WIDE = new Bounds(
            Duration.ofDays(1),
            Duration.ofDays(1),
            Path.of("."),
            0,
            Path.of("/proc/meminfo"),
            Path.of("/sys/class/thermal"),
            1);

    Bounds withGoldenAge(Duration age) {
        return new Bounds(age, stuckAfter, disk, diskFree, memory, thermal, queueShare);
    }

    Bounds withStuckAfter(Duration longest) {
        return new Bounds(goldenAge, longest, disk, diskFree, memory, thermal, queueShare);
    }

    Bounds withDisk(Path path, long free) {
        return new Bounds(goldenAge, stuckAfter, path, free, memory, thermal, queueShare);
    }

    Bounds withMemory(Path file) {
        return new Bounds(goldenAge, stuckAfter, disk, diskFree, file, thermal, queueShare);
    }

    Bounds withThermal(Path folder) {
        return new Bounds(goldenAge, stuckAfter, disk, diskFree, memory, folder, queueShare);
    }

    Bounds withQueueShare(double share) {
        return new Bounds(goldenAge, stuckAfter, disk, diskFree, memory, thermal, share);
    }

    @Override
    public double memoryShare() {
        return 0.05;
    }

    /** A folder of counters stands for those of processors. */
    @Override
    public Path processors() {
        return thermal;
    }

    /** It stands for that of GPUs, too. */
    @Override
    public Path gpus() {
        return thermal;
    }

    @Override
    public Path sensors() {
        return thermal;
    }

    @Override
    public Duration throttledFor() {
        return Duration.ofHours(1);
    }

    @Override
    public double temperature() {
        return 90;
    }
}
