package dev.destseg.dataset.synthesis;

import dev.destseg.image.Image;
import dev.destseg.image.Mask;
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
        byte[] closed = spread(grown(differs, image.width()), image.width(), 0);
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

    /** With all that is at most two pixels away. */
    static byte[] grown(byte[] mask, int width) {
        return spread(mask, width, 1);
    }

    /** Lets a value win over the other one within a square of pixels; what lies beyond the border has no say. */
    private static byte[] spread(byte[] mask, int width, int value) {
        byte[] across = new byte[mask.length];
        byte[] down = new byte[mask.length];
        for (int row = 0; row < mask.length; row += width) {
            spread(mask, across, row, 1, width, value);
        }
        for (int column = 0; column < width; column++) {
            spread(across, down, column, width, mask.length / width, value);
        }
        return down;
    }

    /** Along one line of so many pixels, which are {@code step} apart. */
    private static void spread(byte[] mask, byte[] result, int start, int step, int length, int value) {
        int last = -2 * GAP;
        for (int i = 0; i < length + GAP; i++) {
            if (i < length && mask[start + i * step] == value) {
                last = i;
            }
            int here = i - GAP;
            if (here >= 0) {
                result[start + here * step] = (byte) (last >= here - GAP ? value : 1 - value);
            }
        }
    }

    /** Everything that cannot be reached from the border without crossing the mask. */
    private static byte[] filled(byte[] mask, int width) {
        byte[] result = new byte[mask.length];
        Arrays.fill(result, (byte) 1);
        Open open = new Open(mask, result);
        for (int i = 0; i < mask.length; i++) {
            int x = i % width;
            if (x == 0 || x == width - 1 || i < width || i >= mask.length - width) {
                open.visit(i);
            }
        }
        while (open.count > 0) {
            int i = open.pixels[--open.count];
            int x = i % width;
            open.visit(x > 0 ? i - 1 : i);
            open.visit(x < width - 1 ? i + 1 : i);
            open.visit(i >= width ? i - width : i);
            open.visit(i < mask.length - width ? i + width : i);
        }
        return result;
    }

    /** Pixels outside of the mask that were reached, whose neighbours are still to be visited. */
    private static final class Open {
        private final byte[] mask;
        private final byte[] result;
        /** Each pixel comes here once at most. */
        private final int[] pixels;

        private int count;

        Open(byte[] mask, byte[] result) {
            this.mask = mask;
            this.result = result;
            this.pixels = new int[mask.length];
        }

        void visit(int i) {
            if (mask[i] == 0 && result[i] == 1) {
                result[i] = 0;
                pixels[count++] = i;
            }
        }
    }
}
