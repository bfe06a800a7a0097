package dev.destseg.inspection.quantization;

import dev.destseg.image.Image;
import dev.destseg.image.Mask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An image of which is known whether it shows a defect.
 *
 * @param look gives the image at the recipe's input size, whenever asked
 * @param kind of defect
 */
record ValidationCase(String name, boolean defect, String kind, Supplier<Look> look) {
    /** @param mask of the defect; null where it is not known */
    record Look(Image image, @Nullable Mask mask) {}
}
