package dev.destseg.recipe;

/**
 * The box of an image that is judged, in shares of its width and height from the top left corner, so that it holds at any
 * resolution of the camera.
 */
public record RegionOfInterest(double left, double top, double right, double bottom) {
    /** @throws IllegalArgumentException unless 0 <= left < right <= 1 and 0 <= top < bottom <= 1 */
    public RegionOfInterest {
        boolean inside = left >= 0 && top >= 0 && right <= 1 && bottom <= 1;
        if (!inside || !(left < right) || !(top < bottom)) {
            throw new IllegalArgumentException("A region of interest is a box within [0, 1]");
        }
    }
}
