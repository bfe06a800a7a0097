package dev.destseg.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.destseg.tensor.InputException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fixtures come from the JDK's encoders, so that reader and writer are not only checked against each other. */
class ImageReaderTest {
    private final ImageReader reader = new ImageReader();

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff"})
    void readsRgbWithoutLoss(String format) throws IOException {
        Image image = reader.read(encode(pattern(BufferedImage.TYPE_INT_RGB), format), format);
        assertPattern(image, 0);
    }

    @Test
    void readsJpegInTheRightOrderOfColours() throws IOException {
        Image image = reader.read(encode(pattern(BufferedImage.TYPE_INT_RGB), "jpg"), "jpg");
        assertEquals(40, image.width());
        assertEquals(24, image.height());
        double red = 0;
        double blue = 0;
        for (int i = 0; i < image.rgb().length; i += 3) {
            red += image.rgb()[i] & 0xFF;
            blue += image.rgb()[i + 2] & 0xFF;
        }
        assertEquals(117, red / 960, 3);
        assertEquals(10, blue / 960, 3);
    }

    @Test
    void dropsTransparency() throws IOException {
        BufferedImage source = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        source.setRGB(0, 0, 0x50102030);
        assertArrayEquals(
                new byte[] {16, 32, 48},
                reader.read(encode(source, "png"), "png").rgb());
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff", "jpg"})
    void spreadsGreyOverThreeChannels(String format) throws IOException {
        BufferedImage source = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        source.getRaster().setSamples(0, 0, 8, 8, 0, filled(77));
        byte[] rgb = reader.read(encode(source, format), format).rgb();
        assertEquals(192, rgb.length);
        for (byte value : rgb) {
            assertEquals(77, value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "tiff"})
    void scalesSixteenBits(String format) throws IOException {
        BufferedImage source = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
        source.getRaster().setSamples(0, 0, 3, 1, 0, new int[] {65535, 257 * 100 + 128, 257 * 100 + 129});
        byte[] rgb = reader.read(encode(source, format), format).rgb();
        assertArrayEquals(new byte[] {-1, -1, -1, 100, 100, 100, 101, 101, 101}, rgb);
    }

    @Test
    void appliesTheOrientationOfACamera() throws IOException {
        byte[] jpeg = encode(pattern(BufferedImage.TYPE_INT_RGB), "jpg");
        // APP1 with one tag: orientation 6, to be turned a quarter clockwise.
        byte[] exif = {
            (byte) 0xFF,
            (byte) 0xE1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            6,
            0,
            0,
            0,
            0,
            0,
            0
        };
        byte[] turned = ByteBuffer.allocate(jpeg.length + exif.length)
                .put(jpeg, 0, 2)
                .put(exif)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
        Image image = reader.read(turned, "turned");
        assertEquals(24, image.width());
        assertEquals(40, image.height());
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff", "jpg"})
    void refusesATruncatedFile(String format) throws IOException {
        byte[] whole = encode(pattern(BufferedImage.TYPE_INT_RGB), format);
        for (int eighths = 0; eighths < 8; eighths++) {
            byte[] part = Arrays.copyOf(whole, whole.length * eighths / 8);
            assertThrows(InputException.class, () -> reader.read(part, "part." + format), eighths + "/8");
        }
        byte[] lastByteMissing = Arrays.copyOf(whole, whole.length - 1);
        if (!format.equals("tiff")) {
            assertThrows(InputException.class, () -> reader.read(lastByteMissing, "part." + format));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff", "jpg"})
    void survivesDamage(String format) throws IOException {
        byte[] whole = encode(pattern(BufferedImage.TYPE_INT_RGB), format);
        Random random = new Random(7);
        int refused = 0;
        for (int trial = 0; trial < 200; trial++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i < 8; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                reader.read(damaged, "damaged");
            } catch (InputException e) {
                refused++;
            }
        }
        assertTrue(refused > 0);
    }

    @Test
    void refusesTooManyPixelsBeforeDecoding() {
        ByteBuffer header = ByteBuffer.allocate(45).putLong(0x89504E470D0A1A0AL).putInt(13);
        header.put("IHDR".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        header.putInt(2_000_000_000).putInt(2_000_000_000).put(new byte[] {8, 2, 0, 0, 0});
        header.putInt(checksum(header.array(), 12, 17)).putInt(0).putInt(0x49454E44);
        header.putInt(checksum(header.array(), 37, 4));
        InputException refused = assertThrows(InputException.class, () -> reader.read(header.array(), "bomb.png"));
        assertTrue(refused.getMessage().contains("bomb.png has 2000000000 x 2000000000"), refused.getMessage());
    }

    @Test
    void boundIsTheLargestSizeAllowed() throws IOException {
        byte[] file = encode(pattern(BufferedImage.TYPE_INT_RGB), "png");
        assertEquals(40, new ImageReader(960).read(file, "at the bound").width());
        assertThrows(InputException.class, () -> new ImageReader(959).read(file, "above"));
    }

    @Test
    void namesWhatIsNotAnImage(@TempDir Path folder) {
        InputException text = assertThrows(InputException.class, () -> reader.read(new byte[] {'h', 'i'}, "notes"));
        assertTrue(text.getMessage().contains("notes is not an image"));
        Path missing = folder.resolve("missing.png");
        InputException absent = assertThrows(InputException.class, () -> reader.read(missing));
        assertTrue(absent.getMessage().contains(missing.toString()));
    }

    @Test
    void writesWhatItReads(@TempDir Path folder) throws IOException {
        Image image = reader.read(encode(pattern(BufferedImage.TYPE_INT_RGB), "png"), "pattern");
        Path file = folder.resolve("new/image.png");
        ImageWriter.write(file, ImageWriter.png(image));
        assertArrayEquals(image.rgb(), reader.read(file).rgb());
        Mask mask = new Mask(3, 1, new byte[] {1, 0, 1});
        assertArrayEquals(
                mask.data(), reader.readMask(ImageWriter.png(mask), "mask").data());
        AnomalyMap map = new AnomalyMap(3, 1, new float[] {0, 0.5f, 1});
        byte[] eight = reader.read(ImageWriter.png8(map), "map").rgb();
        assertArrayEquals(new byte[] {0, 0, 0, -128, -128, -128, -1, -1, -1}, eight);
        BufferedImage sixteen = ImageIO.read(new java.io.ByteArrayInputStream(ImageWriter.png16(map)));
        assertArrayEquals(new int[] {0, 32768, 65535}, sixteen.getRaster().getSamples(0, 0, 3, 1, 0, (int[]) null));
    }

    /** More than the 64 kB of a block of the stream that it is written as. */
    @Test
    void writesMapsOfManyBlocks() throws IOException {
        float[] scores = new float[300 * 200];
        int[] expected = new int[scores.length];
        for (int i = 0; i < scores.length; i++) {
            expected[i] = i + 5000;
            scores[i] = expected[i] / 65535f;
        }
        byte[] png = ImageWriter.png16(new AnomalyMap(300, 200, scores));
        BufferedImage read = ImageIO.read(new java.io.ByteArrayInputStream(png));
        assertArrayEquals(expected, read.getRaster().getSamples(0, 0, 300, 200, 0, (int[]) null));
    }

    private static int[] filled(int value) {
        int[] samples = new int[64];
        Arrays.fill(samples, value);
        return samples;
    }

    /** 40 x 24: red is 6 x, green is 10 y, blue 10. */
    private static BufferedImage pattern(int type) {
        BufferedImage image = new BufferedImage(40, 24, type);
        for (int y = 0; y < 24; y++) {
            for (int x = 0; x < 40; x++) {
                image.setRGB(x, y, 6 * x << 16 | 10 * y << 8 | 10);
            }
        }
        return image;
    }

    private static void assertPattern(Image image, int tolerance) {
        for (int i = 0; i < 960; i++) {
            assertEquals(6 * (i % 40), image.rgb()[3 * i] & 0xFF, tolerance);
            assertEquals(10 * (i / 40), image.rgb()[3 * i + 1] & 0xFF, tolerance);
            assertEquals(10, image.rgb()[3 * i + 2] & 0xFF, tolerance);
        }
    }

    private static byte[] encode(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, format, bytes));
        return bytes.toByteArray();
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
