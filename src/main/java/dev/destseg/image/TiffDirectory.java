package dev.destseg.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The first image file directory of a TIFF file: TIFF 6.0, section 2.
 *
 * @param values the whole numbers of each tag of those used here that has any
 */
record TiffDirectory(Map<Integer, long[]> values) {
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int STRIP_OFFSETS = 273;
    private static final int STRIP_LENGTHS = 279;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_LENGTHS = 325;
    private static final Set<Integer> USED =
            Set.of(WIDTH, HEIGHT, STRIP_OFFSETS, STRIP_LENGTHS, TILE_OFFSETS, TILE_LENGTHS);
    private static final int SHORT = 3;
    private static final int LONG = 4;

    /** @throws IndexOutOfBoundsException when the file ends inside the directory */
    static TiffDirectory read(ByteBuffer bytes) {
        bytes.order(bytes.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = bytes.getInt(4);
        int entries = bytes.getShort(directory) & 0xFFFF;
        Map<Integer, long[]> values = new HashMap<>();
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + 12 * i;
            int type = bytes.getShort(entry + 2) & 0xFFFF;
            int tag = bytes.getShort(entry) & 0xFFFF;
            // The first of two equal tags, as the decoder takes it; of others nobody wants the numbers, which may be
            // many.
            if (USED.contains(tag) && !values.containsKey(tag) && (type == SHORT || type == LONG)) {
                values.put(tag, numbers(bytes, entry, type));
            }
        }
        return new TiffDirectory(values);
    }

    /**
     * The size, when all strips or tiles lie inside the file.
     *
     * @throws IllegalArgumentException when they do not, or there is no size or no pixel
     */
    ImageHeader header(int fileLength) {
        ImageHeader header = new ImageHeader(first(WIDTH), first(HEIGHT));
        boolean isTiled = values.containsKey(TILE_OFFSETS);
        long[] offsets = of(isTiled ? TILE_OFFSETS : STRIP_OFFSETS);
        long[] lengths = of(isTiled ? TILE_LENGTHS : STRIP_LENGTHS);
        if (offsets.length == 0 || offsets.length != lengths.length) {
            throw new IllegalArgumentException("its directory does not say where the pixels are");
        }
        for (int i = 0; i < offsets.length; i++) {
            if (offsets[i] + lengths[i] > fileLength) {
                throw new IllegalArgumentException("it ends too early");
            }
        }
        return header;
    }

    private static long[] numbers(ByteBuffer bytes, int entry, int type) {
        int size = type == SHORT ? 2 : 4;
        long count = bytes.getInt(entry + 4) & 0xFFFFFFFFL;
        long at = count * size <= 4 ? entry + 8 : bytes.getInt(entry + 8) & 0xFFFFFFFFL;
        if (at + count * size > bytes.limit()) {
            throw new IndexOutOfBoundsException();
        }
        long[] numbers = new long[(int) count];
        for (int i = 0; i < numbers.length; i++) {
            int position = (int) at + size * i;
            numbers[i] = type == SHORT ? bytes.getShort(position) & 0xFFFF : bytes.getInt(position) & 0xFFFFFFFFL;
        }
        return numbers;
    }

    private long first(int tag) {
        long[] numbers = of(tag);
        return numbers.length == 0 ? 0 : numbers[0];
    }

    private long[] of(int tag) {
        return values.getOrDefault(tag, new long[0]);
    }
}
