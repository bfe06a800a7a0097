package dev.destseg.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/**
 * The size that an image file announces, read before anything is decoded, after a walk through the parts of the file
 * that shows whether it is whole. Decoders fill what is missing with grey or black, which a judge would take for the
 * product.
 *
 * <p>Sources: ITU-T T.81 annex B (JPEG), the PNG specification (third edition) section 5, the BITMAPINFOHEADER layout,
 * TIFF 6.0 section 2. Every method throws {@link IllegalArgumentException} with the reason for a file that is broken.
 *
 * @param width pixels, at least 1, before the orientation tag is applied
 * @param height pixels, at least 1
 */
record ImageHeader(long width, long height) {
    private static final String TRUNCATED = "it ends too early";

    ImageHeader {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("its header announces " + width + " x " + height + " pixels");
        }
    }

    static ImageHeader read(ImageFormat format, byte[] file) {
        return read(format, file, true);
    }

    /** The size alone: the rest of the file is not walked through, as far as the format allows that. */
    static ImageHeader announced(ImageFormat format, byte[] file) {
        return read(format, file, false);
    }

    private static ImageHeader read(ImageFormat format, byte[] file, boolean whole) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.BIG_ENDIAN);
        try {
            return switch (format) {
                case JPEG -> jpeg(bytes, whole);
                case PNG -> png(bytes, whole);
                case BMP -> bmp(bytes.order(ByteOrder.LITTLE_ENDIAN));
                case TIFF -> TiffDirectory.read(bytes).header(file.length);
            };
        } catch (IndexOutOfBoundsException pastTheEnd) {
            throw new IllegalArgumentException(TRUNCATED, pastTheEnd);
        }
    }

    boolean exceeds(long pixels) {
        // A quotient, because the product of two hostile sizes overflows.
        return width > pixels / height;
    }

    /** Width x height; {@link Long#MAX_VALUE} where that is more. */
    long pixels() {
        return exceeds(Long.MAX_VALUE) ? Long.MAX_VALUE : width * height;
    }

    private static ImageHeader jpeg(ByteBuffer bytes, boolean whole) {
        ImageHeader header = null;
        int position = 2;
        while (true) {
            int marker = nextMarker(bytes, position);
            int code = bytes.get(marker + 1) & 0xFF;
            if (code == 0xD9) {
                if (header == null) {
                    throw new IllegalArgumentException("it has no frame");
                }
                return header;
            }
            if (isStartOfFrame(code) && header == null) {
                header = new ImageHeader(bytes.getShort(marker + 7) & 0xFFFF, bytes.getShort(marker + 5) & 0xFFFF);
                if (!whole) {
                    return header;
                }
            }
            position = marker + 2 + (isBare(code) ? 0 : bytes.getShort(marker + 2) & 0xFFFF);
        }
    }

    /** The next 0xFF that begins a marker: in coded data 0xFF00 is a value and restarts stand alone. */
    private static int nextMarker(ByteBuffer bytes, int from) {
        int position = from;
        while (true) {
            while (bytes.get(position) != (byte) 0xFF) {
                position++;
            }
            int code = bytes.get(position + 1) & 0xFF;
            if (code != 0 && code != 0xFF) {
                return position;
            }
            position++;
        }
    }

    private static boolean isBare(int code) {
        return code == 0x01 || (code >= 0xD0 && code <= 0xD8);
    }

    private static boolean isStartOfFrame(int code) {
        return code >= 0xC0 && code <= 0xCF && code != 0xC4 && code != 0xC8 && code != 0xCC;
    }

    private static ImageHeader png(ByteBuffer bytes, boolean whole) {
        if (bytes.getInt(12) != chunk("IHDR")) {
            throw new IllegalArgumentException("its first chunk is not IHDR");
        }
        ImageHeader header = new ImageHeader(bytes.getInt(16) & 0xFFFFFFFFL, bytes.getInt(20) & 0xFFFFFFFFL);
        if (!whole) {
            return header;
        }
        long position = 8;
        while (true) {
            int at = Math.toIntExact(position);
            long length = bytes.getInt(at) & 0xFFFFFFFFL;
            int type = bytes.getInt(at + 4);
            if (position + 12 + length > bytes.limit()) {
                throw new IllegalArgumentException(TRUNCATED);
            }
            CRC32 checksum = new CRC32();
            checksum.update(bytes.array(), at + 4, (int) length + 4);
            if ((int) checksum.getValue() != bytes.getInt(at + 8 + (int) length)) {
                throw new IllegalArgumentException("a checksum in it is wrong");
            }
            if (type == chunk("IEND")) {
                return header;
            }
            position += 12 + length;
        }
    }

    private static int chunk(String name) {
        return name.charAt(0) << 24 | name.charAt(1) << 16 | name.charAt(2) << 8 | name.charAt(3);
    }

    private static ImageHeader bmp(ByteBuffer bytes) {
        long pixelsAt = bytes.getInt(10) & 0xFFFFFFFFL;
        boolean isOs2 = bytes.getInt(14) == 12;
        long width = isOs2 ? bytes.getShort(18) & 0xFFFF : bytes.getInt(18);
        long height = isOs2 ? bytes.getShort(20) & 0xFFFF : Math.abs((long) bytes.getInt(22));
        int bits = bytes.getShort(isOs2 ? 24 : 28) & 0xFFFF;
        int compression = isOs2 ? 0 : bytes.getInt(30);
        ImageHeader header = new ImageHeader(width, height);
        boolean isRunLength = compression == 1 || compression == 2;
        long rowBytes = (width * bits + 31) / 32 * 4;
        // A quotient, because the product of hostile sizes overflows.
        if (!isRunLength && (pixelsAt > bytes.limit() || rowBytes > (bytes.limit() - pixelsAt) / height)) {
            throw new IllegalArgumentException(TRUNCATED);
        }
        return header;
    }
}
