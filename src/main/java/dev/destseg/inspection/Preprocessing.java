package dev.destseg.inspection;

import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Box;
import dev.destseg.image.Image;
import dev.destseg.image.Mask;
import dev.destseg.image.Region;
import dev.destseg.image.Resize;
import dev.destseg.image.Seen;
import dev.destseg.image.View;
import dev.destseg.recipe.StoredRecipe;

/**
 * What a recipe does to an image before the networks see it: cut out the region of interest, resize it, paint over what is
 * ignored. Immutable and safe between threads.
 *
 * @param view what is seen of an image
 */
public record Preprocessing(View view) {
    /** @throws dev.destseg.tensor.InputException when the recipe's files do not fit together */
    public static Preprocessing of(StoredRecipe stored) {
        return new Preprocessing(stored.view());
    }

    /**
     * What the networks see of an image, as a whole.
     *
     * @throws dev.destseg.tensor.InputException when it cannot be laid over the recipe's reference
     */
    public Seen apply(Image image) {
        return view.of(image);
    }

    /** @param of the image, as it was seen */
    public Mask apply(Mask mask, Seen of) {
        return view.of(mask, of.motion());
    }

    /** What an image is resized to. */
    public Resize size() {
        return view.size();
    }

    /** The pixels of interest of an image of this size. */
    public Box box(int width, int height) {
        return view.region().box(width, height);
    }

    /**
     * A region of the map in pixels of the image that it was made from. A box grows to whole pixels, an area is rounded.
     *
     * @param seen that image as it was seen
     */
    Region inImage(Region region, Image image, Seen seen) {
        Region laid = inImage(region, box(image.width(), image.height()));
        return view.back(laid, seen, image.width(), image.height());
    }

    private Region inImage(Region region, Box interesting) {
        double x = (double) interesting.width() / size().width();
        double y = (double) interesting.height() / size().height();
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

    /**
     * A map of the whole image, at its size: 0 outside the region of interest. Takes 4 bytes a pixel.
     *
     * @param map of an {@link Inspection}
     */
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
