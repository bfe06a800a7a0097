package dev.destseg.dataset.synthesis;

import dev.destseg.image.Image;
import dev.destseg.image.Mask;
import java.util.ArrayDeque;
import java.util.Arrays;

/** Finds where a defective part differs from its defect-free twin, as a careful person would outline it. */
public final class VisibleDifference {
    /** Levels of 255 in one channel; below it nobody sees a difference. */
    private static final int VISIBLE = 8;

    private static final int GAP = 2;

    private VisibleDifference() {}

    /** The mask of what differs visibly, small gaps and what it encloses included. */
    public static Mask between(Image image, Image twin) {
        byte[] differs = new byte[image.width() * image.height()];
        for (int i = 0; i < 3 * differs.length; i++) {
            if (Math.abs((image.rgb()[i] & 0xFF) - (twin.rgb()[i] & 0xFF)) >= VISIBLE) {
                differs[i / 3] = 1;
            }
        }
        byte[] grown = spread(differs, image.width(), 1);
        byte[] closed = spread(grown, image.width(), 0);
        return new Mask(image.width(), image.height(), filled(closed, image.width()));
    }

    /** The defective part inside the mask, its twin outside: drops what cannot be seen, so that masks are exact. */
    public static Image within(Mask mask, Image image, Image twin) {
        byte[] rgb = twin.rgb().clone();
        for (int i = 0; i < rgb.length; i++) {
            if (mask.data()[i / 3] == 1) {
                rgb[i] = image.rgb()[i];
            }
        }
        return new Image(image.width(), image.height(), rgb);
    }

    /** Lets a value win over the other one within a square of pixels; what lies beyond the border has no say. */
    private static byte[] spread(byte[] mask, int width, int value) {
        return spreadDown(spreadAcross(mask, width, value), width, value);
    }

    private static byte[] spreadAcross(byte[] mask, int width, int value) {
        byte[] result = mask.clone();
        for (int i = 0; i < mask.length; i++) {
            int x = i % width;
            for (int off = Math.max(-GAP, -x); off <= Math.min(GAP, width - 1 - x); off++) {
                result[i] = mask[i + off] == value ? (byte) value : result[i];
            }
        }
        return result;
    }

    private static byte[] spreadDown(byte[] mask, int width, int value) {
        byte[] result = mask.clone();
        for (int i = 0; i < mask.length; i++) {
            for (int from = i - GAP * width; from <= i + GAP * width; from += width) {
                if (from >= 0 && from < mask.length && mask[from] == value) {
                    result[i] = (byte) value;
                }
            }
        }
        return result;
    }

    /** Everything that cannot be reached from the border without crossing the mask. */
    private static byte[] filled(byte[] mask, int width) {
        byte[] result = new byte[mask.length];
        Arrays.fill(result, (byte) 1);
        ArrayDeque<Integer> open = new ArrayDeque<>();
        for (int i = 0; i < mask.length; i++) {
            int x = i % width;
            if (x == 0 || x == width - 1 || i < width || i >= mask.length - width) {
                visit(i, mask, result, open);
            }
        }
        while (!open.isEmpty()) {
            int i = open.pop();
            int x = i % width;
            visit(x > 0 ? i - 1 : i, mask, result, open);
            visit(x < width - 1 ? i + 1 : i, mask, result, open);
            visit(i >= width ? i - width : i, mask, result, open);
            visit(i < mask.length - width ? i + width : i, mask, result, open);
        }
        return result;
    }

    private static void visit(int i, byte[] mask, byte[] result, ArrayDeque<Integer> open) {
        if (mask[i] == 0 && result[i] == 1) {
            result[i] = 0;
            open.push(i);
        }
    }
}
