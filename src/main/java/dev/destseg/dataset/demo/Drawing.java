package dev.destseg.dataset.demo;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Draws one product. */
interface Drawing {
    /**
     * Draws one part.
     *
     * @param part decides how this part and its pose differ from others; what is drawn from it must not depend on the
     *     defect, so that a part and its defect-free twin are alike elsewhere
     * @param defect null for a good part; one of this product's
     * @param damage decides where and how strong the defect is
     */
    Canvas draw(SplittableRandom part, @Nullable DemoDefect defect, SplittableRandom damage);
}
