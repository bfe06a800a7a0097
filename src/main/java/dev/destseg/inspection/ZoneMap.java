package dev.destseg.inspection;

import dev.destseg.image.AnomalyMap;
import dev.destseg.image.Box;
import dev.destseg.image.Resize;
import dev.destseg.recipe.Zone;

/** The maps of zones as one map of the whole image, on their common scale: the highest where zones overlap. Used by one thread. */
final class ZoneMap {
    private final int width;
    private final int height;
    private final float[] values;

    /** 0 everywhere at first. */
    ZoneMap(int width, int height) {
        this.width = width;
        this.height = height;
        this.values = new float[width * height];
    }

    /** @param map of what the zone's recipe sees, on its own scale */
    void add(Zone zone, AnomalyMap map) {
        Box box = zone.seen().box(width, height);
        boolean smaller = map.width() > box.width() || map.height() > box.height();
        AnomalyMap fitted = smaller ? peaks(map, box) : new Resize(box.width(), box.height()).apply(map);
        for (int y = 0; y < box.height(); y++) {
            for (int x = 0; x < box.width(); x++) {
                int to = (box.y() + y) * width + box.x() + x;
                double score = zone.onCommonScale(fitted.values()[y * box.width() + x]);
                values[to] = Math.max(values[to], (float) score);
            }
        }
    }

    /** Smaller, with every peak as high. */
    private static AnomalyMap peaks(AnomalyMap map, Box box) {
        float[] highest = new float[box.width() * box.height()];
        for (int y = 0; y < box.height(); y++) {
            for (int x = 0; x < box.width(); x++) {
                highest[y * box.width() + x] = peak(
                        map,
                        x * map.width() / box.width(),
                        y * map.height() / box.height(),
                        end(x, map.width(), box.width()),
                        end(y, map.height(), box.height()));
            }
        }
        return new AnomalyMap(box.width(), box.height(), highest);
    }

    /** Where what a pixel covers ends, at least a pixel on. */
    private static int end(int pixel, int from, int to) {
        return Math.max(pixel * from / to + 1, (pixel + 1) * from / to);
    }

    private static float peak(AnomalyMap map, int left, int top, int right, int bottom) {
        float highest = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                highest = Math.max(highest, map.values()[y * map.width() + x]);
            }
        }
        return highest;
    }

    AnomalyMap map() {
        return new AnomalyMap(width, height, values);
    }
}
