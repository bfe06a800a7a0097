package dev.destseg.dataset.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.dataset.synthesis.VisibleDifference;
import dev.destseg.image.Image;
import dev.destseg.image.Mask;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DemoDataTest {
    private final Map<String, Image> images = new TreeMap<>();
    private final Map<String, Mask> masks = new TreeMap<>();

    @Test
    void laysProductsOutAsMvtecDoes() {
        new DemoData(new DemoCounts(3, 2, 1), 7).write(images::put, masks::put);
        assertEquals(3 * (3 + 2 + 4), images.size());
        assertEquals(3 * 4, masks.size());
        assertTrue(images.containsKey("flange/train/good/002.png"));
        assertTrue(images.containsKey("fabric/test/good/001.png"));
        assertTrue(images.containsKey("board/test/cut_trace/000.png"));
        assertTrue(masks.containsKey("board/ground_truth/cut_trace/000_mask.png"));
        for (String mask : masks.keySet()) {
            String image = mask.replace("/ground_truth/", "/test/").replace("_mask.png", ".png");
            assertTrue(images.containsKey(image), image);
        }
    }

    @Test
    void noTwoImagesAreAlike() {
        new DemoData(new DemoCounts(3, 2, 2), 7).write(DemoProduct.BOARD, images::put, masks::put);
        long different = images.values().stream()
                .map(image -> Arrays.hashCode(image.rgb()))
                .distinct()
                .count();
        assertEquals(images.size(), different);
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSameBytes(DemoProduct product) {
        assertArrayEquals(product.good(1, 5).rgb(), product.good(1, 5).rgb());
        assertFalse(Arrays.equals(product.good(1, 5).rgb(), product.good(2, 5).rgb()));
        DemoDefect defect = product.defects().get(0);
        DemoSample one = product.defective(defect, 1, 5);
        DemoSample other = product.defective(defect, 1, 5);
        assertArrayEquals(one.image().rgb(), other.image().rgb());
        assertArrayEquals(one.mask().data(), other.mask().data());
        assertArrayEquals(product.good(1, 5).rgb(), one.twin().rgb());
    }

    @ParameterizedTest
    @EnumSource
    void masksHoldTheWholeDefectAndLittleElse(DemoProduct product) {
        for (DemoDefect defect : product.defects()) {
            for (int index = 0; index < 3; index++) {
                DemoSample sample = product.defective(defect, 3, index);
                int area = sample.mask().area();
                int inside = 0;
                for (int pixel = 0; pixel < sample.mask().data().length; pixel++) {
                    boolean same = same(sample, pixel);
                    assertTrue(same || sample.mask().data()[pixel] == 1, defect + " shows outside its mask");
                    inside += same ? 0 : 1;
                }
                assertTrue(area >= 12 && area < 0.05 * sample.mask().data().length, defect + " has area " + area);
                assertTrue(inside > 0.6 * area, defect + " changes " + inside + " of " + area + " pixels");
            }
        }
    }

    private static boolean same(DemoSample sample, int pixel) {
        return Arrays.equals(
                sample.image().rgb(), 3 * pixel, 3 * pixel + 3, sample.twin().rgb(), 3 * pixel, 3 * pixel + 3);
    }

    @Test
    void everyDefectBelongsToOneProduct() {
        for (DemoDefect defect : DemoDefect.values()) {
            long owners = Arrays.stream(DemoProduct.values())
                    .filter(product -> product.defects().contains(defect))
                    .count();
            assertEquals(1, owners, defect.directory());
        }
    }

    @Test
    void refusesADefectOfAnotherProductAndImpossibleCounts() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> DemoProduct.FABRIC.defective(DemoDefect.RUST, 1, 1));
        assertTrue(refused.getMessage().contains("broken_thread"), refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new DemoCounts(0, 1, 1));
    }

    @Test
    void outlinesWhatDiffersWithItsInside() {
        int side = 12;
        byte[] plain = new byte[3 * side * side];
        byte[] framed = plain.clone();
        for (int i = 3; i <= 8; i++) {
            framed[3 * (3 * side + i)] = 50;
            framed[3 * (8 * side + i)] = 50;
            framed[3 * (i * side + 3)] = 50;
            framed[3 * (i * side + 8)] = 50;
        }
        framed[3 * (5 * side + 11)] = 3;
        Image image = new Image(side, side, framed);
        Mask mask = VisibleDifference.between(image, new Image(side, side, plain));
        assertEquals(6 * 6, mask.area());
        assertEquals(1, mask.data()[5 * side + 5]);
        Image kept = VisibleDifference.within(mask, image, new Image(side, side, plain));
        assertEquals(50, kept.rgb()[3 * (3 * side + 3)]);
        assertEquals(0, kept.rgb()[3 * (5 * side + 11)]);
    }
}
