package dev.destseg.line.kafka;

import dev.destseg.tensor.InputException;

/**
 * Room in Java's memory for the images of a group: bytes, and not messages, are what fills it. An image that a share has no room for
 * beside others is taken alone.
 *
 * @param files bytes of files that wait, are judged, or have an answer that is not committed yet
 * @param judging bytes that images take while they are judged, beside their files
 * @param largest bytes of a single image, its file and its pixels
 */
public record ImageRoom(long files, long judging, long largest) {
    /** Three of an image in RGB, four of its map and one of the search for regions, where a recipe judges it at full size. */
    private static final long JUDGED_PIXEL = 8;

    private static final long DECODED_PIXEL = 3;

    /** @throws IllegalArgumentException when there is none */
    public ImageRoom {
        if (files < 1 || judging < 1 || largest < 1) {
            throw new IllegalArgumentException("No room: " + files + ", " + judging + ", " + largest);
        }
    }

    /** In this process. */
    public static ImageRoom here() {
        return of(Runtime.getRuntime().maxMemory());
    }

    /**
     * What is left of it is for the appliance itself, what the client of Kafka has fetched ahead, and what it sends.
     *
     * @param heap bytes of Java's memory, all of it
     */
    static ImageRoom of(long heap) {
        return new ImageRoom(heap / 6, heap / 3, heap / 3 * 2);
    }

    /**
     * @param pixels as many as are decoded of it
     * @throws InputException when there is no room for it even alone
     */
    void require(long bytes, long pixels) {
        long needed = bytes + pixels * DECODED_PIXEL;
        if (needed > largest) {
            throw new InputException("The image of " + bytes + " bytes and " + pixels + " pixels takes " + needed
                    + " bytes of memory, more than the " + largest + " that this appliance has for one; give Java more"
                    + " (-Xmx, or the container), or take smaller images");
        }
    }

    /** Bytes that an image may take while it is judged, beside its file. */
    static long judging(long pixels) {
        return pixels * JUDGED_PIXEL;
    }
}
