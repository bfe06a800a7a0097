package dev.destseg;

import dev.destseg.image.Image;
import dev.destseg.image.ImageWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Files of plain grey images. */
public final class Pictures {
    private Pictures() {}

    /** @param grey 0 to 255 */
    public static byte[] png(int grey, int size) {
        byte[] rgb = new byte[3 * size * size];
        Arrays.fill(rgb, (byte) grey);
        return ImageWriter.png(new Image(size, size, rgb));
    }

    /** @param grey 0 to 255 */
    public static byte[] jpeg(int grey, int size) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < size * size; i++) {
            image.setRGB(i % size, i / size, grey * 0x010101);
        }
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(image, "jpg", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
