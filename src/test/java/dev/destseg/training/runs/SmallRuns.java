package dev.destseg.training.runs;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Settings that did not come from a configuration. */
public record SmallRuns(
        Path thermal,
        LocalTime idleFrom,
        LocalTime idleUntil,
        int queue,
        int kept,
        OptionalInt goodImages,
        OptionalDouble drift,
        Duration pauseHolds)
        implements RunSettings {
    public static final SmallRuns USUAL = new SmallRuns(
            Path.of("/nowhere"),
            LocalTime.MIDNIGHT,
            LocalTime.MIDNIGHT,
            10,
            10,
            OptionalInt.empty(),
            OptionalDouble.empty(),
            Duration.ofHours(1));

    SmallRuns withThermal(Path folder) {
        return new SmallRuns(folder, idleFrom, idleUntil, queue, kept, goodImages, drift, pauseHolds);
    }

    SmallRuns withIdleHours(LocalTime from, LocalTime until) {
        return new SmallRuns(thermal, from, until, queue, kept, goodImages, drift, pauseHolds);
    }

    SmallRuns withRoom(int waiting, int remembered) {
        return new SmallRuns(thermal, idleFrom, idleUntil, waiting, remembered, goodImages, drift, pauseHolds);
    }

    SmallRuns withAutomatic(int images) {
        return new SmallRuns(thermal, idleFrom, idleUntil, queue, kept, OptionalInt.of(images), drift, pauseHolds);
    }

    SmallRuns withDrift(double bound) {
        return new SmallRuns(
                thermal, idleFrom, idleUntil, queue, kept, goodImages, OptionalDouble.of(bound), pauseHolds);
    }

    SmallRuns withPauses(Duration held) {
        return new SmallRuns(thermal, idleFrom, idleUntil, queue, kept, goodImages, drift, held);
    }

    @Override
    public int memoryMebibytes() {
        return 2048;
    }

    @Override
    public double celsius() {
        return 85;
    }

    @Override
    public OptionalInt threads() {
        return OptionalInt.of(1);
    }

    @Override
    public int attempts() {
        return 3;
    }

    @Override
    public Duration retryDelay() {
        return Duration.ZERO;
    }

    @Override
    public Duration checkpointEvery() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Duration watchInterval() {
        return Duration.ofMillis(50);
    }

    @Override
    public int backlog() {
        return 2;
    }

    @Override
    public int confirmedCases() {
        return 10;
    }

    @Override
    public Optional<Path> paperTeacher() {
        return Optional.empty();
    }

    @Override
    public Automatic automatic() {
        return new Automatic() {
            @Override
            public OptionalInt goodImages() {
                return goodImages;
            }

            @Override
            public OptionalDouble drift() {
                return drift;
            }

            @Override
            public int driftImages() {
                return 2;
            }

            @Override
            public String profile() {
                return "instant";
            }

            @Override
            public boolean idleHours() {
                return false;
            }

            @Override
            public boolean activate() {
                return false;
            }

            @Override
            public Duration interval() {
                return Duration.ofMillis(50);
            }
        };
    }
}
