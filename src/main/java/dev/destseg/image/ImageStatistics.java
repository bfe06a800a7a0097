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
    public static ImageStatistics of(Image image) {
        float[] luma = luma(image);
        double sum = 0;
        double squares = 0;
        for (float value : luma) {
            sum += value;
            squares += value * value;
        }
        double mean = sum / luma.length;
        double variance = Math.max(0, squares / luma.length - mean * mean);
        return new ImageStatistics(mean, Math.sqrt(variance), sharpness(luma, image.width(), image.height()));
    }

    private static float[] luma(Image image) {
        byte[] rgb = image.rgb();
        float[] luma = new float[rgb.length / 3];
        for (int i = 0; i < luma.length; i++) {
            luma[i] =
                    0.299f * (rgb[3 * i] & 0xFF) + 0.587f * (rgb[3 * i + 1] & 0xFF) + 0.114f * (rgb[3 * i + 2] & 0xFF);
        }
        return luma;
    }

    private static double sharpness(float[] luma, int width, int height) {
        if (width < 3 || height < 3) {
            return 0;
        }
        double squares = 0;
        for (int y = 1; y < height - 1; y++) {
            for (int i = y * width + 1; i < (y + 1) * width - 1; i++) {
                float laplacian = luma[i - 1] + luma[i + 1] + luma[i - width] + luma[i + width] - 4 * luma[i];
                squares += laplacian * laplacian;
            }
        }
        return Math.sqrt(squares / ((double) (width - 2) * (height - 2)));
    }
}
