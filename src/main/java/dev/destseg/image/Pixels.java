package dev.destseg.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Copies decoded pixels into the Java heap. The matrix stays the caller's. */
final class Pixels {
    private Pixels() {}

    static Image image(Mat decoded) {
        require(decoded, 3);
        return new Image(decoded.cols(), decoded.rows(), bytes(decoded));
    }

    static Mask mask(Mat decoded) {
        require(decoded, 1);
        byte[] data = bytes(decoded);
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) ((data[i] & 0xFF) >>> 7);
        }
        return new Mask(decoded.cols(), decoded.rows(), data);
    }

    private static void require(Mat decoded, int channels) {
        if (decoded.channels() != channels || !decoded.isContinuous()) {
            throw new IllegalStateException("The decoder gave " + decoded.channels() + " channels, not " + channels);
        }
    }

    private static byte[] bytes(Mat decoded) {
        int count = Math.toIntExact(decoded.total() * decoded.channels());
        return switch (decoded.depth()) {
            case opencv_core.CV_8U -> eightBits(decoded, count);
            case opencv_core.CV_16U -> sixteenBits(decoded, count);
            default -> throw new IllegalStateException("pixels are neither 8 nor 16 bit whole numbers");
        };
    }

    private static byte[] eightBits(Mat decoded, int count) {
        byte[] bytes = new byte[count];
        try (BytePointer data = decoded.data()) {
            data.get(bytes);
        }
        return bytes;
    }

    /** Divides by 257 with rounding, so that the whole range maps onto the whole range. */
    private static byte[] sixteenBits(Mat decoded, int count) {
        short[] values = new short[count];
        try (BytePointer data = decoded.data();
                ShortPointer shorts = new ShortPointer(data)) {
            shorts.get(values);
        }
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (((values[i] & 0xFFFF) + 128) / 257);
        }
        return bytes;
    }
}
