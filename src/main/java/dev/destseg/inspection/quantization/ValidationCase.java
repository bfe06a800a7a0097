package dev.destseg.inspection.quantization;

import dev.destseg.image.Mask;
import dev.destseg.image.Seen;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An image of which is known whether it shows a defect.
 *
 * @param look gives the image as the recipe sees it, whenever asked
 * @param kind of defect
 */
record ValidationCase(String name, boolean defect, String kind, Supplier<Look> look) {
    /** @param mask of the defect; null where it is not known */
    record Look(Seen image, @Nullable Mask mask) {}
}
