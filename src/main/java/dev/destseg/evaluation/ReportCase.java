package dev.destseg.evaluation;

import java.io.IOException;
import java.util.Optional;

/**
 * A row of pictures in a report.
 *
 * @param selected the image and why it is shown
 * @param pictures gives its pictures
 */
public record ReportCase(SelectedCase selected, Pictures pictures) {

    /** One picture of a row. */
    public enum Picture {
        INPUT,
        MASK,
        MAP,
        OVERLAY
    }

    /** Gives the pictures of one image, when they are written, so that they need not all be in memory. */
    @FunctionalInterface
    public interface Pictures {
        /**
         * The bytes of a PNG file, or empty when there is no such picture.
         *
         * @throws IOException when the picture cannot be made
         */
        Optional<byte[]> png(Picture picture) throws IOException;
    }
}
