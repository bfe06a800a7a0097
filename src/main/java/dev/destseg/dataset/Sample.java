package dev.destseg.dataset;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One image of a data set.
 *
 * @param image the file
 * @param kind {@link #GOOD}, or the kind of defect, named as its folder
 * @param mask the file that says which pixels are defective; null for good images and where there is none
 */
public record Sample(Path image, String kind, @Nullable Path mask) {
    /** The kind of images without a defect. */
    public static final String GOOD = "good";

    public static Sample good(Path image) {
        return new Sample(image, GOOD, null);
    }

    public boolean isDefective() {
        return !kind.equals(GOOD);
    }
}
