package dev.destseg.image;

/**
 * What can be said of an image without knowing what it shows, from its luma Y' = 0.299 R + 0.587 G + 0.114 B.
 *
 * @param brightness mean luma, 0 to 255
 * @param contrast standard deviation of the luma, 0 to 127.5
 * @param sharpness root of the mean square of the luma's Laplacian (4 neighbours, borders left out); it falls when an image
 *     is out of focus. 0 for images of fewer than 3 pixels in a direction
 */
public record ImageStatistics(double brightness, double contrast, double sharpness) {
    private static final double MOST_GAIN = 10;

    public static ImageStatistics of(Image image) {
        return new Pass(image).statistics();
    }

    /**
     * What could be said if all of the image were so much brighter or darker, by one factor and with nothing cut off, that it had this
     * brightness. The factor is ten at most: what is darker shows little but noise.
     */
    public ImageStatistics at(double otherBrightness) {
        double factor = brightness == 0 ? 1 : Math.min(MOST_GAIN, otherBrightness / brightness);
        return new ImageStatistics(factor * brightness, factor * contrast, factor * sharpness);
    }

    /** Row by row, of which the Laplacian needs three at a time: every image is looked at, and is to leave no garbage. */
    private static final class Pass {
        private final Image image;
        private float[] above;
        private float[] row;
        private float[] below;
        private double sum;
        private double squares;
        private double laplacianSquares;

        Pass(Image image) {
            this.image = image;
            above = new float[image.width()];
            row = new float[image.width()];
            below = new float[image.width()];
        }

        ImageStatistics statistics() {
            for (int y = 0; y < image.height(); y++) {
                next(y);
                addLight();
                if (y >= 2) {
                    addSharpness();
                }
            }
            double pixels = (double) image.width() * image.height();
            double mean = sum / pixels;
            double variance = Math.max(0, squares / pixels - mean * mean);
            boolean small = image.width() < 3 || image.height() < 3;
            double inner = (image.width() - 2.0) * (image.height() - 2.0);
            return new ImageStatistics(mean, Math.sqrt(variance), small ? 0 : Math.sqrt(laplacianSquares / inner));
        }

        private void next(int y) {
            float[] oldest = above;
            above = row;
            row = below;
            below = oldest;
            byte[] rgb = image.rgb();
            int from = 3 * y * image.width();
            for (int x = 0; x < below.length; x++) {
                below[x] =
                        0.299f * (rgb[from] & 0xFF) + 0.587f * (rgb[from + 1] & 0xFF) + 0.114f * (rgb[from + 2] & 0xFF);
                from += 3;
            }
        }

        private void addLight() {
            for (float value : below) {
                sum += value;
                squares += value * value;
            }
        }

        private void addSharpness() {
            for (int x = 1; x < row.length - 1; x++) {
                float laplacian = row[x - 1] + row[x + 1] + above[x] + below[x] - 4 * row[x];
                laplacianSquares += laplacian * laplacian;
            }
        }
    }
}
