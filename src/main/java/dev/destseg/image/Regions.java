package dev.destseg.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The 8-connected components of the pixels at and above a threshold, found by flood fill with a stack of its own. Safe
 * between threads.
 */
public final class Regions {
    private static final int FIRST_STACK = 1024;

    private final AnomalyMap map;
    private final boolean[] pending;
    private int[] stack = new int[FIRST_STACK];
    private int stacked;

    private Regions(AnomalyMap map, float threshold) {
        this.map = map;
        this.pending = new boolean[map.values().length];
        for (int i = 0; i < pending.length; i++) {
            pending[i] = map.values()[i] >= threshold;
        }
    }

    /** The regions, in the order of {@link Region#HIGHEST_PEAK_FIRST}. */
    public static List<Region> of(AnomalyMap map, float threshold) {
        if (!reaches(map, threshold)) {
            return List.of();
        }
        Regions search = new Regions(map, threshold);
        List<Region> found = new ArrayList<>();
        for (int i = 0; i < search.pending.length; i++) {
            if (search.pending[i]) {
                found.add(search.fill(i));
            }
        }
        found.sort(Region.HIGHEST_PEAK_FIRST);
        return List.copyOf(found);
    }

    /** Most parts are good, and need no memory for a search. */
    private static boolean reaches(AnomalyMap map, float threshold) {
        for (float value : map.values()) {
            if (value >= threshold) {
                return true;
            }
        }
        return false;
    }

    private Region fill(int seed) {
        int left = map.width();
        int top = map.height();
        int right = 0;
        int bottom = 0;
        int area = 0;
        float peak = Float.NEGATIVE_INFINITY;
        long sumX = 0;
        long sumY = 0;
        push(seed);
        while (stacked > 0) {
            int pixel = stack[--stacked];
            int x = pixel % map.width();
            int y = pixel / map.width();
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
            area++;
            peak = Math.max(peak, map.values()[pixel]);
            sumX += x;
            sumY += y;
            pushNeighbours(x, y);
        }
        Box box = new Box(left, top, right - left + 1, bottom - top + 1);
        return new Region(box, area, peak, (double) sumX / area, (double) sumY / area);
    }

    private void pushNeighbours(int x, int y) {
        for (int row = Math.max(0, y - 1); row <= Math.min(map.height() - 1, y + 1); row++) {
            for (int column = Math.max(0, x - 1); column <= Math.min(map.width() - 1, x + 1); column++) {
                push(row * map.width() + column);
            }
        }
    }

    /** A pixel is pushed once at most; the stack grows with the largest region, not with the map. */
    private void push(int pixel) {
        if (pending[pixel]) {
            pending[pixel] = false;
            if (stacked == stack.length) {
                stack = Arrays.copyOf(stack, 2 * stack.length);
            }
            stack[stacked++] = pixel;
        }
    }
}
