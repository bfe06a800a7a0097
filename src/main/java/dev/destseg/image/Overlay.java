package dev.destseg.image;

/**
 * Draws an anomaly map over its image: a heat map, stronger where the score is higher, and outlines of the regions at and
 * above a threshold. Immutable and safe between threads.
 *
 * @param opacity how much of the heat map covers the image where the score is 1, in [0, 1]
 */
public record Overlay(double opacity) {
    private static final int[] OUTLINE = {0, 255, 255};

    /** @throws IllegalArgumentException for an opacity outside [0, 1] */
    public Overlay {
        if (!(opacity >= 0 && opacity <= 1)) {
            throw new IllegalArgumentException("An opacity lies in 0..1, not at " + opacity);
        }
    }

    /** The heat map alone over the image; a map of another size is resized to the image's. */
    public Image of(Image image, AnomalyMap map) {
        return new Image(image.width(), image.height(), heat(image, fitted(image, map), 1));
    }

    /**
     * The heat map and, in cyan, the borders of what reaches the threshold. The threshold lies in the middle of the colours,
     * for maps differ in scale: a DeST map of a defect may not go beyond a hundredth.
     */
    public Image of(Image image, AnomalyMap map, float threshold) {
        AnomalyMap fitted = fitted(image, map);
        byte[] rgb = heat(image, fitted, threshold > 0 ? 2 * threshold : 1);
        for (int y = 0; y < fitted.height(); y++) {
            for (int x = 0; x < fitted.width(); x++) {
                if (isBorder(fitted, x, y, threshold)) {
                    for (int channel = 0; channel < 3; channel++) {
                        rgb[3 * (y * fitted.width() + x) + channel] = (byte) OUTLINE[channel];
                    }
                }
            }
        }
        return new Image(image.width(), image.height(), rgb);
    }

    private static AnomalyMap fitted(Image image, AnomalyMap map) {
        return new Resize(image.width(), image.height()).apply(map);
    }

    /** The weight of the colour rises with the score, so that the normal product stays visible. */
    private byte[] heat(Image image, AnomalyMap map, double full) {
        byte[] rgb = new byte[image.rgb().length];
        for (int i = 0; i < map.values().length; i++) {
            double score = Math.min(1, Math.max(0, map.values()[i] / full));
            double weight = opacity * score;
            int colour = HeatColours.of(score);
            for (int channel = 0; channel < 3; channel++) {
                int heat = colour >> (16 - 8 * channel) & 0xFF;
                int pixel = image.rgb()[3 * i + channel] & 0xFF;
                rgb[3 * i + channel] = (byte) Math.round(pixel + weight * (heat - pixel));
            }
        }
        return rgb;
    }

    /** Inside, with a direct neighbour outside; the edge of the image closes an outline too. */
    private static boolean isBorder(AnomalyMap map, int x, int y, float threshold) {
        return reaches(map, x, y, threshold)
                && !(reaches(map, x - 1, y, threshold)
                        && reaches(map, x + 1, y, threshold)
                        && reaches(map, x, y - 1, threshold)
                        && reaches(map, x, y + 1, threshold));
    }

    private static boolean reaches(AnomalyMap map, int x, int y, float threshold) {
        return x >= 0
                && y >= 0
                && x < map.width()
                && y < map.height()
                && map.values()[y * map.width() + x] >= threshold;
    }
}
