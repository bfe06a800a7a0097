package dev.destseg.image;

import dev.destseg.tensor.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * Decodes JPEG, PNG, BMP and TIFF, 8 or 16 bits, grey, RGB or RGBA, to 8-bit RGB. Transparency is dropped, 16 bits are
 * scaled to 8 (65535 becomes 255), the EXIF orientation is applied. Files that end too early are refused and never
 * filled up. Immutable and safe between threads; native memory is freed before a method returns.
 *
 * @param maxPixels the largest width x height that is decoded
 */
public record ImageReader(long maxPixels) {
    /** Far above any inspection camera, far below what would exhaust a small box. */
    public static final long DEFAULT_MAX_PIXELS = 100_000_000;

    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png", "bmp", "tif", "tiff");
    /** The widest pixel is 16-bit RGBA; the rest of a file is metadata. */
    private static final int MAX_BYTES_PER_PIXEL = 8;

    private static final long MAX_METADATA_BYTES = 64 << 20;

    /** @throws IllegalArgumentException when not even one pixel is allowed */
    public ImageReader {
        if (maxPixels < 1) {
            throw new IllegalArgumentException("The bound on pixels must be at least 1, not " + maxPixels);
        }
    }

    public ImageReader() {
        this(DEFAULT_MAX_PIXELS);
    }

    /** Loads OpenCV, which takes a second; otherwise the first image that is read waits for it. */
    public static void load() {
        Loader.load(opencv_imgcodecs.class);
    }

    /** Whether the name of a file ends like that of an image. */
    public static boolean isImage(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /** Whether bytes begin as those of a format that is read; they may be broken all the same. */
    public static boolean isImage(byte[] bytes) {
        return ImageFormat.of(bytes).isPresent();
    }

    /**
     * How many pixels a file announces, which takes no time to speak of; it may be broken all the same. Nothing when it is no image
     * that is read, or says no size.
     */
    public static OptionalLong pixels(byte[] bytes) {
        try {
            return ImageFormat.of(bytes).stream()
                    .mapToLong(format -> ImageHeader.announced(format, bytes).pixels())
                    .findFirst();
        } catch (IllegalArgumentException broken) {
            return OptionalLong.empty();
        }
    }

    /** How the name of a file with these bytes ends, without the dot; nothing when it is no image that is read. */
    public static Optional<String> extension(byte[] bytes) {
        return ImageFormat.of(bytes).map(format -> switch (format) {
            case JPEG -> "jpg";
            case PNG -> "png";
            case BMP -> "bmp";
            case TIFF -> "tif";
        });
    }

    /** @throws InputException naming the file, when it cannot be read, is broken or has too many pixels */
    public Image read(Path file) {
        return read(bytesOf(file), file.toString());
    }

    /**
     * @param name what messages call the image
     * @throws InputException as {@link #read(Path)}
     */
    public Image read(byte[] bytes, String name) {
        return decode(bytes, name, opencv_imgcodecs.IMREAD_COLOR_RGB, Pixels::image);
    }

    /**
     * A mask: pixels of half the full value and above are inside.
     *
     * @throws InputException as {@link #read(Path)}
     */
    public Mask readMask(Path file) {
        return readMask(bytesOf(file), file.toString());
    }

    /**
     * As {@link #readMask(Path)}.
     *
     * @param name what messages call the mask
     * @throws InputException as {@link #read(Path)}
     */
    public Mask readMask(byte[] bytes, String name) {
        return decode(bytes, name, opencv_imgcodecs.IMREAD_GRAYSCALE, Pixels::mask);
    }

    private byte[] bytesOf(Path file) {
        try {
            long size = Files.size(file);
            if (size > maxFileBytes()) {
                throw new InputException("The file " + file + " of " + size + " bytes is larger than an image of "
                        + maxPixels + " pixels can be. Give a smaller image.");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InputException(
                    "The image " + file + " cannot be read: " + e + ". Check path and permissions.", e);
        }
    }

    private long maxFileBytes() {
        long largestArray = Integer.MAX_VALUE - 8L;
        return Math.min(largestArray, Math.min(maxPixels, largestArray) * MAX_BYTES_PER_PIXEL + MAX_METADATA_BYTES);
    }

    private <T> T decode(byte[] bytes, String name, int colour, Conversion<T> conversion) {
        check(bytes, name);
        try (BytePointer pointer = new BytePointer(bytes);
                Mat encoded = new Mat(1, bytes.length, opencv_core.CV_8UC1, pointer);
                Mat decoded = opencv_imgcodecs.imdecode(encoded, colour | opencv_imgcodecs.IMREAD_ANYDEPTH)) {
            if (decoded.empty()) {
                throw broken(name, "its pixels cannot be decoded", null);
            }
            return conversion.of(decoded);
        } catch (InputException e) {
            throw e;
        } catch (RuntimeException e) {
            // What OpenCV throws in C++ arrives as a plain RuntimeException.
            throw broken(name, "its pixels cannot be decoded (" + e.getMessage() + ")", e);
        }
    }

    private void check(byte[] bytes, String name) {
        ImageFormat format = ImageFormat.of(bytes)
                .orElseThrow(() ->
                        new InputException("The file " + name + " is not an image: give JPEG, PNG, BMP or TIFF."));
        ImageHeader header;
        try {
            header = ImageHeader.read(format, bytes);
        } catch (IllegalArgumentException e) {
            throw broken(name, e.getMessage(), e);
        }
        if (header.exceeds(maxPixels)) {
            throw new InputException("The image " + name + " has " + header.width() + " x " + header.height()
                    + " pixels, more than the bound of " + maxPixels + ". Give a smaller image.");
        }
    }

    private static InputException broken(String name, String reason, @Nullable Throwable cause) {
        return new InputException("The image " + name + " is broken: " + reason + ". Record or copy it again.", cause);
    }

    private interface Conversion<T> {
        T of(Mat decoded);
    }
}
