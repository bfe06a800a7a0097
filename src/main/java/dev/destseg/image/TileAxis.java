package dev.destseg.image;

/**
 * The pieces along one side of a picture. Immutable.
 *
 * @param tile pixels of a piece
 * @param starts where each piece begins, the first at 0, the last as far from the end as it is long
 * @param weights pieces x {@code tile}: how much of a pixel is taken from the piece; what the pieces of a pixel give sums to 1
 */
record TileAxis(int tile, int[] starts, float[][] weights) {
    /** @param overlap pixels that neighbours share at least, at most half of a piece */
    static TileAxis of(int whole, int tile, int overlap) {
        int step = tile - overlap;
        int count = whole == tile ? 1 : (whole - overlap + step - 1) / step;
        int[] starts = new int[count];
        for (int i = 1; i < count; i++) {
            starts[i] = (int) Math.round((double) i * (whole - tile) / (count - 1));
        }
        return new TileAxis(tile, starts, weights(whole, tile, starts));
    }

    private static float[][] weights(int whole, int tile, int[] starts) {
        float[][] weights = new float[starts.length][tile];
        float[] sums = new float[whole];
        for (int i = 0; i < starts.length; i++) {
            int before = i == 0 ? 0 : starts[i - 1] + tile - starts[i];
            int after = i == starts.length - 1 ? 0 : starts[i] + tile - starts[i + 1];
            for (int p = 0; p < tile; p++) {
                weights[i][p] = Math.min(rise(p, before), rise(tile - 1 - p, after));
                sums[starts[i] + p] += weights[i][p];
            }
        }
        for (int i = 0; i < starts.length; i++) {
            for (int p = 0; p < tile; p++) {
                weights[i][p] /= sums[starts[i] + p];
            }
        }
        return weights;
    }

    private static float rise(int pixels, int overlap) {
        return overlap <= 0 ? 1 : Math.min(1, (pixels + 0.5f) / overlap);
    }

    int count() {
        return starts.length;
    }
}
