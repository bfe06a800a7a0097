package dev.destseg.training;

import dev.destseg.dataset.ImageCache;
import dev.destseg.image.Mask;
import java.util.List;
import java.util.function.BiConsumer;

/** Finds where the defects lie that nobody has drawn. */
@FunctionalInterface
public interface DefectLocator {
    /**
     * Looks at images of defective parts.
     *
     * @param good parts, seen as the others are
     * @param defective parts
     * @param undrawn those that are looked at, as indexes into the samples of {@code defective}
     * @param found given an index, and what is defective of all that is seen of its image; not given those where nothing stands
     *     out
     */
    void locate(ImageCache good, ImageCache defective, List<Integer> undrawn, BiConsumer<Integer, Mask> found);
}
