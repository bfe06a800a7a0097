package dev.destseg.image;

import java.util.ArrayList;
import java.util.List;

/**
 * How a picture is cut into pieces of one size that overlap, and how the maps of the pieces become one map again.
 *
 * <p>Pieces are spread evenly: the first and the last end with the picture, none reaches beyond it. In an overlap the weight of
 * a piece falls linearly towards its border, and the weights of a pixel sum to one: networks see nothing beyond the border of
 * their piece, and judge worst there. A border of the picture overlaps with nothing; there a piece counts in full.
 *
 * <p>Immutable and safe between threads.
 */
public final class Tiles {
    private final int width;
    private final int height;
    private final int overlap;
    private final TileAxis columns;
    private final TileAxis rows;

    /**
     * @param width of the picture in pixels
     * @param height of the picture in pixels
     * @param tileWidth of a piece, at most {@code width}
     * @param tileHeight of a piece, at most {@code height}
     * @param overlap pixels that neighbours share at least, 0 to half of a piece
     * @throws IllegalArgumentException when a piece does not fit into the picture, or the overlap into half of a piece
     */
    public Tiles(int width, int height, int tileWidth, int tileHeight, int overlap) {
        if (tileWidth < 1 || tileHeight < 1 || width < tileWidth || height < tileHeight) {
            throw new IllegalArgumentException("A picture of " + width + " x " + height + " pixels has no pieces of "
                    + tileWidth + " x " + tileHeight);
        }
        if (overlap < 0 || 2 * overlap > Math.min(tileWidth, tileHeight)) {
            throw new IllegalArgumentException("Pieces of " + tileWidth + " x " + tileHeight
                    + " pixels overlap by 0 to " + Math.min(tileWidth, tileHeight) / 2 + " of them, not by " + overlap);
        }
        this.width = width;
        this.height = height;
        this.overlap = overlap;
        this.columns = TileAxis.of(width, tileWidth, overlap);
        this.rows = TileAxis.of(height, tileHeight, overlap);
    }

    /** A picture in one piece. */
    public static Tiles one(int width, int height) {
        return new Tiles(width, height, width, height, 0);
    }

    /** Of the picture, in pixels. */
    public int width() {
        return width;
    }

    /** Of the picture, in pixels. */
    public int height() {
        return height;
    }

    /** Of a piece, in pixels. */
    public int tileWidth() {
        return columns.tile();
    }

    /** Of a piece, in pixels. */
    public int tileHeight() {
        return rows.tile();
    }

    /** Pixels that neighbours share at least. */
    public int overlap() {
        return overlap;
    }

    /** How many pieces there are. */
    public int count() {
        return columns.count() * rows.count();
    }

    /** A piece by its number, row by row from the top left. */
    public Box box(int number) {
        return new Box(
                columns.starts()[number % columns.count()],
                rows.starts()[number / columns.count()],
                tileWidth(),
                tileHeight());
    }

    /** All pieces, by their numbers. */
    public List<Box> boxes() {
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < count(); i++) {
            boxes.add(box(i));
        }
        return List.copyOf(boxes);
    }

    /** A map of the picture, 0 everywhere at first. Takes 4 bytes a pixel; used by one thread. */
    public Stitching stitching() {
        return new Stitching();
    }

    /** Puts the maps of pieces together. */
    public final class Stitching {
        private final float[] values = new float[Math.multiplyExact(width, height)];

        private Stitching() {}

        /** Adds the map of a piece, once. */
        public void add(int number, AnomalyMap piece) {
            if (piece.width() != tileWidth() || piece.height() != tileHeight()) {
                throw new IllegalArgumentException("A piece has " + tileWidth() + " x " + tileHeight() + " pixels, not "
                        + piece.width() + " x " + piece.height());
            }
            Box box = box(number);
            float[] across = columns.weights()[number % columns.count()];
            float[] down = rows.weights()[number / columns.count()];
            for (int y = 0; y < box.height(); y++) {
                int to = (box.y() + y) * width + box.x();
                int from = y * box.width();
                for (int x = 0; x < box.width(); x++) {
                    values[to + x] += down[y] * across[x] * piece.values()[from + x];
                }
            }
        }

        /** The map; values of rounding errors above 1 become 1. Nothing is added afterwards. */
        public AnomalyMap map() {
            for (int i = 0; i < values.length; i++) {
                // Weights sum to one but for rounding; what is no score at all stays as it is, to be refused.
                if (values[i] > 1 && values[i] < 1 + 1e-5f) {
                    values[i] = 1;
                }
            }
            return new AnomalyMap(width, height, values);
        }
    }
}
