package dev.destseg.inspection;

import dev.destseg.inspection.checks.ImageCheck;
import dev.destseg.inspection.engines.Device;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** How images are judged here: keys that begin with {@code destseg.inspection}. */
@ConfigMapping(prefix = "destseg.inspection")
public interface InspectionSettings {
    /** Inspections that may wait; one more is refused. */
    @WithDefault("16")
    int queue();

    /** From the signal of the machine, or else from acceptance, to the verdict; after that the verdict is CANNOT_JUDGE. */
    @WithDefault("10s")
    Duration deadline();

    /** The same for parts of single stations, by their names. */
    Map<String, Duration> stationDeadlines();

    /** How long at most images are judged for nobody after a start, before stations hear signals; 0 for not at all. */
    @WithDefault("3s")
    Duration warmUp();

    /** Most products with an active recipe; each takes the memory of its networks. */
    @WithDefault("8")
    int products();

    /** Most pixels of an image. */
    @WithDefault("50000000")
    long maxPixels();

    /** How often an image with a known score is judged, to know whether verdicts can be trusted. */
    @WithDefault("20s")
    Duration goldenInterval();

    /** What images are checked for before they are judged. */
    @WithDefault("size,brightness,contrast,sharpness,likeness,repetition")
    Set<ImageCheck> checks();

    /** The same for single products, by their names. */
    Map<String, Set<ImageCheck>> productChecks();

    /** What the networks compute with. */
    @WithDefault("auto")
    Precision precision();

    /** What runs the networks. */
    @WithDefault("auto")
    Device device();

    /**
     * Most images that the networks are run for at once, of those that wait already, 1 to 32. Where absent, 8 by engines that gain
     * from it, as on a GPU, and 1 by others.
     */
    OptionalInt batch();

    /** Threads for the networks; one a core when absent. */
    OptionalInt threads();
}
