package dev.destseg.evaluation;

import dev.destseg.image.Mask;
import java.util.Arrays;

/**
 * The 8-connected instances (regions) of a mask.
 *
 * @param labels height x width: 0 outside, 1 to n the instance of the pixel
 * @param areas pixels of each instance, from index 1; index 0 is unused
 */
record Instances(int[] labels, int[] areas) {

    static Instances of(Mask mask) {
        byte[] inside = mask.data();
        int[] labels = new int[inside.length];
        int[] areas = new int[8];
        int[] open = new int[64];
        int count = 0;
        for (int start = 0; start < inside.length; start++) {
            if (inside[start] == 0 || labels[start] != 0) {
                continue;
            }
            count++;
            if (count == areas.length) {
                areas = Arrays.copyOf(areas, 2 * count);
            }
            labels[start] = count;
            open[0] = start;
            for (int size = 1; size > 0; ) {
                int pixel = open[--size];
                areas[count]++;
                if (size + 8 > open.length) {
                    open = Arrays.copyOf(open, 2 * open.length);
                }
                size = visitNeighbours(mask, pixel, labels, open, size);
            }
        }
        return new Instances(labels, Arrays.copyOf(areas, count + 1));
    }

    /** The number of instances. */
    int count() {
        return areas.length - 1;
    }

    private static int visitNeighbours(Mask mask, int pixel, int[] labels, int[] open, int size) {
        int width = mask.width();
        int x = pixel % width;
        int y = pixel / width;
        int end = size;
        for (int ny = Math.max(0, y - 1); ny <= Math.min(mask.height() - 1, y + 1); ny++) {
            for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                int neighbour = ny * width + nx;
                if (mask.data()[neighbour] != 0 && labels[neighbour] == 0) {
                    labels[neighbour] = labels[pixel];
                    open[end++] = neighbour;
                }
            }
        }
        return end;
    }
}
