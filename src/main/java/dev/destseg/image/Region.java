package dev.destseg.image;

import java.util.Comparator;
import java.util.Optional;

/**
 * A connected part of a thresholded anomaly map.
 *
 * @param box the smallest rectangle around it
 * @param area pixels
 * @param peak its highest score
 * @param centroidX mean column of its pixels, in pixels from the centre of the leftmost
 * @param centroidY mean row of its pixels, in pixels from the centre of the topmost
 * @param zone name of the zone of the image that it was found in; absent where an image has no zones
 */
public record Region(Box box, int area, float peak, double centroidX, double centroidY, Optional<String> zone) {
    /** Highest peak first; of equal peaks the larger first, then the upper, then the left one. */
    public static final Comparator<Region> HIGHEST_PEAK_FIRST = Comparator.comparingDouble(Region::peak)
            .thenComparingInt(Region::area)
            .reversed()
            .thenComparingInt(region -> region.box().y())
            .thenComparingInt(region -> region.box().x());

    /** Of an image without zones. */
    public Region(Box box, int area, float peak, double centroidX, double centroidY) {
        this(box, area, peak, centroidX, centroidY, Optional.empty());
    }

    /**
     * The same region of a larger image, found in a zone of it.
     *
     * @param x pixels of the larger image left of what it was found in
     * @param y pixels of the larger image above it
     * @param score of its peak, on the scale of the larger image
     */
    public Region within(int x, int y, String name, float score) {
        return new Region(
                new Box(box.x() + x, box.y() + y, box.width(), box.height()),
                area,
                score,
                centroidX + x,
                centroidY + y,
                Optional.of(name));
    }
}
