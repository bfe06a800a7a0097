package dev.destseg.dataset.demo;

import dev.destseg.image.Image;
import dev.destseg.image.Mask;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * The demo products as data sets in the layout of MVTec AD: {@code train/good}, {@code test/good}, {@code test/KIND},
 * {@code ground_truth/KIND}, each product in a folder of its name.
 *
 * @param counts images of each product
 * @param seed the same seed gives the same bytes
 */
public record DemoData(DemoCounts counts, long seed) {
    private static final long TRAIN = 0;
    private static final long TEST = 1_000_000;
    private static final long DEFECTIVE = 2_000_000;
    private static final long KIND = 1_000_000;

    /** All products; see {@link #write(DemoProduct, BiConsumer, BiConsumer)}. */
    public void write(BiConsumer<String, Image> images, BiConsumer<String, Mask> masks) {
        for (DemoProduct product : DemoProduct.values()) {
            write(product, images, masks);
        }
    }

    /**
     * Draws one product, image after image in this thread.
     *
     * @param images takes each image under its relative path, such as {@code flange/test/scratch/003.png}
     * @param masks takes each mask, such as {@code flange/ground_truth/scratch/003_mask.png}
     */
    public void write(DemoProduct product, BiConsumer<String, Image> images, BiConsumer<String, Mask> masks) {
        String root = product.directory();
        for (int i = 0; i < counts.train(); i++) {
            images.accept(root + "/train/good/" + number(i) + ".png", product.good(seed, TRAIN + i));
        }
        for (int i = 0; i < counts.testGood(); i++) {
            images.accept(root + "/test/good/" + number(i) + ".png", product.good(seed, TEST + i));
        }
        for (DemoDefect defect : product.defects()) {
            long first = DEFECTIVE + KIND * defect.ordinal();
            for (int i = 0; i < counts.perKind(); i++) {
                DemoSample sample = product.defective(defect, seed, first + i);
                String name = defect.directory() + "/" + number(i);
                images.accept(root + "/test/" + name + ".png", sample.image());
                masks.accept(root + "/ground_truth/" + name + "_mask.png", sample.mask());
            }
        }
    }

    private static String number(int index) {
        return String.format(Locale.ROOT, "%03d", index);
    }
}
