package dev.destseg.inspection;

import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Box;
import dev.destseg.image.Image;
import dev.destseg.image.Mask;
import dev.destseg.image.Region;
import dev.destseg.image.RegionOfInterest;
import dev.destseg.image.Resize;
import dev.destseg.recipe.RecipeDescription;

/**
 * What a recipe does to an image before the networks see it: cut out the region of interest, resize it. Immutable and safe
 * between threads.
 *
 * @param interest the part of an image that is judged
 * @param size what the networks take
 */
public record Preprocessing(RegionOfInterest interest, Resize size) {
    public static Preprocessing of(RecipeDescription recipe) {
        return new Preprocessing(
                recipe.regionOfInterest().orElse(RegionOfInterest.ALL),
                new Resize(recipe.inputSize().width(), recipe.inputSize().height()));
    }

    public Image apply(Image image) {
        return size.apply(interest.of(image));
    }

    public Mask apply(Mask mask) {
        return size.apply(interest.of(mask));
    }

    /** The pixels of interest of an image of this size. */
    public Box box(int width, int height) {
        return interest.box(width, height);
    }

    /**
     * A region of the map in pixels of the image that it was made from. A box grows to whole pixels, an area is rounded.
     *
     * @param interesting {@link #box} of that image
     */
    Region inImage(Region region, Box interesting) {
        double x = (double) interesting.width() / size.width();
        double y = (double) interesting.height() / size.height();
        Box box = region.box();
        int left = (int) Math.floor(box.x() * x);
        int top = (int) Math.floor(box.y() * y);
        int right = Math.min(interesting.width(), (int) Math.ceil((box.x() + box.width()) * x));
        int bottom = Math.min(interesting.height(), (int) Math.ceil((box.y() + box.height()) * y));
        return new Region(
                new Box(interesting.x() + left, interesting.y() + top, right - left, bottom - top),
                (int) Math.max(1, Math.round(region.area() * x * y)),
                region.peak(),
                // Pixels are counted from their centres, half a pixel from the border.
                interesting.x() + (region.centroidX() + 0.5) * x - 0.5,
                interesting.y() + (region.centroidY() + 0.5) * y - 0.5);
    }

    /** A map of the whole image, at its size: 0 outside the region of interest. Takes 4 bytes a pixel. */
    public AnomalyMap onImage(AnomalyMap map, Image image) {
        Box box = box(image.width(), image.height());
        AnomalyMap fitted = new Resize(box.width(), box.height()).apply(map);
        if (box.equals(new Box(0, 0, image.width(), image.height()))) {
            return fitted;
        }
        float[] values = new float[image.width() * image.height()];
        for (int y = 0; y < box.height(); y++) {
            int to = (box.y() + y) * image.width() + box.x();
            System.arraycopy(fitted.values(), y * box.width(), values, to, box.width());
        }
        return new AnomalyMap(image.width(), image.height(), values);
    }
}
