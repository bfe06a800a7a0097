package dev.destseg.image;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes 16-bit grey PNG (ISO/IEC 15948) without compression. OpenCV's encoder takes 2 ms for 256 x 256 values even so, and
 * every inspection waits for the map to be kept; with compression both take 4 ms more, for a file a quarter smaller: the
 * lower byte of a score is noise.
 */
final class GreyPng {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte BIT_DEPTH = 16;
    /** Length, type and check sum of a chunk. */
    private static final int CHUNK_FRAME = 12;

    private static final int HEADER_BYTES = 13;

    private GreyPng() {}

    /** @param grey width x height values, row by row, taken as 0 to 65535 */
    static byte[] encode(int width, int height, short[] grey) {
        byte[] data = stored(width, height, grey);
        ByteBuffer png = ByteBuffer.allocate(SIGNATURE.length + 3 * CHUNK_FRAME + HEADER_BYTES + data.length);
        png.put(SIGNATURE);
        // Grey, and the only methods there are: deflate, adaptive filters, no interlacing.
        byte[] header = ByteBuffer.allocate(HEADER_BYTES)
                .putInt(width)
                .putInt(height)
                .put(BIT_DEPTH)
                .array();
        chunk(png, "IHDR", header);
        chunk(png, "IDAT", data);
        chunk(png, "IEND", new byte[0]);
        return png.array();
    }

    /** The rows, each after a byte that says that it is not filtered, as a zlib stream of stored blocks. */
    private static byte[] stored(int width, int height, short[] grey) {
        ByteBuffer rows = ByteBuffer.allocate(height * (1 + 2 * width));
        for (int y = 0; y < height; y++) {
            rows.put((byte) 0);
            rows.asShortBuffer().put(grey, y * width, width);
            rows.position(rows.position() + 2 * width);
        }
        Deflater deflater = new Deflater(Deflater.NO_COMPRESSION);
        try {
            deflater.setInput(rows.array());
            deflater.finish();
            // Five bytes for each stored block, of which zlib makes none smaller than 16 kB but the last, and its
            // frame.
            byte[] stream = new byte[rows.capacity() + 5 * (rows.capacity() / 16_383 + 2) + 16];
            int length = deflater.deflate(stream);
            if (!deflater.finished()) {
                throw new IllegalStateException("The map did not fit into its stream");
            }
            return Arrays.copyOf(stream, length);
        } finally {
            deflater.end();
        }
    }

    private static void chunk(ByteBuffer png, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        png.putInt(data.length).put(name).put(data).putInt((int) sum.getValue());
    }
}
