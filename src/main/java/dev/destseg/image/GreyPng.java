package dev.destseg.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * Writes 16-bit grey PNG (ISO/IEC 15948) without compression, into the array that it returns and no other. OpenCV's encoder
 * takes 2 ms for 256 x 256 values even so, and every inspection waits for the map to be kept; with compression both take 4 ms
 * more, for a file a quarter smaller: the lower byte of a score is noise.
 */
final class GreyPng {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte BIT_DEPTH = 16;
    private static final int FULL = 65535;
    /** Length and type of a chunk, before its bytes. */
    private static final int CHUNK_HEAD = 8;

    private static final int CHECK_SUM = 4;
    private static final int HEADER_BYTES = 13;
    /** How a zlib stream (RFC 1950) begins: deflate, a window of 32 kB, fastest. */
    private static final short ZLIB = 0x7801;

    private static final int ZLIB_HEAD = 2;
    /** Most bytes of a stored block (RFC 1951), and what stands before them: whether it is the last, length, its complement. */
    private static final int BLOCK = 65535;

    private static final int BLOCK_HEAD = 5;

    private GreyPng() {}

    /** Score 0 is 0, score 1 is 65535, rounded; what is beyond is cut. */
    static byte[] encode(AnomalyMap map) {
        int raw = map.height() * (1 + 2 * map.width());
        int blocks = (raw + BLOCK - 1) / BLOCK;
        int stream = ZLIB_HEAD + blocks * BLOCK_HEAD + raw + CHECK_SUM;
        ByteBuffer png = ByteBuffer.allocate(SIGNATURE.length + 3 * (CHUNK_HEAD + CHECK_SUM) + HEADER_BYTES + stream);
        png.put(SIGNATURE);
        beginChunk(png, "IHDR", HEADER_BYTES);
        // Grey, and the only methods there are: deflate, adaptive filters, no interlacing.
        png.putInt(map.width()).putInt(map.height()).put(BIT_DEPTH).put(new byte[4]);
        endChunk(png, HEADER_BYTES);
        beginChunk(png, "IDAT", stream);
        store(png, map, raw, blocks);
        endChunk(png, stream);
        beginChunk(png, "IEND", 0);
        endChunk(png, 0);
        return png.array();
    }

    /** Rows are written behind the heads of all blocks, and each block then goes to its own. */
    private static void store(ByteBuffer png, AnomalyMap map, int raw, int blocks) {
        png.putShort(ZLIB);
        int rows = png.position() + blocks * BLOCK_HEAD;
        writeRows(png.array(), rows, map);
        Adler32 sum = new Adler32();
        sum.update(png.array(), rows, raw);
        for (int block = 0; block < blocks; block++) {
            int length = Math.min(BLOCK, raw - block * BLOCK);
            png.put((byte) (block == blocks - 1 ? 1 : 0));
            png.order(ByteOrder.LITTLE_ENDIAN).putShort((short) length).putShort((short) ~length);
            png.order(ByteOrder.BIG_ENDIAN);
            // Never forwards, so that what is still to come is not written over.
            System.arraycopy(png.array(), rows + block * BLOCK, png.array(), png.position(), length);
            png.position(png.position() + length);
        }
        png.putInt((int) sum.getValue());
    }

    /** Each row after a byte that says that it is not filtered. */
    private static void writeRows(byte[] bytes, int start, AnomalyMap map) {
        float[] scores = map.values();
        int to = start;
        for (int y = 0; y < map.height(); y++) {
            bytes[to++] = 0;
            for (int i = y * map.width(); i < (y + 1) * map.width(); i++) {
                int grey = Math.round(Math.min(1, Math.max(0, scores[i])) * FULL);
                bytes[to++] = (byte) (grey >> Byte.SIZE);
                bytes[to++] = (byte) grey;
            }
        }
    }

    private static void beginChunk(ByteBuffer png, String type, int length) {
        png.putInt(length).put(type.getBytes(StandardCharsets.US_ASCII));
    }

    /** The sum is of the type and the bytes. */
    private static void endChunk(ByteBuffer png, int length) {
        CRC32 sum = new CRC32();
        sum.update(png.array(), png.position() - length - 4, length + 4);
        png.putInt((int) sum.getValue());
    }
}
