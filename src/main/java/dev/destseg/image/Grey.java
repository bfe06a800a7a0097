package dev.destseg.image;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The light of an image, 0 to 255. Immutable.
 *
 * @param values height x width, rows from the top; nobody writes to them
 */
record Grey(int width, int height, float[] values) {
    static Grey of(Image image) {
        float[] values = new float[image.width() * image.height()];
        byte[] rgb = image.rgb();
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    0.299f * (rgb[3 * i] & 0xFF) + 0.587f * (rgb[3 * i + 1] & 0xFF) + 0.114f * (rgb[3 * i + 2] & 0xFF);
        }
        return new Grey(image.width(), image.height(), values);
    }

    /** A native copy; the caller closes it. */
    Mat matrix() {
        Mat matrix = new Mat(height, width, opencv_core.CV_32FC1);
        try (FloatPointer data = new FloatPointer(matrix.data())) {
            data.put(values);
        }
        return matrix;
    }
}
