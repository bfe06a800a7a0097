package dev.destseg.dataset.synthesis;

import dev.destseg.image.Mask;
import java.util.Arrays;

/** What lies around a defect. */
final class Surroundings {
    private Surroundings() {}

    /** The mean colour of what is at most four pixels from the defect and not defective; of all of the image where nothing is. */
    static double[] mean(ShownDefect defect) {
        Mask mask = defect.mask();
        byte[] near = VisibleDifference.grown(VisibleDifference.grown(mask.data(), mask.width()), mask.width());
        float[] share = new float[near.length];
        boolean any = false;
        for (int i = 0; i < near.length; i++) {
            share[i] = near[i] == 1 && mask.data()[i] == 0 ? 1 : 0;
            any |= share[i] > 0;
        }
        if (!any) {
            Arrays.fill(share, 1);
        }
        return new Cover(mask.width(), share).mean(defect.image());
    }
}
