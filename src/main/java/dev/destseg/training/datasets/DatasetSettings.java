package dev.destseg.training.datasets;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** How much may be kept to learn from: keys that begin with {@code destseg.datasets}. */
@ConfigMapping(prefix = "destseg.datasets")
public interface DatasetSettings {
    /** Most datasets. */
    @WithDefault("100")
    int most();

    /** Most images of a dataset. */
    @WithDefault("20000")
    int mostImages();

    /** Most bytes of all images and masks together, in mebibytes. */
    @WithDefault("20480")
    long mostMebibytes();

    /** Most pixels of an image. */
    @WithDefault("50000000")
    long maxPixels();

    /** Most snapshots; beyond it the oldest is forgotten. Runs keep what they use. */
    @WithDefault("50")
    int mostSnapshots();

    /** Folders on this box that datasets may be filled from, with all below them; none when absent. */
    Optional<List<Path>> folders();
}
