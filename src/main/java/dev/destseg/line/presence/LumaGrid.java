package dev.destseg.line.presence;

import dev.destseg.image.Box;
import dev.destseg.image.Image;
import dev.destseg.image.RegionOfInterest;

/** Mean luma, 0 to 255, of {@link #ROWS} x {@link #COLUMNS} cells of a region, row by row. */
final class LumaGrid {
    static final int ROWS = 24;
    static final int COLUMNS = 32;
    static final int CELLS = ROWS * COLUMNS;

    /** Pixels of a cell in a direction that are looked at; more would say little more. */
    private static final int SAMPLES = 8;

    private LumaGrid() {}

    /** @param region of any size; cells of less than a pixel show the nearest one */
    static float[] of(Image image, RegionOfInterest region) {
        Box box = region.box(image.width(), image.height());
        float[] cells = new float[CELLS];
        for (int row = 0; row < ROWS; row++) {
            int top = box.y() + row * box.height() / ROWS;
            int foot = Math.max(top + 1, box.y() + (row + 1) * box.height() / ROWS);
            for (int column = 0; column < COLUMNS; column++) {
                int left = box.x() + column * box.width() / COLUMNS;
                int right = Math.max(left + 1, box.x() + (column + 1) * box.width() / COLUMNS);
                cells[row * COLUMNS + column] = mean(image, left, top, right, foot);
            }
        }
        return cells;
    }

    private static float mean(Image image, int left, int top, int right, int foot) {
        byte[] rgb = image.rgb();
        int stepX = Math.max(1, (right - left) / SAMPLES);
        int stepY = Math.max(1, (foot - top) / SAMPLES);
        long sum = 0;
        int count = 0;
        for (int y = top; y < foot; y += stepY) {
            for (int x = left; x < right; x += stepX) {
                int at = 3 * (y * image.width() + x);
                sum += 299 * (rgb[at] & 0xFF) + 587 * (rgb[at + 1] & 0xFF) + 114 * (rgb[at + 2] & 0xFF);
                count++;
            }
        }
        return sum / (1_000f * count);
    }
}
