package dev.destseg.training.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Bounds that did not come from a configuration. */
public record Room(int most, int mostImages, long mostMebibytes, int mostSnapshots) implements DatasetSettings {
    public static final Room ENOUGH = new Room(10, 1000, 100, 10);

    @Override
    public long maxPixels() {
        return 1_000_000;
    }

    @Override
    public Optional<List<Path>> folders() {
        return Optional.empty();
    }
}
