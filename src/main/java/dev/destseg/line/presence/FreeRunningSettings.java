package dev.destseg.line.presence;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How parts are noticed in the pictures of a camera. */
public interface FreeRunningSettings {
    /** When a part is judged. */
    @WithDefault("at-rest")
    Moment judge();

    /** Where parts appear: left, top, width and height in shares of the picture. */
    @WithDefault("0,0,1,1")
    List<Double> region();

    /** A picture of the empty place; when absent the one that was taken when somebody asked for it. */
    Optional<Path> empty();

    /** The least share of the region that a part changes. */
    @WithDefault("0.05")
    double share();

    /** From how many levels of grey on, of 255, something counts as changed. */
    @WithDefault("12")
    double contrast();

    /** How long a part must not move to be at rest. */
    @WithDefault("300ms")
    Duration still();

    /** How long something may be there before health tells of it. */
    @WithDefault("10m")
    Duration longest();
}
