package dev.destseg.line.presence;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Settings with the defaults of the appliance.
 *
 * @param judge when
 * @param region left, top, width, height
 */
record TestFreeRunning(Moment judge, List<Double> region) implements FreeRunningSettings {
    @Override
    public Optional<Path> empty() {
        return Optional.empty();
    }

    @Override
    public double share() {
        return 0.05;
    }

    @Override
    public double contrast() {
        return 12;
    }

    @Override
    public Duration still() {
        return Duration.ofMillis(300);
    }

    @Override
    public Duration longest() {
        return Duration.ofMinutes(10);
    }
}
