package dev.destseg.image;

import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Encodes as PNG or JPEG. Safe between threads; native memory is freed before a method returns. */
public final class ImageWriter {
    private static final String PNG = ".png";

    private ImageWriter() {}

    /** 8-bit RGB. */
    public static byte[] png(Image image) {
        return encode(PNG, image.width(), image.height(), opencv_core.CV_8UC3, bgr(image));
    }

    private static byte[] bgr(Image image) {
        byte[] bgr = image.rgb().clone();
        for (int i = 0; i < bgr.length; i += 3) {
            byte red = bgr[i];
            bgr[i] = bgr[i + 2];
            bgr[i + 2] = red;
        }
        return bgr;
    }

    /**
     * A small copy to look at, as JPEG.
     *
     * @param longest pixels of the longer side at most; smaller images keep their size
     */
    public static byte[] thumbnail(Image image, int longest) {
        double scale = Math.min(1, longest / (double) Math.max(image.width(), image.height()));
        int width = Math.max(1, (int) Math.round(image.width() * scale));
        int height = Math.max(1, (int) Math.round(image.height() * scale));
        return encode(".jpg", width, height, opencv_core.CV_8UC3, bgr(new Resize(width, height).apply(image)));
    }

    /** 8-bit grey: 255 inside, 0 outside. */
    public static byte[] png(Mask mask) {
        byte[] grey = new byte[mask.data().length];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) (mask.data()[i] * 255);
        }
        return encode(PNG, mask.width(), mask.height(), opencv_core.CV_8UC1, grey);
    }

    /** 8-bit grey: score 0 is 0, score 1 is 255, rounded. */
    public static byte[] png8(AnomalyMap map) {
        byte[] grey = new byte[map.values().length];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (byte) Math.round(Math.min(1, Math.max(0, map.values()[i])) * 255);
        }
        return encode(PNG, map.width(), map.height(), opencv_core.CV_8UC1, grey);
    }

    /** 16-bit grey, not compressed: score 0 is 0, score 1 is 65535, rounded. */
    public static byte[] png16(AnomalyMap map) {
        return GreyPng.encode(map);
    }

    /**
     * Writes what one of the other methods returned, with the folders above it.
     *
     * @throws InputException naming the file, when it cannot be written
     */
    public static void write(Path file, byte[] png) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, png);
        } catch (IOException e) {
            throw new InputException("The image " + file + " cannot be written: " + e + ". Give another folder.", e);
        }
    }

    private static byte[] encode(String format, int width, int height, int type, byte[] pixels) {
        try (BytePointer data = new BytePointer(pixels);
                Mat matrix = new Mat(height, width, type, data);
                BytePointer encoded = new BytePointer()) {
            if (!opencv_imgcodecs.imencode(format, matrix, encoded)) {
                throw new IllegalStateException("The encoder of " + format + " failed");
            }
            byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
            encoded.get(bytes);
            return bytes;
        }
    }
}
