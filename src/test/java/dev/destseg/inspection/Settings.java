package dev.destseg.inspection;

import dev.destseg.inspection.checks.ImageCheck;
import dev.destseg.inspection.engines.Device;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Settings that did not come from a configuration. */
public record Settings(int queue, Duration deadline, int products, Precision precision, OptionalInt batch)
        implements InspectionSettings {
    public static final Settings USUAL = new Settings(16, Duration.ofSeconds(30), 4);

    public Settings(int queue, Duration deadline, int products) {
        this(queue, deadline, products, Precision.AUTO, OptionalInt.empty());
    }

    /** With so many images in one run of the networks. */
    Settings inBatchesOf(int images) {
        return new Settings(queue, deadline, products, precision, OptionalInt.of(images));
    }

    /** A station that cannot wait. */
    public static final String HASTY = "hasty press";

    @Override
    public Map<String, Duration> stationDeadlines() {
        return Map.of(HASTY, Duration.ofMillis(250));
    }

    @Override
    public Duration warmUp() {
        return deadline;
    }

    @Override
    public long maxPixels() {
        return 1_000_000;
    }

    @Override
    public Duration goldenInterval() {
        return Duration.ofMillis(20);
    }

    @Override
    public Set<ImageCheck> checks() {
        return EnumSet.allOf(ImageCheck.class);
    }

    @Override
    public Map<String, Set<ImageCheck>> productChecks() {
        return Map.of();
    }

    @Override
    public Device device() {
        return Device.CPU;
    }

    @Override
    public OptionalInt batch() {
        return batch;
    }

    @Override
    public OptionalInt threads() {
        return OptionalInt.of(1);
    }
}
